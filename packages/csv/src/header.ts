import { COLUMNS, type ColumnKey, type Position, type Report } from "@portolan/model";
import {
  columnsOfHeadings,
  headingOfColumn,
  neededColumn,
  placeColumns,
  tableProblems,
  understandPorts,
  understandProtocols,
} from "@portolan/model/internal";
import { FEWEST_HEADINGS, MOST_LINES_ABOVE } from "./lines-above.js";
import { csvProblems } from "./problems.js";
import {
  afterLineBreak,
  isDecided,
  type Likeness,
  type Row,
  type RowForm,
  scanRow,
} from "./rows.js";

/** Holds what the first rows of a file tell about all of them. */
export interface Header {
  readonly form: RowForm;
  /** The column of each cell; undefined for one that is skipped. */
  readonly columns: readonly (ColumnKey | undefined)[];
  /** The headings as they are in the file, or IANA's where there are none. */
  readonly headings: readonly string[];
  /** Whether the file has headings. */
  readonly hasLine: boolean;
  /** Zero-based offset of the first row after the header line. */
  readonly next: number;
  /** Where the rows begin. */
  readonly body: Position;
}

/** Names what commonly separates cells: IANA's comma, and what spreadsheets and databases write. */
const DELIMITERS: ReadonlyMap<string, string> = new Map([
  [",", "commas"],
  [";", "semicolons"],
  ["\t", "tabs"],
  ["|", "vertical bars"],
]);

/** What no file separates cells with: letters, digits and what headings are written with. */
const NO_DELIMITER = /[\p{L}\p{N}\s"'_.()#/-]/u;

const IANA_ORDER: readonly ColumnKey[] = COLUMNS.map(({ key }) => key);

/** Holds the first row as one delimiter cuts it. */
interface FirstRow {
  readonly row: Row;
  readonly delimiter: string;
  readonly columns: ReturnType<typeof columnsOfHeadings>;
}

/**
 * Finds out how the rows of a file are made, from its first row.
 *
 * @returns undefined, and an error in the report, where this is not the registry's CSV.
 */
export function readHeader(source: string, report: Report): Header | undefined {
  const { start, delimiters } = beginOf(source);
  if (start === source.length) {
    report.add(csvProblems, "csv/empty", { span: { start: 0 } });
    return undefined;
  }
  const found = telling(source, start, delimiters) ?? headingsBelow(source, start);
  if (found === undefined) {
    const end = endOfLine(source, start);
    const values = { found: source.slice(start, end) };
    report.add(csvProblems, "csv/not-the-registry", { span: { start, end }, values });
    return undefined;
  }
  const { row, delimiter } = found;
  if (row.start > start) {
    const values = { count: countLines(source, start, row.start), found: lineAt(source, start) };
    const end = start + source.slice(start, row.start).trimEnd().length;
    report.add(csvProblems, "csv/lines-above", { span: { start, end }, values });
  }
  if (delimiter !== ",") {
    const values = { found: DELIMITERS.get(delimiter) ?? `“${delimiter}”` };
    report.add(csvProblems, "csv/delimiter", { span: { start: row.start }, values });
  }
  if (found.columns === undefined) {
    report.add(csvProblems, "csv/header-missing", { span: { start: row.start } });
    const headings = COLUMNS.map(({ heading }) => heading);
    const header = headerOf(delimiter, IANA_ORDER, headings, row.start, report);
    return { ...header, hasLine: false };
  }
  if (row.fault !== undefined)
    report.add(csvProblems, "csv/header-quotes", { span: { start: row.fault.offset } });
  const columns = checkColumns(source, found, report);
  return headerOf(delimiter, columns, row.cells, row.next, report);
}

/**
 * Cuts a row by the delimiter that gives most of the registry's headings, else by one that gives a record.
 *
 * @returns undefined where the row is neither.
 */
function telling(
  source: string,
  start: number,
  delimiters: readonly string[],
): FirstRow | undefined {
  const cuts = delimiters.map((delimiter) => cutFirstRow(source, start, delimiter));
  const [best] = cuts
    .filter(({ columns }) => columns !== undefined)
    .sort((a, b) => countKnown(b) - countKnown(a));
  return best ?? cuts.find(({ row }) => isRecord(row.cells));
}

/** Finds the headings below lines that say something else. */
function headingsBelow(source: string, first: number): FirstRow | undefined {
  let at = first;
  for (let line = 0; line < MOST_LINES_ABOVE && at < source.length; line++) {
    at = firstRow(source, endOfLine(source, at));
    const found = telling(source, at, delimitersOf(lineAt(source, at)));
    if (found !== undefined && countKnown(found) >= FEWEST_HEADINGS) return found;
  }
  return undefined;
}

function lineAt(source: string, start: number): string {
  return source.slice(start, endOfLine(source, start));
}

function countLines(source: string, from: number, to: number): number {
  return source
    .slice(from, to)
    .split(/\r\n|[\r\n]/)
    .filter((line) => line !== "").length;
}

function headerOf(
  delimiter: string,
  columns: Header["columns"],
  headings: readonly string[],
  next: number,
  report: Report,
): Header {
  const fewest = withoutBlankEnd(headings);
  const places = [columns.indexOf("port"), columns.indexOf("protocol")] as const;
  const form: RowForm = {
    delimiter,
    fewest,
    most: headings.length,
    likeness: (cells) => likenessOf(cells, places),
  };
  return { form, columns, headings, hasLine: true, next, body: report.at(next) };
}

/** Gives how many headings there are up to the last that is not blank. */
function withoutBlankEnd(headings: readonly string[]): number {
  return headings.findLastIndex((heading) => heading.trim() !== "") + 1;
}

/** Judges a row by its cells for port and protocol. */
function likenessOf(
  cells: readonly string[],
  [portPlace, protocolPlace]: readonly [port: number, protocol: number],
): Likeness {
  const port = cells[portPlace]?.trim() ?? "";
  const protocol = cells[protocolPlace]?.trim() ?? "";
  const hasPort = understandPorts(port) !== undefined;
  const hasProtocol = understandProtocols(protocol) !== undefined;
  if (hasPort && hasProtocol) return "certain";
  if ((port !== "" && !hasPort) || (protocol !== "" && !hasProtocol)) return "none";
  return hasPort || hasProtocol ? "numbered" : "unnumbered";
}

/** Tells whether cells are all of IANA's columns and clearly a record. */
function isRecord(cells: readonly string[]): boolean {
  if (cells.length !== IANA_ORDER.length) return false;
  const likeness = likenessOf(cells, [IANA_ORDER.indexOf("port"), IANA_ORDER.indexOf("protocol")]);
  return likeness === "certain" || likeness === "numbered";
}

/** Tells whether the first row stays what it is, whatever text may follow. */
export function isHeaderWhole(source: string): boolean {
  const { start, delimiters } = beginOf(source);
  if (
    endOfLine(source, start) + 1 >= source.length ||
    !delimiters.every((delimiter) => isDecided(scanRow(source, start, delimiter), source))
  )
    return false;
  if (telling(source, start, delimiters) !== undefined) return true;
  // The headings may stand further below.
  const lines = source.slice(start).match(/(?:\r\n|[\r\n])+/g) ?? [];
  return lines.length > MOST_LINES_ABOVE + 1;
}

/** What spreadsheets write before the header line for those that come after: `sep=;`. */
const NAMED_DELIMITER = /^"?sep=([^\r\n])"?(?:\r\n|[\r\n])/i;

/**
 * Finds the first row, after a byte order mark, blank lines and a line that names the delimiter, and
 * the delimiters that it may have.
 */
function beginOf(source: string): {
  readonly start: number;
  readonly delimiters: readonly string[];
} {
  const first = firstRow(source, source.startsWith("\uFEFF") ? 1 : 0);
  const line = source.slice(first, endOfLine(source, first) + 2);
  const named = NAMED_DELIMITER.exec(line);
  if (named !== null) {
    const start = firstRow(source, first + named[0].length);
    return { start, delimiters: [named[1] ?? ","] };
  }
  return { start: first, delimiters: delimitersOf(line) };
}

/** Lists what may separate the cells of a line. */
function delimitersOf(line: string): readonly string[] {
  const others = new Set([...line].filter((char) => !NO_DELIMITER.test(char) && char.length === 1));
  return [...new Set([...DELIMITERS.keys(), ...others])];
}

function firstRow(source: string, from: number): number {
  let at = from;
  while (source[at] === "\n" || source[at] === "\r") at++;
  return at;
}

/**
 * Cuts the first row. If its quotes are wrong, they are not to cost the records: the row is the
 * first line then, cut at each delimiter, quotes removed. No heading has a delimiter in it.
 */
function cutFirstRow(source: string, start: number, delimiter: string): FirstRow {
  const strict = scanRow(source, start, delimiter);
  const row = strict.fault === undefined ? strict : lineAsRow(source, start, delimiter, strict);
  return { row, delimiter, columns: columnsOfHeadings(row.cells) };
}

function lineAsRow(source: string, start: number, delimiter: string, strict: Row): Row {
  const end = endOfLine(source, start);
  const cells = source.slice(start, end).replaceAll('"', "").split(delimiter);
  const { fault = strict.fault } = scanRow(source, start, delimiter, end);
  const row = { start, cells, end, next: afterLineBreak(source, end) };
  return fault === undefined ? row : { ...row, fault };
}

function countKnown({ columns }: FirstRow): number {
  return new Set(columns?.keys).size;
}

function endOfLine(source: string, start: number): number {
  for (let at = start; at < source.length; at++)
    if (source[at] === "\n" || source[at] === "\r") return at;
  return source.length;
}

/** Gives IANA's heading with which a heading ends, where no other names its column: `12:Service Name`. */
function headingBehind(
  found: string,
  taken: ReadonlySet<ColumnKey | undefined>,
): string | undefined {
  return COLUMNS.find(
    ({ key, heading }) =>
      !taken.has(key) &&
      found.length > heading.length &&
      found.toLowerCase().endsWith(heading.toLowerCase()) &&
      !/[\p{L}\p{N}\s]/u.test(found.charAt(found.length - heading.length - 1)),
  )?.heading;
}

/** Names the column of each heading and reports the odd ones. */
function checkColumns(
  source: string,
  { row, delimiter, columns }: FirstRow,
  report: Report,
): Header["columns"] {
  const { cells, start, end, next } = row;
  const starts: number[] = [];
  scanRow(source, start, delimiter, next, starts);
  let unnamed = 0;
  const taken = new Set(columns?.keys);
  const places = placeColumns(columns?.keys ?? [], (fault, place) => {
    const found = cells[place] ?? "";
    const span = { start: starts[place] ?? end };
    const heading = fault === "unknown" ? headingBehind(found, taken) : undefined;
    const needed = neededColumn(found);
    if (found.trim() === "") unnamed++;
    else if (heading !== undefined)
      report.add(csvProblems, "csv/heading-damaged", { span, values: { found, heading } });
    else if (needed !== undefined) report.add(tableProblems, needed, { span, values: { found } });
    else report.add(csvProblems, `csv/column-${fault}`, { span, values: { found } });
  });
  for (const [place, key] of places.entries()) {
    if (key === undefined || !columns?.renamed.has(place)) continue;
    const heading = headingOfColumn(key);
    const values = { found: cells[place] ?? "", heading };
    const span = { start: starts[place] ?? end };
    report.add(csvProblems, "csv/column-renamed", { span, values });
  }
  if (unnamed > 0)
    report.add(csvProblems, "csv/columns-unnamed", { span: row, values: { count: unnamed } });
  for (const { key, heading: found } of COLUMNS) {
    if (!places.includes(key))
      report.add(csvProblems, "csv/column-missing", { span: { start: end }, values: { found } });
  }
  return places;
}
