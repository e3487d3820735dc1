import {
  type ColumnKey,
  createRegistry,
  draftFromCells,
  finishRecord,
  hasErrors,
  type ParseResult,
  Report,
  type ServiceRecord,
  type Span,
} from "@portolan/model";
import { checkRows } from "./check-rows.js";
import { readHeader } from "./header.js";
import { cellsOf, type Layout } from "./layout.js";
import { csvProblems } from "./problems.js";
import { readRows } from "./rows.js";
import { isProtected, unprotectCell } from "./safe-cells.js";
import { type Row, scanRow } from "./scan-row.js";

/** Says how CSV is read. */
export interface FromCsvOptions {
  /** Takes away the apostrophes that `toCsv` with `safeCells` has put before cells. */
  readonly safeCells?: boolean;
}

/**
 * Reads IANA's CSV of the registry, or a copy that went through a spreadsheet: columns in any
 * order, commas, semicolons or tabs, any line breaks. Cells are taken as they stand.
 *
 * @example
 * const source = "Service Name,Port Number,Transport Protocol\r\nhttp,80,tcp\r\n";
 * fromCsv(source).registry.records[0].port; // 80
 */
export function fromCsv(source: string, options: FromCsvOptions = {}): ParseResult {
  if (typeof source !== "string") throw new TypeError("The CSV source must be a string.");
  const report = new Report(source);
  const header = readHeader(source, report);
  const records: ServiceRecord[] = [];
  const offsets: number[] = [];
  if (header !== undefined) {
    const { layout, next } = header;
    const rows = checkRows(readRows(source, next, layout, report), source, header, report);
    for (const row of handleProtectedCells(rows, options.safeCells === true, report)) {
      const locate = (column: ColumnKey): Span => cellSpan(source, row, layout, column);
      const draft = draftFromCells(cellsOf(row, layout.columns), report, locate);
      records.push(finishRecord(draft, report, locate));
      offsets.push(row.start);
    }
    if (records.length === 0 && !hasErrors(report.problems)) {
      report.add(csvProblems, "csv/no-records", { span: { start: next } });
    }
  }
  return { registry: createRegistry({ records }), problems: report.problems, offsets };
}

/** Takes the apostrophes away that protect spreadsheets, or reports that they are there. */
function* handleProtectedCells(
  rows: Iterable<Row>,
  isWanted: boolean,
  report: Report,
): Generator<Row> {
  const kept = { first: 0, count: 0 };
  for (const row of rows) {
    if (!row.cells.some(isProtected)) yield row;
    else if (isWanted) yield { ...row, cells: row.cells.map(unprotectCell) };
    else {
      if (kept.count === 0) kept.first = row.start;
      kept.count += row.cells.filter(isProtected).length;
      yield row;
    }
  }
  if (kept.count > 0) {
    const { first, count } = kept;
    report.add(csvProblems, "csv/cells-protected", { span: { start: first }, values: { count } });
  }
}

/** Finds the cell of a column in the source, or the row where the column or the cell is missing. */
function cellSpan(
  source: string,
  row: Row,
  { delimiter, columns }: Layout,
  column: ColumnKey,
): Span {
  const starts: number[] = [];
  scanRow(source, row.start, delimiter, row.next, starts);
  const index = columns.indexOf(column);
  const start = starts[index];
  if (start === undefined) return row;
  const following = starts[index + 1];
  return { start, end: following === undefined ? row.end : following - 1 };
}
