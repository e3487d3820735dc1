import { COLUMNS, columnOfHeading, placeColumns, type Report } from "@portolan/model";
import { fitsRecord, IANA_ORDER, isNumbered, type Layout } from "./layout.js";
import { csvProblems } from "./problems.js";
import { afterLineBreak, isDecided, type Row, scanRow } from "./scan-row.js";

/** Holds the layout that a file's first row tells, and where the records start. */
export interface Header {
  readonly layout: Layout;
  /** The headings as they stand there, or IANA's where there are none. */
  readonly headings: readonly string[];
  /** Zero-based offset of the first row after the header line. */
  readonly next: number;
}

/** What stands between cells: IANA's comma, and what spreadsheets write in other countries. */
const DELIMITERS: readonly (readonly [delimiter: string, name: string])[] = [
  [",", "commas"],
  [";", "semicolons"],
  ["\t", "tabs"],
];

/**
 * Finds out how the rows of a file are made, from its first row.
 *
 * @returns undefined, and an error in the report, where this is not the registry's CSV.
 */
export function readHeader(source: string, report: Report): Header | undefined {
  const start = firstRow(source);
  if (start === source.length) {
    report.add(csvProblems, "csv/empty", { span: { start: 0 } });
    return undefined;
  }
  for (const [delimiter, found] of DELIMITERS) {
    const row = readFirstRow(source, start, delimiter);
    const columns = row.cells.map(columnOfHeading);
    const isHeader = columns.includes("name") || columns.includes("port");
    if (!isHeader && !isRecord(row)) continue;
    if (delimiter !== ",") {
      report.add(csvProblems, "csv/delimiter", { span: { start: row.start }, values: { found } });
    }
    if (isHeader) {
      if (row.fault !== undefined) {
        report.add(csvProblems, "csv/header-quotes", { span: { start: row.fault.offset } });
      }
      const layout = { delimiter, columns: checkColumns(source, row, delimiter, report) };
      return { layout, headings: row.cells, next: row.next };
    }
    report.add(csvProblems, "csv/header-missing", { span: { start: row.start } });
    const headings = COLUMNS.map(({ heading }) => heading);
    return { layout: { delimiter, columns: IANA_ORDER }, headings, next: row.start };
  }
  const end = endOfLine(source, start);
  report.add(csvProblems, "csv/not-the-registry", { span: { start, end } });
  return undefined;
}

/** Tells whether the first row stays what it is, whatever text may follow. */
export function isHeaderWhole(source: string): boolean {
  const start = firstRow(source);
  return (
    endOfLine(source, start) + 1 < source.length &&
    DELIMITERS.every(([delimiter]) => isDecided(scanRow(source, start, delimiter), source))
  );
}

/** Gives the offset of the first row, after a byte order mark and blank lines. */
function firstRow(source: string): number {
  let at = source.startsWith("\uFEFF") ? 1 : 0;
  while (source[at] === "\n" || source[at] === "\r") at++;
  return at;
}

/**
 * Reads the first row. If its quotes are wrong, they are not to cost the records: the row is the
 * first line then, cut at each delimiter, quotes removed. No heading has a delimiter in it.
 */
function readFirstRow(source: string, start: number, delimiter: string): Row {
  const row = scanRow(source, start, delimiter);
  if (row.fault === undefined) return row;
  const end = endOfLine(source, start);
  const cells = source.slice(start, end).replaceAll('"', "").split(delimiter);
  const { fault = row.fault } = scanRow(source, start, delimiter, end);
  return { start, cells, end, next: afterLineBreak(source, end), fault };
}

function endOfLine(source: string, start: number): number {
  const length = source.slice(start).search(/[\r\n]/);
  return length === -1 ? source.length : start + length;
}

/** Tells whether a row has all of IANA's columns and is clearly a record. */
function isRecord(row: Row): boolean {
  return (
    row.cells.length === IANA_ORDER.length &&
    isNumbered(row, IANA_ORDER) &&
    fitsRecord(row, IANA_ORDER)
  );
}

/** Names the column of each heading and reports the odd ones. */
function checkColumns(
  source: string,
  { cells, start, end, next }: Row,
  delimiter: string,
  report: Report,
): Layout["columns"] {
  const starts: number[] = [];
  scanRow(source, start, delimiter, next, starts);
  const complain = (
    code: "csv/column-unknown" | "csv/column-duplicate" | "csv/column-missing",
    found: string,
    at: number = end,
  ): void => report.add(csvProblems, code, { span: { start: at }, values: { found } });

  const columns = placeColumns(cells.map(columnOfHeading), (fault, place) =>
    complain(`csv/column-${fault}`, cells[place] ?? "", starts[place]),
  );
  for (const { key, heading } of COLUMNS) {
    if (!columns.includes(key)) complain("csv/column-missing", heading);
  }
  return columns;
}

/** Tells whether a row repeats the header line, as in files that were joined. */
export function repeatsHeader({ cells }: Row, { headings }: Header): boolean {
  return cells.length === headings.length && cells.every((cell, i) => cell === headings[i]);
}
