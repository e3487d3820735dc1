import { collapseSpace, type Span } from "@portolan/model/internal";
import type { MeasuredColumns, TextColumn } from "./columns.js";
import {
  byCodePoints,
  isBlank,
  type Measure,
  type ScreenLine,
  sourceOffset,
  type TextLines,
} from "./text-lines.js";

/** Holds lines of a table by line and column, with the place of each text in the source. */
export class Grid {
  readonly lineCount: number;
  readonly columns: readonly TextColumn[];
  /** Whether it is known where each cell must stand, so that what stands elsewhere is damaged. */
  readonly isExact: boolean;
  readonly #lines: TextLines;
  readonly #first: number;
  readonly #places: readonly CellPlace[];
  /** Screen columns at which the columns but the first one begin. */
  readonly #borders: readonly number[];
  /** Each line's text in each column; empty where there is none. */
  readonly #texts: string[];
  /** Offset of each of these texts. */
  readonly #starts: Int32Array;
  /** Which columns of each line have text, by bits. */
  readonly #filled: Int32Array;
  /** Offsets of what stands across a border, by the number of the line. */
  readonly #crossings = new Map<number, readonly number[]>();
  /** The first text of a line that does not stand where it must. */
  readonly #misplaced = new Map<number, Required<Span>>();
  /** The first text of a line behind more than one blank in its cell. */
  readonly #gaps = new Map<number, Required<Span>>();

  /**
   * Cuts the lines from `first` up to `end` at the borders of the columns.
   *
   * @param centred - columns whose cells stand in the middle; without them, their place is not checked.
   */
  constructor(
    lines: TextLines,
    { columns, measures, isExact }: MeasuredColumns,
    first: number,
    end: number,
    centred?: readonly number[],
  ) {
    this.#lines = lines;
    this.#first = first;
    this.lineCount = end - first;
    this.columns = columns;
    this.isExact = isExact && centred !== undefined;
    this.#places = this.isExact ? cellPlaces(columns, centred ?? []) : [];
    this.#borders = columns.slice(1).map(({ start }) => start);
    this.#texts = new Array<string>(this.lineCount * columns.length).fill("");
    this.#starts = new Int32Array(this.#texts.length);
    this.#filled = new Int32Array(this.lineCount);
    if (columns.length === 0) return;
    for (let line = 0; line < this.lineCount; line++)
      this.#cut(line, this.#onScreen(first + line, measures));
  }

  /** Gives a line as the first measure counts by which no text stands across a border, or the likeliest. */
  #onScreen(line: number, measures: readonly Measure[]): ScreenLine {
    const screen = this.#lines.onScreen(line, measures[0] ?? byCodePoints);
    if (!this.#lines.isWide(line) || !this.#isCrossed(screen)) return screen;
    const others = measures.slice(1).map((measure) => this.#lines.onScreen(line, measure));
    return others.find((other) => !this.#isCrossed(other)) ?? screen;
  }

  #isCrossed({ text, start, end }: ScreenLine): boolean {
    return this.#borders.some((border) => isAcross(text, start + border, end));
  }

  #cut(line: number, screen: ScreenLine): void {
    const { text, start: lineStart, end: lineEnd } = screen;
    const borders = this.#borders;
    let column = 0;
    for (let left = lineStart; ; ) {
      while (left < lineEnd && isBlank(text.charCodeAt(left))) left++;
      if (left === lineEnd) return;
      while (left >= lineStart + (borders[column] ?? lineEnd)) column++;
      const border = Math.min(lineEnd, lineStart + (borders[column] ?? lineEnd));
      let right = border;
      while (isBlank(text.charCodeAt(right - 1))) right--;
      const start = sourceOffset(screen, left);
      const end = sourceOffset(screen, right);
      const cell = this.#lines.source.slice(start, end);
      const at = line * this.columns.length + column;
      this.#texts[at] = cell;
      this.#starts[at] = start;
      this.#filled[line] = (this.#filled[line] ?? 0) | bitOf(column);
      const gap = cell.indexOf("  ");
      if (gap !== -1 && !this.#gaps.has(line))
        this.#gaps.set(line, { start: start + gap + cell.slice(gap).search(/\S/), end });
      if (this.isExact && !standsRight(this.#places[column], left - lineStart, right - left))
        if (!this.#misplaced.has(line)) this.#misplaced.set(line, { start, end });
      if (isAcross(text, border, lineEnd)) {
        const known = this.#crossings.get(line) ?? [];
        this.#crossings.set(line, [...known, sourceOffset(screen, border - 1)]);
      }
      left = border;
    }
  }

  has(line: number, column: number): boolean {
    if (column >= LAST_BIT) return this.text(line, column) !== "";
    return (((this.#filled[line] ?? 0) >> column) & 1) === 1;
  }

  /** Tells by bits ({@link bitOf}) which columns have text in lines from `start` up to `end`. */
  filled(start: number, end: number): number {
    let columns = 0;
    for (let line = start; line < end; line++) columns |= this.#filled[line] ?? 0;
    return columns;
  }

  /** Tells whether a line has text in one of some columns. */
  hasAny(line: number, columns: readonly number[]): boolean {
    return columns.some((column) => this.has(line, column));
  }

  text(line: number, column: number): string {
    return this.#texts[line * this.columns.length + column] ?? "";
  }

  /** Tells whether two lines have the same text in a column. */
  isSame(line: number, other: number, column: number): boolean {
    return this.text(line, column) === this.text(other, column);
  }

  /** Tells whether the texts of two lines in a column begin with the same word. */
  beginsSame(line: number, other: number, column: number): boolean {
    const left = this.text(line, column);
    const right = this.text(other, column);
    for (let at = 0; ; at++) {
      const code = left.charCodeAt(at);
      const isEnd = at === left.length || isBlank(code);
      if (at === right.length || isBlank(right.charCodeAt(at))) return isEnd;
      if (isEnd || code !== right.charCodeAt(at)) return false;
    }
  }

  /** Gives the number of characters up to the first blank that a line has in a column. */
  firstWordLength(line: number, column: number): number {
    const text = this.text(line, column);
    let end = 0;
    while (end < text.length && !isBlank(text.charCodeAt(end))) end++;
    return end;
  }

  /** Tells whether a line has several words in a column. */
  hasBlank(line: number, column: number): boolean {
    return this.firstWordLength(line, column) < this.text(line, column).length;
  }

  /** Gives the place of what a line has in a column. */
  span(line: number, column: number): Required<Span> {
    const start = this.#starts[line * this.columns.length + column] ?? 0;
    return { start, end: start + this.text(line, column).length };
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
    return this.#gaps.size > 0 && text.includes("  ") ? collapseSpace(text) : text;
  }

  /** Gives the first text in lines from `first` up to `end` that does not stand where it must. */
  misplaced(first: number, end: number): Required<Span> | undefined {
    if (!this.isExact) return undefined;
    for (let line = first; line < end; line++) {
      const place = this.#misplaced.get(line) ?? this.#gaps.get(line);
      if (place !== undefined) return place;
    }
    return undefined;
  }

  /** Gives the place of the first line of a cell, if it has text. */
  cellSpan(start: number, end: number, column: number): Span | undefined {
    const line = this.next(start, column, end);
    return line < end ? this.span(line, column) : undefined;
  }

  isBlank(line: number): boolean {
    return this.#filled[line] === 0;
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

  /** Gives the offsets of what stands across a border in lines from `first` up to `end`. */
  crossings(first: number, end: number): readonly number[] {
    if (this.#crossings.size === 0) return NO_CROSSINGS;
    const found: number[] = [];
    for (let line = first; line < end; line++) found.push(...(this.#crossings.get(line) ?? []));
    return found;
  }
}

/** Tells whether a text goes on over a border in a line that ends there or later. */
function isAcross(text: string, border: number, end: number): boolean {
  return border < end && !isBlank(text.charCodeAt(border)) && !isBlank(text.charCodeAt(border - 1));
}

const NO_CROSSINGS: readonly number[] = [];

/** Says where the texts of a column must begin. */
interface CellPlace {
  /** The first and last screen column of its left edge. */
  readonly first: number;
  readonly last: number;
  /** Its least and greatest width where cells stand in the middle. */
  readonly least?: number;
  readonly most?: number;
}

function cellPlaces(
  columns: readonly TextColumn[],
  centred: readonly number[],
): readonly CellPlace[] {
  return columns.map(({ start, end, leeway }, i) => {
    const edge = { first: start, last: start + leeway };
    const next = columns[i + 1];
    if (!centred.includes(i)) return edge;
    const most = next === undefined ? Number.POSITIVE_INFINITY : end + next.leeway - start;
    return { ...edge, least: end - start - leeway, most };
  });
}

/** Tells whether a text stands where the cells of its column must. */
function standsRight(place: CellPlace | undefined, left: number, width: number): boolean {
  if (place === undefined) return true;
  const { first, last, least = width, most = width } = place;
  return left >= first + ((least - width) >> 1) && left <= last + ((most - width) >> 1);
}

/** Columns from this one on share a bit. */
const LAST_BIT = 31;

/** Gives the bit of a column in what tells by bits which columns have text. */
export function bitOf(column: number): number {
  return 1 << Math.min(column, LAST_BIT);
}
