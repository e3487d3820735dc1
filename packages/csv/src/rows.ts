import type { Report } from "@portolan/model";
// Node's own Buffer is not there in a browser; this build of the library brings its own.
import { parse } from "csv-parse/browser/esm/sync";
import { type Layout, startsRecord } from "./layout.js";
import { csvProblems } from "./problems.js";
import { type Row, scanRow } from "./scan-row.js";

/**
 * Reads the rows from an offset on. Regular rows are scanned. What breaks the rules of quoting is
 * cut out, from its first line to the next line that starts a record, and handed to csv-parse,
 * which reads it as it stands or refuses it. So a quote that is never closed costs its own row,
 * and not all that follow.
 */
export function* readRows(
  source: string,
  start: number,
  layout: Layout,
  report: Report,
): Generator<Row> {
  let at = start;
  while (at < source.length) {
    const row = scanRow(source, at, layout.delimiter);
    const end = isDoubtful(row, source, layout) ? nextRecord(source, row, layout) : row.next;
    if (row.fault === undefined && end === row.next) yield row;
    else yield* readOddRows(source, at, end, layout, report);
    at = end;
  }
}

/**
 * Tells whether the row may have swallowed others: its quotes are wrong, or it covers several
 * lines and has not the right number of cells.
 */
function isDoubtful(row: Row, source: string, layout: Layout): boolean {
  if (row.fault !== undefined) return true;
  if (row.cells.length === layout.columns.length) return false;
  return /[\r\n]/.test(source.slice(row.start, row.end));
}

/** Finds the first line after a row's own that starts a record, not further than the row goes. */
function nextRecord(source: string, row: Row, layout: Layout): number {
  const lineBreak = /\r\n?|\n/g;
  lineBreak.lastIndex = row.start;
  while (lineBreak.test(source) && lineBreak.lastIndex < row.next) {
    const candidate = scanRow(source, lineBreak.lastIndex, layout.delimiter);
    if (startsRecord(candidate, layout.columns)) return candidate.start;
  }
  return row.next;
}

/** What csv-parse gives for a row with the option `raw`, which its types leave out. */
interface RawRow {
  readonly record: readonly string[];
  readonly raw: string;
}

/** Reads a stretch whose first row is not regular. */
function* readOddRows(
  source: string,
  start: number,
  end: number,
  { delimiter }: Layout,
  report: Report,
): Generator<Row> {
  const { fault } = scanRow(source, start, delimiter, end);
  const span = { start: fault?.offset ?? start, end: endOfText(source, start, end) };
  let rows: readonly RawRow[];
  try {
    rows = parse(source.slice(start, end), {
      delimiter,
      raw: true,
      record_delimiter: ["\r\n", "\n", "\r"],
      relax_column_count: true,
      relax_quotes: true,
    }) as unknown as readonly RawRow[];
  } catch (cause) {
    report.add(csvProblems, "csv/quote-not-closed", { span, cause });
    return;
  }
  if (fault !== undefined) report.add(csvProblems, `csv/${fault.kind}`, { span });
  let at = start;
  for (const { record, raw } of rows) {
    const next = at + raw.length;
    yield { start: at, cells: record, end: endOfText(source, at, next), next };
    at = next;
  }
}

/** Gives the end of a stretch without the line break that closes it. */
function endOfText(source: string, start: number, end: number): number {
  let at = end;
  while (at > start && (source[at - 1] === "\n" || source[at - 1] === "\r")) at--;
  return at;
}
