import { type Position, Report } from "@portolan/model";
import type { ProblemTable, Span } from "@portolan/model/internal";

/** Holds a line, or lines joined to a row, of a source. */
export interface Line extends Span {
  readonly text: string;
  /** Zero-based offset after the last character. */
  readonly end: number;
}

/**
 * Length of the top of a text, in UTF-16 code units, that shows how it was made: its head and some rows.
 */
export const TOP_LENGTH = 100_000;

/** Splits a source at LF, CRLF and CR. */
export function* linesOf(source: string): Generator<Line> {
  let start = 0;
  for (const match of source.matchAll(/\r\n|\n|\r/g)) {
    yield { text: source.slice(start, match.index), start, end: match.index };
    start = match.index + match[0].length;
  }
  if (start < source.length) yield { text: source.slice(start), start, end: source.length };
}

/** A line break that is known to be inside a cell: a vertical tab, which parts no lines of a source. */
export const CELL_BREAK = "\v";

/** Holds a line with its place in the document: the piece that it came in may be gone. */
export interface PlacedLine {
  readonly text: string;
  /** Where the line begins. */
  readonly place: Position;
}

/** Reports a text in a line, or the whole line where the text is not in it as it is. */
export function reportLine<Table extends ProblemTable>(
  { text, place }: PlacedLine,
  found: string,
  table: Table,
  code: keyof Table & string,
  report: Report,
): void {
  const shown = text.includes(found) ? found : text.trim();
  const start = text.indexOf(shown);
  const own = new Report(text, place);
  own.add(table, code, { span: { start, end: start + shown.length }, values: { found } });
  report.problems.push(...own.problems);
}

/** Reports lines, each with its text. */
export function reportLines<Table extends ProblemTable>(
  lines: readonly Line[],
  table: Table,
  code: keyof Table & string,
  report: Report,
): void {
  for (const { text, ...span } of lines)
    report.add(table, code, { span, values: { found: text.trim() } });
}

/** What lines of tables are drawn with: ASCII, or Unicode's box drawing. */
const RULER = /^[ \t|+\-=:~\\\u2500-\u257f]*[-=~\u2500-\u257f][ \t|+\-=:~\\\u2500-\u257f]*$/;

/** What databases write below a table. */
const ROW_COUNT = /^\s*\(?\d[\d,]* rows?(?: in set.*)?\)?\s*$/i;

/** Tells whether a line is drawn, and has no cell. */
export function isRuler(text: string): boolean {
  return RULER.test(text);
}

/** Tells whether a line only says how many rows a table has: `(3 rows)`. */
export function isRowCount(text: string): boolean {
  return ROW_COUNT.test(text);
}

/** What a row of a table has, and a sentence around it has not. */
const ROW_MARK = /[\t|\u2502\u2503\u2551]|\S {2}|(?<![\w/])(?:tcp|udp|sctp|dccp)(?!\w)/;

/** Tells whether a line beside a table may be one of its rows. */
export function mayBeRow(text: string): boolean {
  return ROW_MARK.test(text) && !isRuler(text) && !isRowCount(text);
}

/** A row of ports that have no name begins with them: `11-19 Reserved`. */
const UNNAMED_ROW = /^\s*\d{1,5}(?:-\d{1,5})?\s+\S/;

/** Tells whether a line below the terms of a license may be a row, though it is not certainly one. */
export function mayBeRowBelow(text: string): boolean {
  return mayBeRow(text) || UNNAMED_ROW.test(text);
}

/** A port with its protocol, `80  tcp` or `80/tcp`. */
const PLACE = "\\d{1,5}(?:-\\d{1,5})?(?<border>[ \\t|/]+)(?:tcp|udp|sctp|dccp)(?=[ \\t|]|$)";

/** A row outside of any table: `http  80  tcp  World Wide Web`, or `http  80/tcp  World Wide Web`. */
const STRAY_ROW = new RegExp(`^[ \\t|]*(?<name>[^\\s|]+)(?<gap>[ \\t|]+)${PLACE}`);

/** Tells whether a line outside of tables is a row of one, and no sentence such as “Port 80 tcp is …”. */
export function isStrayRow(text: string): boolean {
  const { name = "", gap = "", border } = STRAY_ROW.exec(text)?.groups ?? {};
  if (border === undefined) return false;
  return gap !== " " || (border !== "/" && !/^ports?$/i.test(name));
}

const HAS_PLACE = new RegExp(`[ \\t|]${PLACE}`);

/** The bars or tabs of a row. */
const CELLS = /^(?:[ \t]*\|[^|]*\||(?:[^|\t]*[|\t]){4})/;

/** Tells whether a line where no row can be has what rows have, whatever else it has. */
export function hasPartsOfRow(text: string): boolean {
  return HAS_PLACE.test(text) || (CELLS.test(text) && /\w/.test(text));
}
