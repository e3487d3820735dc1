/**
 * Matches a cell that a spreadsheet would take for a formula: it begins with one of the characters
 * that the OWASP page “CSV Injection” lists (their full-width forms included), or with apostrophes and
 * one of them.
 */
const FORMULA = /^'*[=+\-@\t\r\n＝＋－＠]/;

/**
 * Matches the places inside a cell where a spreadsheet that separates cells with something else than
 * commas would begin a cell, or a row, with a formula: `x;=1+1`.
 */
const INNER_FORMULA = /(?<=[;\t\r\n])(?=["']*[=+\-@＝＋－＠])/g;

/** The same places where an apostrophe protects them. */
const INNER_PROTECTED = /(?<=[;\t\r\n])'(?=["']*[=+\-@＝＋－＠])/g;

/**
 * Puts an apostrophe before everything in a cell that a spreadsheet would take for a formula. What has
 * one already gets another, so that {@link unprotectCell} gives back every text.
 */
export function protectCell(text: string): string {
  const inside = text.replace(INNER_FORMULA, "'");
  return FORMULA.test(text) ? `'${inside}` : inside;
}

/** Tells whether a cell looks as {@link protectCell} makes it. */
export function isProtected(text: string): boolean {
  return (text.startsWith("'") && FORMULA.test(text)) || text.search(INNER_PROTECTED) !== -1;
}

/** Takes away the apostrophes that {@link protectCell} has put into a cell. */
export function unprotectCell(text: string): string {
  const whole = text.startsWith("'") && FORMULA.test(text) ? text.slice(1) : text;
  return whole.replace(INNER_PROTECTED, "");
}
