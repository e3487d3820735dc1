/** Gives the lines of a source by number, without making a string of each. */
export class TextLines {
  readonly source: string;
  /** Whether the source is a document's last piece: then its last line may lack a line break. */
  readonly isLast: boolean;
  /** Offset of each line, and that of the line after the last one. */
  readonly #starts: readonly number[];
  readonly #wide: ReadonlySet<number>;
  #filledCount: number | undefined;

  /** @param isLast - if more text follows, the line that is not whole yet is not counted. */
  constructor(source: string, isLast = true) {
    this.source = source;
    this.isLast = isLast;
    const starts = [0];
    for (let at = source.indexOf("\n"); at !== -1; at = source.indexOf("\n", at + 1))
      starts.push(at + 1);
    if (isLast && starts.at(-1) !== source.length) starts.push(source.length);
    this.#starts = starts;
    this.#wide = findWide(source, starts);
  }

  get count(): number {
    return this.#starts.length - 1;
  }

  /** Number of lines without the empty ones at the end. */
  get filledCount(): number {
    this.#filledCount ??= withoutBlankEnd(this, 0, this.count);
    return this.#filledCount;
  }

  /** Whether some line has a character outside ASCII. */
  get hasWide(): boolean {
    return this.#wide.size > 0;
  }

  /** Gives the zero-based offset of a zero-based line's first character. */
  start(line: number): number {
    return this.#starts[line] ?? this.source.length;
  }

  /** Gives the offset after a line's last character; its line break (LF or CRLF) is not counted. */
  end(line: number): number {
    const { source } = this;
    const start = this.start(line);
    let end = this.start(line + 1);
    if (end > start && source.charCodeAt(end - 1) === LINE_FEED) end--;
    if (end > start && source.charCodeAt(end - 1) === CARRIAGE_RETURN) end--;
    return end;
  }

  text(line: number): string {
    return this.source.slice(this.start(line), this.end(line));
  }

  /** Gives a line without blanks at its ends. */
  trimmed(line: number): string {
    return this.text(line).trim();
  }

  /** Gives a line as it stands on the screen of a program that counts by a measure. */
  onScreen(line: number, measure: Measure): ScreenLine {
    const [start, end] = [this.start(line), this.end(line)];
    return this.isWide(line)
      ? spread(this.source.slice(start, end), start, measure)
      : { text: this.source, start, end, offsets: undefined };
  }

  /** Looks from a line's end, where most lines have text. */
  isBlank(line: number): boolean {
    const start = this.start(line);
    let end = this.end(line);
    while (end > start && isBlank(this.source.charCodeAt(end - 1))) end--;
    return end === start;
  }

  /** Tells whether a line has a character outside ASCII, so that offsets are no screen columns. */
  isWide(line: number): boolean {
    return this.#wide.has(line);
  }
}

/** Leaves empty lines at the end of lines out. */
export function withoutBlankEnd(lines: TextLines, first: number, end: number): number {
  let last = end;
  while (last > first && lines.isBlank(last - 1)) last--;
  return last;
}

const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;

function findWide(source: string, starts: readonly number[]): ReadonlySet<number> {
  const wide = new Set<number>();
  let line = 0;
  for (const { index } of source.matchAll(/[^\0-\x7f]+/g)) {
    while ((starts[line + 1] ?? source.length) <= index && line + 1 < starts.length) line++;
    wide.add(line);
  }
  return wide;
}

/**
 * Says how many columns of the screen a program counted for a character: one for each code point,
 * or, as the program did that wrote IANA's text until 2014, one for each byte of its UTF-8.
 */
export type Measure = (codePoint: number) => number;

export const byCodePoints: Measure = () => 1;

export const byBytes: Measure = (codePoint) =>
  codePoint < 0x80 ? 1 : codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4;

/** Holds a line in a text that has one character for each screen column. */
export interface ScreenLine {
  readonly text: string;
  /** Where the line begins in the text, and where it ends. */
  readonly start: number;
  readonly end: number;
  /** Offset in the source of each character of the text, where they differ. */
  readonly offsets: readonly number[] | undefined;
}

/** Gives the offset in the source of a place in the text that shows a line. */
export function sourceOffset({ offsets }: ScreenLine, place: number): number {
  return offsets === undefined ? place : (offsets[place] ?? 0);
}

/** Puts a letter into each screen column that a character outside ASCII takes. */
function spread(line: string, start: number, measure: Measure): ScreenLine {
  let text = "";
  const offsets = [start];
  let next = start;
  for (const character of line) {
    const width = measure(character.codePointAt(0) ?? 0);
    text += character.length === 1 && width === 1 ? character : "x".repeat(width);
    next += character.length;
    // What goes on in a screen column is before the border of one that begins there.
    for (let i = 0; i < width; i++) offsets.push(next);
  }
  return { text, start: 0, end: text.length, offsets };
}

/** Tells whether a character is one of those that part the words of a line. U+00A0 is not. */
export function isBlank(code: number): boolean {
  return code === 32 || code === 9;
}
