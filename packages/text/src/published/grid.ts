import { collapseSpace, type Span } from "@portolan/model";
import type { TextColumn } from "./columns.js";
import { type Crossing, CutLines } from "./cut-lines.js";
import type { TableLayout } from "./find-layout.js";
import { isBlank } from "./measure.js";
import type { TextLines } from "./text-lines.js";

/** Holds lines of a table by line and column, with the place of each piece of text in the source. */
export class Grid {
  readonly lineCount: number;
  readonly columns: readonly TextColumn[];
  readonly #lines: TextLines;
  readonly #source: string;
  readonly #first: number;
  readonly #width: number;
  /** Start and end offset of each line's text in each column; equal where there is none. */
  readonly #pieces: Int32Array;
  readonly #isInked: Uint8Array;
  readonly #crossings: readonly Crossing[];

  /** Cuts the lines from `first` up to `end` at the borders of the columns. */
  constructor(lines: TextLines, layout: TableLayout, first: number, end: number) {
    this.#lines = lines;
    this.#source = lines.source;
    this.#first = first;
    this.lineCount = Math.max(0, end - first);
    this.columns = layout.columns;
    this.#width = layout.columns.length;
    const { pieces, isInked, crossings } = new CutLines(lines, layout, first, this.lineCount);
    this.#pieces = pieces;
    this.#isInked = isInked;
    this.#crossings = crossings;
  }

  has(line: number, column: number): boolean {
    const at = (line * this.#width + column) * 2;
    return this.#pieces[at] !== this.#pieces[at + 1];
  }

  text(line: number, column: number): string {
    const at = (line * this.#width + column) * 2;
    return this.#source.slice(this.#pieces[at], this.#pieces[at + 1]);
  }

  /** Tells whether two lines have the same text in a column. */
  isSame(line: number, other: number, column: number): boolean {
    const at = (line * this.#width + column) * 2;
    const otherAt = (other * this.#width + column) * 2;
    const end = this.#pieces[at + 1] ?? 0;
    let left = this.#pieces[at] ?? 0;
    let right = this.#pieces[otherAt] ?? 0;
    if (end - left !== (this.#pieces[otherAt + 1] ?? 0) - right) return false;
    while (left < end && this.#source.charCodeAt(left) === this.#source.charCodeAt(right)) {
      left++;
      right++;
    }
    return left === end;
  }

  /** Tells whether the texts of two lines in a column begin with the same word. */
  beginsSame(line: number, other: number, column: number): boolean {
    const length = this.firstWordLength(line, column);
    if (length !== this.firstWordLength(other, column)) return false;
    const left = this.span(line, column).start;
    const right = this.span(other, column).start;
    for (let i = 0; i < length; i++)
      if (this.#source.charCodeAt(left + i) !== this.#source.charCodeAt(right + i)) return false;
    return true;
  }

  /** Gives the number of characters of a piece of text. */
  lengthOf(line: number, column: number): number {
    const at = (line * this.#width + column) * 2;
    return (this.#pieces[at + 1] ?? 0) - (this.#pieces[at] ?? 0);
  }

  /** Gives the number of characters up to the first blank of a piece of text. */
  firstWordLength(line: number, column: number): number {
    const at = (line * this.#width + column) * 2;
    const start = this.#pieces[at] ?? 0;
    const end = this.#pieces[at + 1] ?? 0;
    let word = start;
    while (word < end && !isBlank(this.#source.charCodeAt(word))) word++;
    return word - start;
  }

  /** Tells whether a piece of text has several words. */
  hasBlank(line: number, column: number): boolean {
    return this.firstWordLength(line, column) < this.lengthOf(line, column);
  }

  /** Gives the place of a piece of text. */
  span(line: number, column: number): Required<Span> {
    const at = (line * this.#width + column) * 2;
    return { start: this.#pieces[at] ?? 0, end: this.#pieces[at + 1] ?? 0 };
  }

  /** Gives the first line from `line` up to `end` with text in a column; `end` if there is none. */
  next(line: number, column: number, end: number): number {
    let next = line;
    while (next < end && !this.has(next, column)) next++;
    return next;
  }

  /** Gives the last line at or before `line` with text in a column; -1 if there is none. */
  previous(line: number, column: number): number {
    let previous = line;
    while (previous >= 0 && !this.has(previous, column)) previous--;
    return previous;
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
    let text = "";
    for (let line = start; line < end; line++) {
      if (!this.has(line, column)) continue;
      const next = this.text(line, column);
      if (text === "") text = next;
      else text += isBrokenWord?.(text, next) ? next : ` ${next}`;
    }
    return text.includes("  ") ? collapseSpace(text) : text;
  }

  /** Gives the place of the first line of a cell, if it has text. */
  cellSpan(start: number, end: number, column: number): Span | undefined {
    const line = this.next(start, column, end);
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
    return this.#source.slice(start, end);
  }

  /** Gives the offsets of texts, in lines from `first` up to `end`, that run over a border. */
  crossings(first: number, end: number): readonly number[] {
    if (this.#crossings.length === 0) return [];
    return this.#crossings
      .filter(({ line }) => line >= first && line < end)
      .map(({ start }) => start);
  }
}
