/** Says what a row's quotes do wrong (RFC 4180 §2, rules 5 to 7). */
interface QuoteFault {
  readonly kind: "quote-not-closed" | "quote-in-cell" | "text-after-quote";
  /** Zero-based offset of the opening quote, of the stray quote, or of the text. */
  readonly offset: number;
}

/** Holds one row of the source, or as much of it as stands before a fault. */
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

/**
 * Longest quoted cell, its quotes included. A cell in a spreadsheet holds half of that at most, and
 * IANA's longest is 1,532 characters: what is longer is a quote that was never closed.
 */
export const MAX_QUOTED = 65_536;

const QUOTE = 0x22;
const LF = 0x0a;
const CR = 0x0d;

/**
 * Reads the row that starts at an offset, strictly by RFC 4180, but for line breaks, which may be
 * CRLF, LF or CR. It stops at the first fault.
 *
 * @param delimiter what stands between cells, one character.
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
  // Most characters are above all those that end a cell: one comparison is enough for them.
  const highest = Math.max(separator, QUOTE);
  for (let at = start; at < limit; at++) {
    const code = source.charCodeAt(at);
    if (code > highest) continue;
    if (code === separator || code === LF || code === CR || code === QUOTE) return at;
  }
  return limit;
}

/** Finds what follows the closing quote of a cell that starts with a quote; `""` does not close. */
function endOfQuoted(source: string, start: number, limit: number): number | undefined {
  const stop = Math.min(limit, start + MAX_QUOTED);
  for (let at = start + 1; at < stop; at++) {
    if (source.charCodeAt(at) !== QUOTE) continue;
    if (at + 1 >= limit || source.charCodeAt(at + 1) !== QUOTE) return at + 1;
    at++;
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

/** Tells whether nothing at all stands in a row's line. */
export function isBlank(row: Row): boolean {
  return row.end === row.start;
}
