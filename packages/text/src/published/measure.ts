/**
 * Says how many columns of the screen a program counted for a character: one for each code point,
 * or, as the program did that wrote IANA's text until 2014, one for each byte of its UTF-8.
 */
export type Measure = (codePoint: number) => number;

export const byCodePoints: Measure = () => 1;

export const byBytes: Measure = (codePoint) =>
  codePoint < 0x80 ? 1 : codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4;

/** Holds a word of a line: its offsets in the source and its screen columns. */
export interface PlacedWord {
  readonly start: number;
  readonly end: number;
  readonly left: number;
  /** Screen column after its last one. */
  readonly right: number;
}

/** Finds the words of a line and the screen columns they take, counted by a measure. */
export function placeWords(
  source: string,
  lineStart: number,
  end: number,
  measure: Measure,
): readonly PlacedWord[] {
  const words: PlacedWord[] = [];
  let column = 0;
  for (let at = lineStart; at < end; ) {
    if (isBlank(source.charCodeAt(at))) {
      at++;
      column++;
      continue;
    }
    const [start, left] = [at, column];
    while (at < end && !isBlank(source.charCodeAt(at))) {
      const codePoint = source.codePointAt(at) ?? 0;
      column += measure(codePoint);
      at += codePoint > 0xffff ? 2 : 1;
    }
    words.push({ start, end: at, left, right: column });
  }
  return words;
}

/** Tells whether a character is one of those that part the words of a line. U+00A0 is not. */
export function isBlank(code: number): boolean {
  return code === 32 || code === 9;
}
