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

/** Knows which column of a table is which, and how its texts were written. */
interface TableContext {
  readonly grid: Grid;
  /** Number of each column from the left; absent where the table has none. */
  readonly places: { readonly [column in ColumnKey]?: number };
  readonly style: PageStyle;
}

/** Holds one row of a table of records. */
export class TableRow {
  /** The texts of its columns, empty where there is none. */
  readonly cells: Readonly<Record<ColumnKey, string>>;
  readonly #table: TableContext;
  readonly #block: RowBlock;

  constructor(table: TableContext, block: RowBlock) {
    this.#table = table;
    this.#block = block;
    const { grid, places, style } = table;
    const { start, end } = block;
    const cell = (column: ColumnKey): string => {
      const place = places[column];
      if (place === undefined) return "";
      return style.plain(grid.cell(start, end, place, style.isBrokenWord));
    };
    this.cells = {
      name: cell("name"),
      port: cell("port"),
      protocol: cell("protocol"),
      description: cell("description"),
      assignee: cell("assignee"),
      contact: cell("contact"),
      registrationDate: cell("registrationDate"),
      modificationDate: cell("modificationDate"),
      reference: cell("reference"),
      serviceCode: cell("serviceCode"),
      unauthorizedUse: cell("unauthorizedUse"),
      notes: cell("notes"),
    };
  }

  /** Place of the whole row. */
  get span(): Required<Span> {
    return this.#table.grid.linesSpan(this.#block.start, this.#block.end);
  }

  /** Gives the place of a cell's first line, or of the row where the cell is empty. */
  locate(column: ColumnKey): Span {
    const { grid, places } = this.#table;
    const place = places[column];
    const { start, end } = this.#block;
    return (place === undefined ? undefined : grid.cellSpan(start, end, place)) ?? this.span;
  }

  /** Offset of the text that names the row. */
  get offset(): number {
    const anchor = (["name", "port", "protocol"] as const).find((key) => this.cells[key] !== "");
    return (anchor === undefined ? this.span : this.locate(anchor)).start;
  }
}

/** Gives the rows of a table of records; what the layout does not explain is reported. */
export function* readRecordTable(
  lines: TextLines,
  section: TableSection,
  style: PageStyle,
  report: Report,
): Generator<TableRow> {
  const isHeading = (text: string): boolean => columnOfHeading(text) !== undefined;
  const grid = openTable(lines, section, isHeading, COLUMNS.length, report);
  const columns = understandColumns(grid, lines.start(section.head.first), report);
  const places: { [column in ColumnKey]?: number } = {};
  columns.forEach((key, place) => {
    if (key !== undefined) places[key] = place;
  });
  const table = { grid, places, style };
  for (const block of splitRows(grid, rulesOf(places))) {
    reportFlaw(grid, block, "text/row-unreadable", report);
    if (block.flaw !== "stray") yield new TableRow(table, block);
  }
}

/** Makes the record of a row. */
export function recordOfTableRow(row: TableRow, style: PageStyle, report: Report): ServiceRecord {
  const locate = (column: ColumnKey): Span => row.locate(column);
  const draft = draftFromCells(row.cells, report, locate);
  if (style.refine !== undefined && draft.references !== undefined)
    draft.references = draft.references.map(style.refine);
  return finishRecord(draft, report, locate);
}

const SINGLE: readonly ColumnKey[] = [
  "port",
  "protocol",
  "registrationDate",
  "modificationDate",
  "serviceCode",
];
const PROSE: readonly ColumnKey[] = ["description", "unauthorizedUse", "notes"];

function rulesOf(places: TableContext["places"]): RowRules {
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
