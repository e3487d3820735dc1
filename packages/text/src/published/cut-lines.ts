import type { TableLayout } from "./find-layout.js";
import { isBlank, type Measure } from "./measure.js";
import type { TextLines } from "./text-lines.js";

/** Says where a text runs over the border of two columns. */
export interface Crossing {
  /** Number of the line among those that were cut. */
  readonly line: number;
  /** Offset in the source. */
  readonly start: number;
}

/** Cuts lines of a table at the borders of its columns. */
export class CutLines {
  /** Start and end offset of each line's text in each column; equal where there is none. */
  readonly pieces: Int32Array;
  /** Whether each line has text in some column. */
  readonly isInked: Uint8Array;
  readonly crossings: Crossing[] = [];
  readonly #lines: TextLines;
  readonly #first: number;
  readonly #measures: readonly Measure[];
  /** Screen column at which each column begins. */
  readonly #borders: Int32Array;

  constructor(lines: TextLines, { columns, measures }: TableLayout, first: number, count: number) {
    this.#lines = lines;
    this.#first = first;
    this.#measures = measures;
    this.#borders = Int32Array.from(columns, ({ start }, i) => (i === 0 ? 0 : start));
    this.pieces = new Int32Array(count * columns.length * 2);
    this.isInked = new Uint8Array(count);
    for (let line = 0; line < count; line++) {
      if (lines.isWide(first + line)) this.#cutWide(line);
      else this.#cutPlain(line);
    }
  }

  /** Cuts a line of ASCII, whose offsets are its screen columns. */
  #cutPlain(line: number): void {
    const { source } = this.#lines;
    const borders = this.#borders;
    const { pieces } = this;
    const lineStart = this.#lines.start(this.#first + line);
    const lineEnd = this.#lines.end(this.#first + line);
    let at = line * borders.length * 2;
    for (let column = 0; column < borders.length; column++, at += 2) {
      let start = lineStart + (borders[column] ?? 0);
      let end = Math.min(lineEnd, lineStart + (borders[column + 1] ?? lineEnd));
      if (start >= end) return;
      if (end < lineEnd && !isBlank(source.charCodeAt(end)) && !isBlank(source.charCodeAt(end - 1)))
        this.crossings.push({ line, start: end - 1 });
      while (start < end && isBlank(source.charCodeAt(start))) start++;
      if (start === end) continue;
      while (isBlank(source.charCodeAt(end - 1))) end--;
      pieces[at] = start;
      pieces[at + 1] = end;
      this.isInked[line] = 1;
    }
  }

  /** Cuts a line as the measure counts under which its texts stand between the borders. */
  #cutWide(line: number): void {
    const [likeliest] = this.#measures;
    const fitting = this.#measures.find((measure) => this.#crossedBy(line, measure).length === 0);
    const measure = fitting ?? likeliest;
    if (measure === undefined) return;
    for (const start of this.#crossedBy(line, measure)) this.crossings.push({ line, start });
    const { pieces } = this;
    const lineAt = line * this.#borders.length * 2;
    let column = 0;
    for (const { start, end, left } of this.#lines.words(this.#first + line, measure)) {
      while (left >= this.#border(column + 1)) column++;
      const at = lineAt + column * 2;
      if (pieces[at] === pieces[at + 1]) pieces[at] = start;
      pieces[at + 1] = end;
      this.isInked[line] = 1;
    }
  }

  /** Finds the words of a line that run over a border. */
  #crossedBy(line: number, measure: Measure): readonly number[] {
    const crossed: number[] = [];
    let column = 0;
    for (const { start, left, right } of this.#lines.words(this.#first + line, measure)) {
      while (left >= this.#border(column + 1)) column++;
      if (right > this.#border(column + 1)) crossed.push(start);
    }
    return crossed;
  }

  #border(column: number): number {
    return this.#borders[column] ?? Number.POSITIVE_INFINITY;
  }
}
