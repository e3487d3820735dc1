/**
 * Says how many columns of the screen a program counted for a character: one for each code point,
 * or, as the program did that wrote IANA's text until 2014, one for each byte of its UTF-8.
 */
export type Measure = (codePoint: number) => number;

export const byCodePoints: Measure = () => 1;

export const byBytes: Measure = (codePoint) =>
  codePoint < 0x80 ? 1 : codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4;

/** Visits the characters of a stretch of a source that are no blanks, with their columns. */
export function eachInk(
  source: string,
  start: number,
  end: number,
  measure: Measure,
  visit: (column: number, offset: number, width: number) => void,
): void {
  let column = 0;
  for (let at = start; at < end; at++) {
    const code = source.charCodeAt(at);
    if (code < 0x80) {
      if (code !== 32 && code !== 9) visit(column, at, 1);
      column++;
      continue;
    }
    const codePoint = source.codePointAt(at) ?? code;
    const width = measure(codePoint);
    visit(column, at, width);
    column += width;
    if (codePoint > 0xffff) at++;
  }
}
