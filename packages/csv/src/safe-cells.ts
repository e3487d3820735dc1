import type { ColumnKey } from "@portolan/model";
import { IANA_ORDER } from "./layout.js";

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

/** Tells whether any cell of a row looks so. */
export function hasProtected(cells: readonly string[]): boolean {
  for (let i = 0; i < cells.length; i++) if (isProtected(cells[i] ?? "")) return true;
  return false;
}

/** Takes away the apostrophe that {@link protectCells} has put before a cell. */
export function unprotectCell(text: string): string {
  return isProtected(text) ? text.slice(1) : text;
}
