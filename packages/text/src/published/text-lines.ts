import {
  byBytes,
  byCodePoints,
  isBlank,
  type Measure,
  type PlacedWord,
  placeWords,
} from "./measure.js";

/** Gives the lines of a source by number, without making a string of each. */
export class TextLines {
  readonly source: string;
  /**
   * How the program that wrote the text may have counted characters, the likeliest way first.
   * Text without characters outside ASCII is counted the same in all.
   */
  measures: readonly Measure[];
  readonly #starts: number[] = [0];
  readonly #wide: ReadonlySet<number>;

  constructor(source: string) {
    this.source = source;
    for (let at = source.indexOf("\n"); at !== -1; at = source.indexOf("\n", at + 1))
      this.#starts.push(at + 1);
    if (this.#starts.at(-1) === source.length) this.#starts.pop();
    this.#wide = this.#findWide();
    this.measures = this.#wide.size > 0 ? [byCodePoints, byBytes] : [byCodePoints];
  }

  get count(): number {
    return this.#starts.length;
  }

  /** Gives the zero-based offset of a zero-based line's first character. */
  start(line: number): number {
    return this.#starts[line] ?? this.source.length;
  }

  /** Gives the offset after a line's last character; its line break (LF or CRLF) is not counted. */
  end(line: number): number {
    const next = this.#starts[line + 1] ?? this.source.length;
    const end = this.source.charCodeAt(next - 1) === LINE_FEED ? next - 1 : next;
    return end > this.start(line) && this.source.charCodeAt(end - 1) === CARRIAGE_RETURN
      ? end - 1
      : end;
  }

  text(line: number): string {
    return this.source.slice(this.start(line), this.end(line));
  }

  /** Gives a line without blanks at its ends. */
  trimmed(line: number): string {
    return this.text(line).trim();
  }

  /** Gives the words of a line and the screen columns they take. */
  words(line: number, measure: Measure): readonly PlacedWord[] {
    return placeWords(this.source, this.start(line), this.end(line), measure);
  }

  isBlank(line: number): boolean {
    const end = this.end(line);
    for (let at = this.start(line); at < end; at++)
      if (!isBlank(this.source.charCodeAt(at))) return false;
    return true;
  }

  /** Tells whether a line has a character outside ASCII, so that offsets are no screen columns. */
  isWide(line: number): boolean {
    return this.#wide.has(line);
  }

  #findWide(): ReadonlySet<number> {
    const wide = new Set<number>();
    let line = 0;
    for (const { index } of this.source.matchAll(/[^\0-\x7f]+/g)) {
      while (this.start(line + 1) <= index && line + 1 < this.count) line++;
      wide.add(line);
    }
    return wide;
  }
}

const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;
