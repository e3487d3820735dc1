import { collapseSpace, type Span } from "@portolan/model/internal";
import type { MeasuredColumns, TextColumn } from "./columns.js";
import { isBlank, type Measure, type PlacedWord, type TextLines } from "./text-lines.js";

/** Holds lines of a table by line and column, with the place of each text in the source. */
export class Grid {
  readonly lineCount: number;
  readonly columns: readonly TextColumn[];
  readonly #lines: TextLines;
  readonly #source: string;
  readonly #first: number;
  readonly #width: number;
  /** Start and end offset of each line's text in each column; equal where there is none. */
  readonly #offsets: Int32Array;
  readonly #hasText: Uint8Array;
  readonly #crossings: PlacesByLine;
  readonly #misplaced: PlacesByLine;
  /** Whether it is known where each cell must stand, so that what stands elsewhere is damaged. */
  readonly isExact: boolean;

  /**
   * Cuts the lines from `first` up to `end` at the borders of the columns.
   *
   * @param centred - columns whose cells stand in the middle; without them, their place is not checked.
   */
  constructor(
    lines: TextLines,
    layout: MeasuredColumns,
    first: number,
    end: number,
    centred?: readonly number[],
  ) {
    this.#lines = lines;
    this.#source = lines.source;
    this.#first = first;
    this.lineCount = Math.max(0, end - first);
    this.columns = layout.columns;
    this.#width = layout.columns.length;
    this.isExact = layout.isExact && centred !== undefined;
    const places = this.isExact ? cellPlaces(layout.columns, centred ?? []) : undefined;
    const cut = new CutLines(lines, layout, first, this.lineCount, places);
    const { offsets, hasText, crossings } = cut;
    this.#misplaced = cut.misplaced;
    this.#offsets = offsets;
    this.#hasText = hasText;
    this.#crossings = crossings;
  }

  has(line: number, column: number): boolean {
    const at = (line * this.#width + column) * 2;
    return this.#offsets[at] !== this.#offsets[at + 1];
  }

  text(line: number, column: number): string {
    const at = (line * this.#width + column) * 2;
    return this.#source.slice(this.#offsets[at], this.#offsets[at + 1]);
  }

  /** Tells whether two lines have the same text in a column. */
  isSame(line: number, other: number, column: number): boolean {
    const at = (line * this.#width + column) * 2;
    const otherAt = (other * this.#width + column) * 2;
    const end = this.#offsets[at + 1] ?? 0;
    let left = this.#offsets[at] ?? 0;
    let right = this.#offsets[otherAt] ?? 0;
    if (end - left !== (this.#offsets[otherAt + 1] ?? 0) - right) return false;
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

  /** Gives the number of characters that a line has in a column. */
  lengthOf(line: number, column: number): number {
    const at = (line * this.#width + column) * 2;
    return (this.#offsets[at + 1] ?? 0) - (this.#offsets[at] ?? 0);
  }

  /** Gives the number of characters up to the first blank that a line has in a column. */
  firstWordLength(line: number, column: number): number {
    const at = (line * this.#width + column) * 2;
    const start = this.#offsets[at] ?? 0;
    const end = this.#offsets[at + 1] ?? 0;
    let word = start;
    while (word < end && !isBlank(this.#source.charCodeAt(word))) word++;
    return word - start;
  }

  /** Tells whether a line has several words in a column. */
  hasBlank(line: number, column: number): boolean {
    return this.firstWordLength(line, column) < this.lengthOf(line, column);
  }

  /** Gives the place of what a line has in a column. */
  span(line: number, column: number): Required<Span> {
    const at = (line * this.#width + column) * 2;
    return { start: this.#offsets[at] ?? 0, end: this.#offsets[at + 1] ?? 0 };
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
    if (!text.includes("  ")) return text;
    if (this.isExact) this.#noteGap(start, end, column);
    return collapseSpace(text);
  }

  /** Notes the first text in lines of a column that stands apart from what is before it. */
  #noteGap(start: number, end: number, column: number): void {
    for (let line = start; line < end; line++) {
      const text = this.text(line, column);
      const gap = text.indexOf("  ");
      if (gap === -1) continue;
      const place = this.span(line, column).start;
      const rest = text.slice(gap).search(/\S/);
      addPlace(this.#misplaced, line, { start: place + gap + rest, end: place + text.length });
      return;
    }
  }

  /** Gives the first text in lines from `first` up to `end` that does not stand where it must. */
  misplaced(first: number, end: number): Required<Span> | undefined {
    return placesIn(this.#misplaced, first, end)[0];
  }

  /** Gives the place of the first line of a cell, if it has text. */
  cellSpan(start: number, end: number, column: number): Span | undefined {
    const line = this.next(start, column, end);
    return line < end ? this.span(line, column) : undefined;
  }

  isBlank(line: number): boolean {
    return this.#hasText[line] !== 1;
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

  /** Gives the places of texts, in lines from `first` up to `end`, that run over a border. */
  crossings(first: number, end: number): readonly Required<Span>[] {
    return placesIn(this.#crossings, first, end);
  }
}

/** Holds the places of texts that the layout does not explain, by the number of their line. */
type PlacesByLine = Map<number, Required<Span>[]>;

function addPlace(places: PlacesByLine, line: number, place: Required<Span>): void {
  const own = places.get(line);
  if (own === undefined) places.set(line, [place]);
  else own.push(place);
}

function placesIn(places: PlacesByLine, first: number, end: number): readonly Required<Span>[] {
  const found: Required<Span>[] = [];
  if (places.size > 0)
    for (let line = first; line < end; line++) found.push(...(places.get(line) ?? []));
  return found;
}

/** Says where the texts of a column must begin. */
interface CellPlace {
  /** The first and last screen column of its left edge. */
  readonly first: number;
  readonly last: number;
  /** Its least and greatest width where cells stand in the middle. */
  readonly widths?: readonly [least: number, most: number];
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
    return { ...edge, widths: [end - start - leeway, most] };
  });
}

/** Tells whether a text stands where the cells of its column must. */
function standsRight(place: CellPlace | undefined, left: number, width: number): boolean {
  if (place === undefined) return true;
  const { first, last, widths } = place;
  if (widths === undefined) return left >= first && left <= last;
  const [least, most] = widths;
  return left >= first + ((least - width) >> 1) && left <= last + ((most - width) >> 1);
}

/** Cuts lines of a table at the borders of its columns. */
class CutLines {
  /** Start and end offset of each line's text in each column; equal where there is none. */
  readonly offsets: Int32Array;
  /** Whether each line has text in some column. */
  readonly hasText: Uint8Array;
  readonly crossings: PlacesByLine = new Map();
  readonly misplaced: PlacesByLine = new Map();
  readonly #lines: TextLines;
  readonly #first: number;
  readonly #measures: readonly Measure[];
  /** Screen column at which each column begins. */
  readonly #borders: Int32Array;
  readonly #places: readonly CellPlace[];
  /** The screen column at which most texts of each column begin: of these, no more is asked. */
  readonly #edges: Int32Array;

  constructor(
    lines: TextLines,
    { columns, measures }: MeasuredColumns,
    first: number,
    count: number,
    places: readonly CellPlace[] = [],
  ) {
    this.#places = places;
    this.#edges = Int32Array.from(places, ({ first, widths }) =>
      widths === undefined ? first : -1,
    );
    this.#lines = lines;
    this.#first = first;
    this.#measures = measures;
    this.#borders = Int32Array.from(columns, ({ start }, i) => (i === 0 ? 0 : start));
    this.offsets = new Int32Array(count * columns.length * 2);
    this.hasText = new Uint8Array(count);
    for (let line = 0; line < count; line++) {
      if (lines.isWide(first + line)) this.#cutWide(line);
      else this.#cutPlain(line);
    }
  }

  /** Cuts a line of ASCII, whose offsets are its screen columns. */
  #cutPlain(line: number): void {
    const { source } = this.#lines;
    const borders = this.#borders;
    const edges = this.#edges;
    const { offsets } = this;
    const lineStart = this.#lines.start(this.#first + line);
    const lineEnd = this.#lines.end(this.#first + line);
    let at = line * borders.length * 2;
    for (let column = 0; column < borders.length; column++, at += 2) {
      let start = lineStart + (borders[column] ?? 0);
      let end = Math.min(lineEnd, lineStart + (borders[column + 1] ?? lineEnd));
      if (start >= end) return;
      if (end < lineEnd && !isBlank(source.charCodeAt(end)) && !isBlank(source.charCodeAt(end - 1)))
        addPlace(this.crossings, line, { start: end - 1, end });
      while (start < end && isBlank(source.charCodeAt(start))) start++;
      if (start === end) continue;
      while (isBlank(source.charCodeAt(end - 1))) end--;
      offsets[at] = start;
      offsets[at + 1] = end;
      this.hasText[line] = 1;
      if (
        start !== lineStart + (edges[column] ?? start - lineStart) &&
        !standsRight(this.#places[column], start - lineStart, end - start)
      )
        addPlace(this.misplaced, line, { start, end });
    }
  }

  /** Cuts a line as the measure counts under which its texts stand between the borders. */
  #cutWide(line: number): void {
    const [likeliest] = this.#measures;
    const fitting = this.#measures.find((measure) => this.#crossedBy(line, measure).length === 0);
    const measure = fitting ?? likeliest;
    if (measure === undefined) return;
    for (const { start, end } of this.#crossedBy(line, measure))
      addPlace(this.crossings, line, { start, end });
    const { offsets } = this;
    const lineAt = line * this.#borders.length * 2;
    let column = 0;
    let cellLeft = 0;
    const words = this.#lines.words(this.#first + line, measure);
    for (const [i, { start, end, left, right }] of words.entries()) {
      while (left >= this.#border(column + 1)) column++;
      const at = lineAt + column * 2;
      if (offsets[at] === offsets[at + 1]) {
        offsets[at] = start;
        cellLeft = left;
      }
      offsets[at + 1] = end;
      this.hasText[line] = 1;
      const isCellEnd =
        (words[i + 1]?.left ?? Number.POSITIVE_INFINITY) >= this.#border(column + 1);
      if (isCellEnd && !standsRight(this.#places[column], cellLeft, right - cellLeft))
        addPlace(this.misplaced, line, { start: offsets[at] ?? start, end });
    }
  }

  /** Finds the words of a line that run over a border. */
  #crossedBy(line: number, measure: Measure): readonly PlacedWord[] {
    const crossed: PlacedWord[] = [];
    let column = 0;
    for (const word of this.#lines.words(this.#first + line, measure)) {
      while (word.left >= this.#border(column + 1)) column++;
      if (word.right > this.#border(column + 1)) crossed.push(word);
    }
    return crossed;
  }

  #border(column: number): number {
    return this.#borders[column] ?? Number.POSITIVE_INFINITY;
  }
}
