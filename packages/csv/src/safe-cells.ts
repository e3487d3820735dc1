import type { ColumnKey } from "@portolan/model";
import { IANA_ORDER } from "./layout.js";
import type { Row } from "./scan-row.js";

/**
 * A cell that a spreadsheet would take for a formula: it begins with one of the characters that
 * the OWASP page “CSV Injection” lists (their full-width forms included), or with apostrophes and
 * one of them.
 */
const FORMULA = /^'*[=+\-@\t\r\n＝＋－＠]/;

const APOSTROPHE = 0x27;

/**
 * Puts an apostrophe before a cell that a spreadsheet would take for a formula. A cell that has
 * one there already gets another, so that {@link unprotectCell} gives back every text.
 */
function protectCell(text: string): string {
  return FORMULA.test(text) ? `'${text}` : text;
}

/** Protects every cell of a record so. */
export function protectCells(
  cells: Readonly<Record<ColumnKey, string>>,
): Readonly<Record<ColumnKey, string>> {
  const safe = { ...cells };
  for (const key of IANA_ORDER) safe[key] = protectCell(cells[key]);
  return safe;
}

/** Tells whether a cell looks as {@link protectCells} makes them. */
export function isProtected(text: string): boolean {
  return text.charCodeAt(0) === APOSTROPHE && FORMULA.test(text);
}

/** Finds out which rows of a source have a cell that looks so. */
export class ProtectedRows {
  readonly #source: string;
  /** Offset of the next apostrophe; few rows have one. */
  #next = -1;

  constructor(source: string) {
    this.#source = source;
  }

  /** Tells whether a cell of a row looks so. Rows are asked for in their order. */
  has({ start, end, cells }: Row): boolean {
    if (this.#next < start) {
      const found = this.#source.indexOf("'", start);
      this.#next = found === -1 ? this.#source.length : found;
    }
    return this.#next < end && cells.some(isProtected);
  }
}

/** Takes away the apostrophe that {@link protectCells} has put before a cell. */
export function unprotectCell(text: string): string {
  return isProtected(text) ? text.slice(1) : text;
}
