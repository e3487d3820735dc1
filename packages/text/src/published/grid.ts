import { collapseSpace, type Span } from "@portolan/model/internal";
import type { MeasuredColumns, TextColumn } from "./columns.js";
import { isBlank, type Measure, type PlacedWord, type TextLines } from "./text-lines.js";

/** Holds lines of a table by line and column, with the place of each text in the source. */
export class Grid {
  readonly lineCount: number;
  readonly columns: readonly TextColumn[];
  readonly #lines: TextLines;
  readonly #first: number;
  readonly #width: number;
  readonly #cut: CutLines;
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
    this.#first = first;
    this.lineCount = end - first;
    this.columns = layout.columns;
    this.#width = layout.columns.length;
    this.isExact = layout.isExact && centred !== undefined;
    const places = this.isExact ? cellPlaces(layout.columns, centred ?? []) : undefined;
    this.#cut = new CutLines(lines, layout, first, this.lineCount, places);
  }

  has(line: number, column: number): boolean {
    if (column >= LAST_BIT) return this.text(line, column) !== "";
    return (((this.#cut.filled[line] ?? 0) >> column) & 1) === 1;
  }

  /** Tells by bits ({@link bitOf}) which columns have text in lines from `start` up to `end`. */
  filled(start: number, end: number): number {
    const { filled } = this.#cut;
    let columns = 0;
    for (let line = start; line < end; line++) columns |= filled[line] ?? 0;
    return columns;
  }

  /** Tells whether a line has text in one of some columns. */
  hasAny(line: number, columns: readonly number[]): boolean {
    return columns.some((column) => this.has(line, column));
  }

  text(line: number, column: number): string {
    return this.#cut.texts[line * this.#width + column] ?? "";
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
    const start = this.#cut.starts[line * this.#width + column] ?? 0;
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
    if (!this.#cut.hasGaps || !text.includes("  ")) return text;
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
      addPlace(this.#cut.misplaced, line, { start: place + gap + rest, end: place + text.length });
      return;
    }
  }

  /** Gives the first text in lines from `first` up to `end` that does not stand where it must. */
  misplaced(first: number, end: number): Required<Span> | undefined {
    return placesIn(this.#cut.misplaced, first, end)[0];
  }

  /** Gives the place of the first line of a cell, if it has text. */
  cellSpan(start: number, end: number, column: number): Span | undefined {
    const line = this.next(start, column, end);
    return line < end ? this.span(line, column) : undefined;
  }

  isBlank(line: number): boolean {
    return this.#cut.filled[line] === 0;
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

  /** Gives the places of texts, in lines from `first` up to `end`, that run over a border. */
  crossings(first: number, end: number): readonly Required<Span>[] {
    return placesIn(this.#cut.crossings, first, end);
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
  if (places.size === 0) return NO_PLACES;
  const found: Required<Span>[] = [];
  for (let line = first; line < end; line++)
    for (const place of places.get(line) ?? NO_PLACES) found.push(place);
  return found;
}

const NO_PLACES: readonly Required<Span>[] = [];

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

/** Columns from this one on share a bit. */
const LAST_BIT = 31;

/** Gives the bit of a column in what tells by bits which columns have text. */
export function bitOf(column: number): number {
  return 1 << Math.min(column, LAST_BIT);
}

/** Words with one blank between them; a longer run is found in several parts, so that none is too long. */
const RUN = /[^ \t\n]+(?:[ \t][^ \t\n]+){0,99}/g;

/** Cuts lines of a table at the borders of its columns. */
class CutLines {
  /** Each line's text in each column; empty where there is none. */
  readonly texts: string[];
  /** Offset of each of these texts. */
  readonly starts: Int32Array;
  /** Which columns of each line have text, by bits. */
  readonly filled: Int32Array;
  /** Whether some text may have more than one blank between two words. */
  hasGaps = false;
  readonly crossings: PlacesByLine = new Map();
  readonly misplaced: PlacesByLine = new Map();
  readonly #lines: TextLines;
  readonly #first: number;
  readonly #measures: readonly Measure[];
  /** Screen column at which each column begins. */
  readonly #borders: readonly number[];
  readonly #places: readonly CellPlace[];
  /** The screen column at which most texts of each column begin: of these, no more is asked. */
  readonly #edges: readonly number[];

  constructor(
    lines: TextLines,
    { columns, measures }: MeasuredColumns,
    first: number,
    count: number,
    places: readonly CellPlace[] = [],
  ) {
    this.#places = places;
    this.#edges = places.map(({ first, widths }) => (widths === undefined ? first : -1));
    this.#lines = lines;
    this.#first = first;
    this.#measures = measures;
    this.#borders = columns.map(({ start }, i) => (i === 0 ? 0 : start));
    this.texts = new Array<string>(count * columns.length).fill("");
    this.starts = new Int32Array(count * columns.length);
    this.filled = new Int32Array(count);
    if (columns.length > 0) this.#cutPlain(count);
    if (lines.hasWide)
      for (let line = 0; line < count; line++) if (lines.isWide(first + line)) this.#cutWide(line);
  }

  /** Cuts lines of ASCII, whose offsets are their screen columns, and leaves others out. */
  #cutPlain(count: number): void {
    const [lines, first] = [this.#lines, this.#first];
    const { source } = lines;
    const last = lines.start(first + count);
    let next = lines.start(first);
    let line = -1;
    let [lineStart, lineEnd] = [0, 0];
    let [column, border] = [0, 0];
    RUN.lastIndex = next;
    for (let run = RUN.exec(source); run !== null; run = RUN.exec(source)) {
      let start = run.index;
      if (start >= last) break;
      if (start >= next) {
        do next = lines.start(first + ++line + 1);
        while (start >= next);
        lineStart = lines.start(first + line);
        lineEnd = lines.isWide(first + line) ? lineStart : lines.end(first + line);
        column = 0;
        border = lineStart + this.#border(1);
      }
      while (start >= border) border = lineStart + this.#border(++column + 1);
      const runEnd = RUN.lastIndex;
      if (runEnd <= border && runEnd <= lineEnd) {
        this.#add(line, column, start, run[0], start - lineStart);
        continue;
      }
      // What stands in several columns, or before a line break of two characters.
      const end = Math.min(runEnd, lineEnd);
      while (start < end) {
        while (start >= border) border = lineStart + this.#border(++column + 1);
        const stop = Math.min(end, border);
        if (
          stop < end &&
          !isBlank(source.charCodeAt(stop)) &&
          !isBlank(source.charCodeAt(stop - 1))
        )
          addPlace(this.crossings, line, { start: stop - 1, end: stop });
        let textEnd = stop;
        while (isBlank(source.charCodeAt(textEnd - 1))) textEnd--;
        this.#add(line, column, start, source.slice(start, textEnd), start - lineStart);
        start = stop;
        while (start < end && isBlank(source.charCodeAt(start))) start++;
      }
    }
  }

  /** Adds a text, whose characters are as many screen columns, to the cell in which it stands. */
  #add(line: number, column: number, start: number, text: string, left: number): void {
    const at = line * this.#borders.length + column;
    if (this.texts[at] !== "") {
      this.#extend(line, at, column, start + text.length);
      return;
    }
    this.texts[at] = text;
    this.starts[at] = start;
    this.filled[line] = (this.filled[line] ?? 0) | bitOf(column);
    if (
      left !== (this.#edges[column] ?? left) &&
      !standsRight(this.#places[column], left, text.length)
    )
      addPlace(this.misplaced, line, { start, end: start + text.length });
  }

  /** Adds a text to a cell in which another stands before it. */
  #extend(line: number, at: number, column: number, end: number): void {
    const { starts, texts, misplaced } = this;
    const start = starts[at] ?? 0;
    const lineStart = this.#lines.start(this.#first + line);
    texts[at] = this.#lines.source.slice(start, end);
    this.hasGaps = true;
    const places = misplaced.get(line);
    if (places?.at(-1)?.start === start) places.pop();
    if (!standsRight(this.#places[column], start - lineStart, end - start))
      addPlace(misplaced, line, { start, end });
  }

  /** Cuts a line as the measure counts under which its texts stand between the borders. */
  #cutWide(line: number): void {
    const [likeliest] = this.#measures;
    const fitting = this.#measures.find((measure) => this.#crossedBy(line, measure).length === 0);
    const measure = fitting ?? likeliest;
    if (measure === undefined) return;
    for (const { start, end } of this.#crossedBy(line, measure))
      addPlace(this.crossings, line, { start, end });
    const { starts, texts } = this;
    const lineAt = line * this.#borders.length;
    let column = 0;
    let cellLeft = 0;
    const words = this.#lines.words(this.#first + line, measure);
    for (const [i, { start, end, left, right }] of words.entries()) {
      while (left >= this.#border(column + 1)) column++;
      const at = lineAt + column;
      if (texts[at] === "") {
        starts[at] = start;
        cellLeft = left;
      }
      const text = this.#lines.source.slice(starts[at], end);
      texts[at] = text;
      if (text.includes("  ")) this.hasGaps = true;
      this.filled[line] = (this.filled[line] ?? 0) | bitOf(column);
      const isCellEnd =
        (words[i + 1]?.left ?? Number.POSITIVE_INFINITY) >= this.#border(column + 1);
      if (isCellEnd && !standsRight(this.#places[column], cellLeft, right - cellLeft))
        addPlace(this.misplaced, line, { start: starts[at] ?? start, end });
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
