import type { Span } from "@portolan/model";
import type { TextColumn } from "./columns.js";
import { eachInk, type Measure } from "./measure.js";
import type { TextLines } from "./text-lines.js";

/** Holds a table's text by line and column, with the place of each piece in the source. */
export class Grid {
  readonly lineCount: number;
  readonly columns: readonly TextColumn[];
  /** Offsets in the source of texts that run across the border of two columns. */
  readonly crossings: readonly number[];
  readonly #lines: TextLines;
  readonly #first: number;
  /** Start and end offset of each line's text in each column; equal where there is none. */
  readonly #pieces: Uint32Array;
  /** Line of the next text, at or after each line, in each column. */
  readonly #next: Int32Array;
  /** Line of the last text, at or before each line, in each column. */
  readonly #previous: Int32Array;

  constructor(
    lines: TextLines,
    columns: readonly TextColumn[],
    measure: Measure,
    area: { readonly first: number; readonly end: number },
  ) {
    this.#lines = lines;
    this.#first = area.first;
    this.lineCount = Math.max(0, area.end - area.first);
    this.columns = columns;
    const size = this.lineCount * columns.length;
    this.#pieces = new Uint32Array(size * 2);
    this.crossings = this.#fill(measure);
    this.#next = new Int32Array(size).fill(this.lineCount);
    this.#previous = new Int32Array(size).fill(-1);
    this.#link();
  }

  has(line: number, column: number): boolean {
    const at = this.#at(line, column);
    return this.#pieces[at] !== this.#pieces[at + 1];
  }

  text(line: number, column: number): string {
    const at = this.#at(line, column);
    return this.#lines.source.slice(this.#pieces[at], this.#pieces[at + 1]);
  }

  span(line: number, column: number): Span {
    const at = this.#at(line, column);
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

  isBlank(line: number): boolean {
    return this.#lines.isBlank(this.#first + line);
  }

  /** Gives the place of a whole line. */
  lineSpan(line: number): Span {
    return {
      start: this.#lines.start(this.#first + line),
      end: this.#lines.end(this.#first + line),
    };
  }

  #at(line: number, column: number): number {
    return (line * this.columns.length + column) * 2;
  }

  #fill(measure: Measure): readonly number[] {
    const pieces = this.#pieces;
    const starts = this.columns.map((column) => column.start);
    const crossings: number[] = [];
    for (let line = 0; line < this.lineCount; line++) {
      const end = this.#lines.end(this.#first + line);
      const start = this.#lines.start(this.#first + line);
      let column = 0;
      let lastInk = -2;
      eachInk(this.#lines.source, start, end, measure, (screen, offset, width) => {
        while (screen >= (starts[column + 1] ?? Number.POSITIVE_INFINITY)) {
          column++;
          if (lastInk === (starts[column] ?? 0) - 1) crossings.push(offset);
        }
        const at = this.#at(line, column);
        if (pieces[at] === pieces[at + 1]) pieces[at] = offset;
        pieces[at + 1] = offset + lengthAt(this.#lines.source, offset);
        lastInk = screen + width - 1;
      });
    }
    return crossings;
  }

  #link(): void {
    const width = this.columns.length;
    for (let column = 0; column < width; column++) {
      let last = -1;
      for (let line = 0; line < this.lineCount; line++) {
        if (this.has(line, column)) last = line;
        this.#previous[line * width + column] = last;
      }
      let next = this.lineCount;
      for (let line = this.lineCount - 1; line >= 0; line--) {
        if (this.has(line, column)) next = line;
        this.#next[line * width + column] = next;
      }
    }
  }
}

function lengthAt(source: string, offset: number): number {
  return (source.codePointAt(offset) ?? 0) > 0xffff ? 2 : 1;
}
