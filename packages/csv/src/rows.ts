import type { Piece } from "@portolan/model/internal";
import { parse } from "#csv-parse";
import { csvProblems, MAX_QUOTED } from "./problems.js";

/**
 * Says how much the cells of a row look like a record: `certain` has all of the numbers and words
 * that only a record has, `numbered` one of them, `unnumbered` none; `none` has something else in
 * their places.
 */
export type Likeness = "certain" | "numbered" | "unnumbered" | "none";

/** Says how the rows of one table are made. */
export interface RowForm {
  /** What separates cells, one character. */
  readonly delimiter: string;
  /** Fewest cells of a row. */
  readonly fewest: number;
  /** Most cells of a row, of which those after the fewest are blank. */
  readonly most: number;
  readonly likeness: (cells: readonly string[]) => Likeness;
}

/** Says what a row's quotes do wrong (RFC 4180 §2, rules 5 to 7). */
interface QuoteFault {
  readonly kind: "quote-not-closed" | "quote-in-cell" | "text-after-quote";
  /** Zero-based offset of the opening quote, of the stray quote, or of the text. */
  readonly offset: number;
}

/** Holds one row of the source, or as much of it as comes before a fault. */
export interface Row {
  /** Zero-based offset of the first cell. */
  readonly start: number;
  /** Texts of the cells, verbatim, without their quotes. */
  readonly cells: readonly string[];
  /** Offset after the last cell. */
  readonly end: number;
  /** Offset of the next row, after the line break. */
  readonly next: number;
  readonly fault?: QuoteFault;
}

const QUOTE = 0x22;
const LF = 0x0a;
const CR = 0x0d;

/** Takes the rows of a table one after the other. */
export interface RowTaker {
  /** Tells whether a row can only be understood when the whole document is there. */
  readonly waits: (row: Row) => boolean;
  readonly take: (row: Row) => void;
}

/**
 * Reads the rows from an offset on. What breaks the rules of quoting is cut out, from its first line
 * to the next line that starts a record, and handed to csv-parse, which reads it as it is or refuses
 * it. So a quote that is never closed costs its own row, and not all that follow.
 *
 * @returns the offset of the first row of which the text that follows must tell what it is.
 */
export function readRows(piece: Piece, start: number, form: RowForm, taker: RowTaker): number {
  const { source, isLast } = piece;
  const plainRows = new PlainRows(source, form.delimiter);
  let at = start;
  while (at < source.length) {
    const row = plainRows.at(at) ?? scanRow(source, at, form.delimiter);
    if (!isLast && !isDecided(row, source)) break;
    const end = isDoubtful(row, source, form) ? nextRecord(piece, row, form) : row.next;
    if (end === undefined) break;
    if (row.fault !== undefined || end !== row.next) {
      if (!readOddRows(piece, at, end, form, taker)) break;
    } else {
      if (!isLast && taker.waits(row)) break;
      taker.take(row);
    }
    at = end;
  }
  return at;
}

/**
 * Finds rows without a quote, as most are: such a row is a line, cut at each delimiter. That takes half
 * as long as looking at each character (test/bench, CSV → records).
 */
class PlainRows {
  readonly #source: string;
  readonly #delimiter: string;
  // The next of each after the row before; a character that is not there is looked for once.
  #quote = -1;
  #feed = -1;
  #carriage = -1;

  constructor(source: string, delimiter: string) {
    this.#source = source;
    this.#delimiter = delimiter;
  }

  /** Gives the row that starts at an offset; undefined where it has a quote. Offsets rise. */
  at(start: number): Row | undefined {
    const source = this.#source;
    if (this.#quote < start) this.#quote = offsetOf('"', source, start);
    if (this.#feed < start) this.#feed = offsetOf("\n", source, start);
    if (this.#carriage < start) this.#carriage = offsetOf("\r", source, start);
    const end = Math.min(this.#feed, this.#carriage);
    if (this.#quote < end) return undefined;
    const cells = source.slice(start, end).split(this.#delimiter);
    return { start, cells, end, next: end < source.length ? afterLineBreak(source, end) : end };
  }
}

/** Finds a character from an offset on; the end of the source where there is none. */
function offsetOf(character: string, source: string, start: number): number {
  const offset = source.indexOf(character, start);
  return offset === -1 ? source.length : offset;
}

/**
 * Reads the row that starts at an offset, strictly by RFC 4180, but for line breaks, which may be
 * CRLF, LF or CR. It stops at the first fault.
 *
 * @param limit offset where the source ends for this row.
 * @param starts receives the offset of each cell that was begun.
 */
export function scanRow(
  source: string,
  start: number,
  delimiter: string,
  limit: number = source.length,
  starts?: number[],
): Row {
  const separator = delimiter.charCodeAt(0);
  const cells: string[] = [];
  let at = start;
  for (;;) {
    starts?.push(at);
    const quoted = at < limit && source.charCodeAt(at) === QUOTE;
    const end = quoted ? endOfQuoted(source, at, limit) : endOfPlain(source, at, separator, limit);
    if (end === undefined) return faulty(start, cells, limit, "quote-not-closed", at);
    const stop = end < limit ? source.charCodeAt(end) : LF;
    if (stop !== separator && stop !== LF && stop !== CR) {
      return faulty(start, cells, limit, quoted ? "text-after-quote" : "quote-in-cell", end);
    }
    cells.push(quoted ? unquote(source, at, end) : source.slice(at, end));
    if (stop !== separator) {
      return { start, cells, end, next: end < limit ? afterLineBreak(source, end) : limit };
    }
    at = end + 1;
  }
}

function faulty(
  start: number,
  cells: readonly string[],
  limit: number,
  kind: QuoteFault["kind"],
  offset: number,
): Row {
  return { start, cells, end: limit, next: limit, fault: { kind, offset } };
}

/** Finds the separator, line break or stray quote after a cell without quotes, or the limit. */
function endOfPlain(source: string, start: number, separator: number, limit: number): number {
  for (let at = start; at < limit; at++) {
    const code = source.charCodeAt(at);
    if (code === separator || code === LF || code === CR || code === QUOTE) return at;
  }
  return limit;
}

/** Finds what follows the closing quote of a cell that starts with a quote; `""` does not close. */
function endOfQuoted(source: string, start: number, limit: number): number | undefined {
  const stop = Math.min(limit, start + MAX_QUOTED);
  for (let at = source.indexOf('"', start + 1); at !== -1 && at < stop; ) {
    if (at + 1 >= limit || source.charCodeAt(at + 1) !== QUOTE) return at + 1;
    at = source.indexOf('"', at + 2);
  }
  return undefined;
}

function unquote(source: string, start: number, end: number): string {
  const text = source.slice(start + 1, end - 1);
  return text.includes('"') ? text.replaceAll('""', '"') : text;
}

/** Gives the offset after the line break at an offset. */
export function afterLineBreak(source: string, at: number): number {
  return source.startsWith("\r\n", at) ? at + 2 : at + 1;
}

/** Tells whether a row of a source stays what it is, whatever text may follow the source. */
export function isDecided({ next, fault }: Row, source: string): boolean {
  // After a CR the LF of the same line break may follow.
  if (fault === undefined) return next < source.length || source.charCodeAt(next - 1) === LF;
  return fault.kind !== "quote-not-closed" || fault.offset + MAX_QUOTED < source.length;
}

/** Tells whether a row has as many cells as it must; those without a heading may be there, blank. */
export function hasItsCells({ cells }: Row, { fewest, most }: RowForm): boolean {
  if (cells.length === fewest) return true;
  if (cells.length < fewest || cells.length > most) return false;
  return cells.slice(fewest).every((cell) => cell.trim() === "");
}

/**
 * Tells whether the row may have swallowed others: its quotes are wrong, or it covers several
 * lines and has not the right number of cells. Tabs inside a quoted cell part the cells of a row rather:
 * in what a browser copies, quotes in two rows are no pair.
 */
function isDoubtful(row: Row, source: string, form: RowForm): boolean {
  if (row.fault !== undefined) return true;
  const mayBeWhole = hasItsCells(row, form);
  if (mayBeWhole && form.delimiter !== "\t") return false;
  const hasBreak = /[\r\n]/.test(source.slice(row.start, row.end));
  return hasBreak && (!mayBeWhole || row.cells.some((cell) => /\t.*[\r\n]|[\r\n].*\t/.test(cell)));
}

/**
 * Finds the first line after a row's own that starts a record, not further than the row goes.
 *
 * @returns undefined where only the text that follows tells.
 */
function nextRecord({ source, isLast }: Piece, row: Row, form: RowForm): number | undefined {
  const lineBreak = /\r\n?|\n/g;
  lineBreak.lastIndex = row.start;
  while (lineBreak.test(source) && lineBreak.lastIndex < row.next) {
    const candidate = scanRow(source, lineBreak.lastIndex, form.delimiter);
    if (!isLast && !isDecided(candidate, source)) return undefined;
    if (startsRecord(candidate, form)) return candidate.start;
  }
  // A row with a fault goes to the end of the source.
  return isLast || row.fault === undefined ? row.next : undefined;
}

/** Tells whether a row starts a record. A line inside a quoted text hardly ever looks so. */
function startsRecord(row: Row, form: RowForm): boolean {
  const likeness = form.likeness(row.cells);
  if (likeness === "certain") return true;
  return row.fault === undefined && hasItsCells(row, form) && likeness !== "none";
}

/** What csv-parse gives for a row with the option `raw`, which its types leave out. */
interface RawRow {
  readonly record: readonly string[];
  readonly raw: string;
}

/**
 * Has csv-parse read the rows between two offsets, of which the first has wrong quotes.
 *
 * @returns whether they were read: one of them may wait for the text that follows.
 */
function readOddRows(
  { source, isLast, report }: Piece,
  start: number,
  end: number,
  { delimiter }: RowForm,
  { waits, take }: RowTaker,
): boolean {
  const { fault } = scanRow(source, start, delimiter, end);
  const span = { start: fault?.offset ?? start, end: endOfText(source, start, end) };
  let found: readonly RawRow[];
  try {
    found = parse(source.slice(start, end), {
      delimiter,
      raw: true,
      record_delimiter: ["\r\n", "\n", "\r"],
      relax_column_count: true,
      relax_quotes: true,
    }) as unknown as readonly RawRow[];
  } catch (cause) {
    report.add(csvProblems, "csv/quote-not-closed", { span, cause });
    return true;
  }
  let at = start;
  const rows = found.map(({ record: cells, raw }): Row => {
    const row = { start: at, cells, end: endOfText(source, at, at + raw.length) };
    at += raw.length;
    return { ...row, next: at };
  });
  if (!isLast && rows.some(waits)) return false;
  if (fault !== undefined) report.add(csvProblems, `csv/${fault.kind}`, { span });
  // A cell that is closed after all, but too late to be believed, is refused, too.
  if (fault?.kind !== "quote-not-closed") rows.forEach(take);
  return true;
}

/** Gives the end of a text without the line break that closes it. */
function endOfText(source: string, start: number, end: number): number {
  let at = end;
  while (at > start && (source[at - 1] === "\n" || source[at - 1] === "\r")) at--;
  return at;
}
