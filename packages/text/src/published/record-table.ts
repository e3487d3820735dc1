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
import type { TextColumn } from "./columns.js";
import { findLayout } from "./find-layout.js";
import type { Grid } from "./grid.js";
import type { PageStyle } from "./page-style.js";
import { reportFlaws } from "./row-flaws.js";
import type { RowBlock } from "./row-paths.js";
import type { RowRules } from "./row-rules.js";
import { type PagePiece, type TableOpening, TableReader } from "./table-reader.js";

/** Gives the number of each column from the left; a column that the table lacks has none. */
type Places = { readonly [column in ColumnKey]?: number };

/** Holds one row of a table of records. */
export interface TableRow {
  /** The texts of its columns, empty where there is none. */
  readonly cells: Readonly<Record<ColumnKey, string>>;
  readonly grid: Grid;
  readonly places: Places;
  /** Its lines in the grid. */
  readonly block: RowBlock;
}

/** Gives the place of a whole row. */
export function spanOf({ grid, block }: TableRow): Required<Span> {
  return grid.linesSpan(block.start, block.end);
}

/** Gives the offset of the text that names a row. */
export function offsetOf(row: TableRow): number {
  const { name, port, protocol } = row.cells;
  if (name !== "") return locate(row, "name").start;
  if (port !== "") return locate(row, "port").start;
  return (protocol !== "" ? locate(row, "protocol") : spanOf(row)).start;
}

/** Makes the record of a row. */
export function recordOf(row: TableRow, { refine }: PageStyle, report: Report): ServiceRecord {
  const place = (column: ColumnKey): Span => locate(row, column);
  const draft = draftFromCells(row.cells, report, place);
  if (refine !== undefined && draft.references !== undefined)
    draft.references = draft.references.map(refine);
  return finishRecord(draft, report, place);
}

/** Gives the place of a cell's first line, or of the row where the cell is empty. */
function locate(row: TableRow, column: ColumnKey): Span {
  const { grid, places, block } = row;
  const place = places[column];
  const span = place === undefined ? undefined : grid.cellSpan(block.start, block.end, place);
  return span ?? spanOf(row);
}

/** Opens a table of records; headings that are not IANA's are reported. */
export function openRecords(
  { lines, head, end, measures, style, report }: TableOpening,
  take: (row: TableRow, page: PagePiece) => void,
): TableReader {
  const isHeading = (text: string): boolean => columnOfHeading(text) !== undefined;
  const layout = findLayout(lines, { head, end }, isHeading, COLUMNS.length, measures);
  const columns = understandColumns(layout.columns, lines.start(head.first), report);
  const places: { [column in ColumnKey]?: number } = {};
  columns.forEach((key, place) => {
    if (key !== undefined) places[key] = place;
  });
  return new TableReader(layout, rulesOf(places), (grid, block, page) => {
    reportFlaws(grid, block, "text/row-unreadable", page.report);
    if (block.flaw === "stray") return;
    take({ cells: readCells(grid, places, style, block), grid, places, block }, page);
  });
}

function readCells(
  grid: Grid,
  places: Places,
  style: PageStyle,
  block: RowBlock,
): TableRow["cells"] {
  return {
    name: readCell(grid, places.name, style, block),
    port: readCell(grid, places.port, style, block),
    protocol: readCell(grid, places.protocol, style, block),
    description: readCell(grid, places.description, style, block),
    assignee: readCell(grid, places.assignee, style, block),
    contact: readCell(grid, places.contact, style, block),
    registrationDate: readCell(grid, places.registrationDate, style, block),
    modificationDate: readCell(grid, places.modificationDate, style, block),
    reference: readCell(grid, places.reference, style, block),
    serviceCode: readCell(grid, places.serviceCode, style, block),
    unauthorizedUse: readCell(grid, places.unauthorizedUse, style, block),
    notes: readCell(grid, places.notes, style, block),
  };
}

function readCell(
  grid: Grid,
  place: number | undefined,
  { isBrokenWord, plain }: PageStyle,
  { start, end }: RowBlock,
): string {
  if (place === undefined) return "";
  const text = grid.cell(start, end, place, isBrokenWord);
  return plain === undefined ? text : plain(text);
}

const SINGLE: readonly ColumnKey[] = [
  "port",
  "protocol",
  "registrationDate",
  "modificationDate",
  "serviceCode",
];
const PROSE: readonly ColumnKey[] = ["description", "unauthorizedUse", "notes"];

function rulesOf(places: Places): RowRules {
  const placesOf = (keys: readonly ColumnKey[]): readonly number[] =>
    keys.map((key) => places[key]).filter((place) => place !== undefined);
  const { name } = places;
  return {
    anchors: placesOf(["name", "port", "protocol"]),
    single: placesOf(SINGLE),
    prose: placesOf(PROSE),
    ...(name === undefined ? {} : { name }),
  };
}

/** Says which of IANA's columns each column is, and reports those that are missing or strange. */
function understandColumns(
  textColumns: readonly TextColumn[],
  headStart: number,
  report: Report,
): readonly (ColumnKey | undefined)[] {
  const headings = textColumns.map(({ heading }) => heading);
  const columns = headings.map(columnOfHeading);
  for (const { index, heading: found, column } of strangeHeadings(headings, columns)) {
    columns[index] = column;
    const span = { start: textColumns[index]?.offset ?? headStart };
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
