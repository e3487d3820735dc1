import {
  COLUMNS,
  type ColumnKey,
  columnOfHeading,
  draftFromCells,
  finishRecord,
  type Report,
  type ServiceRecord,
  type Span,
} from "@portolan/model";
import { strangeHeadings } from "../copy/page/headings.js";
import { textProblems } from "../problems.js";
import type { Grid } from "./grid.js";
import type { PageStyle } from "./page-style.js";
import { reportFlaw } from "./row-flaws.js";
import type { RowBlock } from "./row-paths.js";
import type { RowRules } from "./row-rules.js";
import { splitRows } from "./row-splitter.js";
import type { TableSection } from "./sections.js";
import { openTable } from "./table-grid.js";
import type { TextLines } from "./text-lines.js";

/** Holds the texts of one row's columns and where they stand. */
export interface TableRow {
  readonly cells: { readonly [column in ColumnKey]?: string };
  /** Place of the whole row. */
  readonly span: Span;
  locate(column: ColumnKey): Span | undefined;
}

/** Gives the rows of a table of records; what the layout does not explain is reported. */
export function readRecordTable(
  lines: TextLines,
  section: TableSection,
  style: PageStyle,
  report: Report,
): readonly TableRow[] {
  const isHeading = (text: string): boolean => columnOfHeading(text) !== undefined;
  const grid = openTable(lines, section, isHeading, COLUMNS.length, report);
  const columns = understandColumns(grid, lines.start(section.head.first), report);
  const places = new Map<ColumnKey, number>();
  columns.forEach((key, place) => {
    if (key !== undefined) places.set(key, place);
  });
  const rows: TableRow[] = [];
  for (const block of splitRows(grid, rulesOf(places))) {
    reportFlaw(grid, block, "text/row-unreadable", report);
    if (block.flaw !== "stray") rows.push(rowOf(grid, places, style, block));
  }
  return rows;
}

/** Makes the record of a row. */
export function recordOfTableRow(row: TableRow, style: PageStyle, report: Report): ServiceRecord {
  const locate = (column: ColumnKey): Span => row.locate(column) ?? row.span;
  const draft = draftFromCells(row.cells, report, locate);
  const references = draft.references?.map((reference) => style.refine(reference));
  return finishRecord({ ...draft, ...(references && { references }) }, report, locate);
}

function rowOf(
  grid: Grid,
  places: ReadonlyMap<ColumnKey, number>,
  style: PageStyle,
  { start, end }: RowBlock,
): TableRow {
  const cells: { [column in ColumnKey]?: string } = {};
  places.forEach((place, key) => {
    if (grid.next(start, place) < end)
      cells[key] = style.plain(grid.cell(start, end, place, style.isBrokenWord));
  });
  return {
    cells,
    span: grid.linesSpan(start, end),
    locate: (column) => {
      const place = places.get(column);
      return place === undefined ? undefined : grid.cellSpan(start, end, place);
    },
  };
}

const SINGLE: readonly ColumnKey[] = [
  "port",
  "protocol",
  "registrationDate",
  "modificationDate",
  "serviceCode",
];
const PROSE: readonly ColumnKey[] = ["description", "unauthorizedUse", "notes"];

function rulesOf(places: ReadonlyMap<ColumnKey, number>): RowRules {
  const placesOf = (keys: readonly ColumnKey[]): readonly number[] =>
    keys.map((key) => places.get(key)).filter((place) => place !== undefined);
  const name = places.get("name");
  return {
    anchors: placesOf(["name", "port", "protocol"]),
    single: placesOf(SINGLE),
    prose: placesOf(PROSE),
    ...(name === undefined ? {} : { name }),
  };
}

/** Says which of IANA's columns each column is, and reports those that are missing or strange. */
function understandColumns(
  grid: Grid,
  headStart: number,
  report: Report,
): readonly (ColumnKey | undefined)[] {
  const headings = grid.columns.map(({ heading }) => heading);
  const columns = headings.map(columnOfHeading);
  for (const { index, heading: found, column } of strangeHeadings(headings, columns)) {
    columns[index] = column;
    const span = { start: grid.columns[index]?.offset ?? headStart };
    const heading = COLUMNS.find(({ key }) => key === column)?.heading;
    if (heading === undefined)
      report.add(textProblems, "text/column-unknown", { span, values: { found } });
    else report.add(textProblems, "text/column-renamed", { span, values: { found, heading } });
  }
  for (const { key, heading } of COLUMNS) {
    if (columns.includes(key)) continue;
    const [span, values] = [{ start: headStart }, { found: heading }];
    report.add(textProblems, "text/column-missing", { span, values });
  }
  return columns;
}
