import { collapseSpace, type Span } from "@portolan/model";
import type { TextColumn } from "./columns.js";
import { isBlank, type Measure } from "./measure.js";
import type { TextLines } from "./text-lines.js";

/** Holds a table's text by line and column, with the place of each piece in the source. */
export class Grid {
  readonly lineCount: number;
  readonly columns: readonly TextColumn[];
  /** Offsets in the source of texts that run over the gap between two columns. */
  readonly crossings: readonly number[];
  readonly #lines: TextLines;
  readonly #first: number;
  /** Whether each line has text in some column. */
  readonly #isInked: Uint8Array;
  /** Start and end offset of each line's text in each column; equal where there is none. */
  readonly #pieces: Uint32Array;
  /** Line of the next text, at or after each line, in each column. */
  readonly #next: Int32Array;
  /** Line of the last text, at or before each line, in each column. */
  readonly #previous: Int32Array;

  /** Cuts the lines from `first` up to `end` at the borders of the columns. */
  constructor(
    lines: TextLines,
    columns: readonly TextColumn[],
    measure: Measure,
    first: number,
    end: number,
  ) {
    this.#lines = lines;
    this.#first = first;
    this.lineCount = Math.max(0, end - first);
    this.columns = columns;
    const size = this.lineCount * columns.length;
    this.#pieces = new Uint32Array(size * 2);
    this.#isInked = new Uint8Array(this.lineCount);
    this.crossings = this.#cut(measure);
    this.#next = new Int32Array(size);
    this.#previous = new Int32Array(size);
    this.#link();
  }

  has(line: number, column: number): boolean {
    const at = (line * this.columns.length + column) * 2;
    return this.#pieces[at] !== this.#pieces[at + 1];
  }

  text(line: number, column: number): string {
    const at = (line * this.columns.length + column) * 2;
    return this.#lines.source.slice(this.#pieces[at], this.#pieces[at + 1]);
  }

  /** Tells whether two lines have the same text in a column. */
  isSame(line: number, other: number, column: number): boolean {
    const isAsLong = this.lengthOf(line, column) === this.lengthOf(other, column);
    return isAsLong && this.text(line, column) === this.text(other, column);
  }

  /** Gives the number of characters of a piece of text. */
  lengthOf(line: number, column: number): number {
    const at = (line * this.columns.length + column) * 2;
    return (this.#pieces[at + 1] ?? 0) - (this.#pieces[at] ?? 0);
  }

  /** Gives the number of characters up to the first blank of a piece of text. */
  firstWordLength(line: number, column: number): number {
    const at = (line * this.columns.length + column) * 2;
    const start = this.#pieces[at] ?? 0;
    const end = this.#pieces[at + 1] ?? 0;
    let word = start;
    while (word < end && !isBlank(this.#lines.source.charCodeAt(word))) word++;
    return word - start;
  }

  /** Tells whether a piece of text has several words. */
  hasBlank(line: number, column: number): boolean {
    return this.firstWordLength(line, column) < this.lengthOf(line, column);
  }

  /** Gives the place of a piece of text. */
  span(line: number, column: number): Required<Span> {
    const at = (line * this.columns.length + column) * 2;
    return { start: this.#pieces[at] ?? 0, end: this.#pieces[at + 1] ?? 0 };
  }

  /** Gives the first line at or after `line` with text in a column; `lineCount` if there is none. */
  next(line: number, column: number): number {
    return this.#next[line * this.columns.length + column] ?? this.lineCount;
  }

  /** Gives the last line at or before `line` with text in a column; -1 if there is none. */
  previous(line: number, column: number): number {
    return this.#previous[line * this.columns.length + column] ?? -1;
  }

  /**
   * Gives the text of a cell in lines from `start` up to `end`. Lines are joined by a blank, or by
   * nothing where a word was broken.
   */
  cell(
    start: number,
    end: number,
    column: number,
    isBrokenWord: ((left: string, right: string) => boolean) | undefined = undefined,
  ): string {
    const first = this.next(start, column);
    if (first >= end) return "";
    let text = this.text(first, column);
    for (let line = this.next(first + 1, column); line < end; line = this.next(line + 1, column)) {
      const next = this.text(line, column);
      text += isBrokenWord?.(text, next) ? next : ` ${next}`;
    }
    return text.includes("  ") ? collapseSpace(text) : text;
  }

  /** Gives the place of the first line of a cell, if it has text. */
  cellSpan(start: number, end: number, column: number): Span | undefined {
    const line = this.next(start, column);
    return line < end ? this.span(line, column) : undefined;
  }

  isBlank(line: number): boolean {
    return this.#isInked[line] !== 1;
  }

  /** Gives the place of lines from `first` up to `end`. */
  linesSpan(first: number, end: number): Required<Span> {
    return {
      start: this.#lines.start(this.#first + first),
      end: this.#lines.end(this.#first + end - 1),
    };
  }

  /** Gives the text of the source at a place. */
  source({ start, end }: Span): string {
    return this.#lines.source.slice(start, end);
  }

  #cut(measure: Measure): readonly number[] {
    const crossings: number[] = [];
    for (let line = 0; line < this.lineCount; line++) {
      if (this.#lines.isWide(this.#first + line)) this.#cutWide(line, measure, crossings);
      else this.#cutPlain(line, crossings);
    }
    return crossings;
  }

  /** Cuts a line of ASCII, whose offsets are its screen columns. */
  #cutPlain(line: number, crossings: number[]): void {
    const { source } = this.#lines;
    const lineStart = this.#lines.start(this.#first + line);
    const lineEnd = this.#lines.end(this.#first + line);
    for (let column = 0; column < this.columns.length; column++) {
      const next = this.columns[column + 1];
      let start = lineStart + (column === 0 ? 0 : (this.columns[column]?.start ?? 0));
      let end = next === undefined ? lineEnd : Math.min(lineEnd, lineStart + next.start);
      if (start >= end) return;
      if (end < lineEnd && !isBlank(source.charCodeAt(end - 1))) crossings.push(end - 1);
      while (start < end && isBlank(source.charCodeAt(start))) start++;
      while (end > start && isBlank(source.charCodeAt(end - 1))) end--;
      if (start < end) this.#set(line, column, start, end);
    }
  }

  #cutWide(line: number, measure: Measure, crossings: number[]): void {
    let column = 0;
    for (const word of this.#lines.words(this.#first + line, measure)) {
      while (word.left >= (this.columns[column + 1]?.start ?? Number.POSITIVE_INFINITY)) column++;
      if (word.right >= (this.columns[column + 1]?.start ?? Number.POSITIVE_INFINITY))
        crossings.push(word.start);
      const start = this.has(line, column) ? this.span(line, column).start : word.start;
      this.#set(line, column, start, word.end);
    }
  }

  #set(line: number, column: number, start: number, end: number): void {
    const at = (line * this.columns.length + column) * 2;
    this.#pieces[at] = start;
    this.#pieces[at + 1] = end;
    this.#isInked[line] = 1;
  }

  #link(): void {
    const width = this.columns.length;
    const last = new Int32Array(width).fill(-1);
    for (let line = 0; line < this.lineCount; line++) {
      for (let column = 0; column < width; column++) {
        if (this.has(line, column)) last[column] = line;
        this.#previous[line * width + column] = last[column] ?? -1;
      }
    }
    const next = new Int32Array(width).fill(this.lineCount);
    for (let line = this.lineCount - 1; line >= 0; line--) {
      for (let column = 0; column < width; column++) {
        if (this.has(line, column)) next[column] = line;
        this.#next[line * width + column] = next[column] ?? this.lineCount;
      }
    }
  }
}
