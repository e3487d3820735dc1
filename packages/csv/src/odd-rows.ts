import type { Piece } from "@portolan/model";
import { parse } from "#csv-parse";
import { type Layout, startsRecord } from "./layout.js";
import { csvProblems } from "./problems.js";
import { isDecided, type Row, scanRow } from "./scan-row.js";

/**
 * Tells whether the row may have swallowed others: its quotes are wrong, or it covers several
 * lines and has not the right number of cells.
 */
export function isDoubtful(row: Row, source: string, layout: Layout): boolean {
  if (row.fault !== undefined) return true;
  if (row.cells.length === layout.columns.length) return false;
  return /[\r\n]/.test(source.slice(row.start, row.end));
}

/**
 * Finds the first line after a row's own that starts a record, not further than the row goes.
 *
 * @returns undefined where only the text that follows tells.
 */
export function nextRecord(
  { source, isLast }: Piece,
  row: Row,
  layout: Layout,
): number | undefined {
  const lineBreak = /\r\n?|\n/g;
  lineBreak.lastIndex = row.start;
  while (lineBreak.test(source) && lineBreak.lastIndex < row.next) {
    const candidate = scanRow(source, lineBreak.lastIndex, layout.delimiter);
    if (!isLast && !isDecided(candidate, source)) return undefined;
    if (startsRecord(candidate, layout.columns)) return candidate.start;
  }
  // A row with a fault goes to the end of the source.
  return isLast || row.fault === undefined ? row.next : undefined;
}

/** What csv-parse gives for a row with the option `raw`, which its types leave out. */
interface RawRow {
  readonly record: readonly string[];
  readonly raw: string;
}

/** Reads a stretch whose first row is not regular. */
export function readOddRows(
  { source, report }: Piece,
  start: number,
  end: number,
  { delimiter }: Layout,
  take: (row: Row) => void,
): void {
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
  // Closed after all, but too late to be believed.
  if (fault?.kind === "quote-not-closed") return;
  let at = start;
  for (const { record, raw } of rows) {
    const next = at + raw.length;
    take({ start: at, cells: record, end: endOfText(source, at, next), next });
    at = next;
  }
}

/** Gives the end of a stretch without the line break that closes it. */
function endOfText(source: string, start: number, end: number): number {
  let at = end;
  while (at > start && (source[at - 1] === "\n" || source[at - 1] === "\r")) at--;
  return at;
}
