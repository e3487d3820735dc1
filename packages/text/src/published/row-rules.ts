import { bitOf, type Grid } from "./grid.js";

/** Says what the rows of a table have in common; columns by their number from the left. */
export interface RowRules {
  /** Columns of which every row has text in at least one: they show where a row is. */
  readonly anchors: readonly number[];
  /** The anchor column whose text may be wrapped, if there is one. */
  readonly name?: number;
  /** Columns whose text is one line long at most. */
  readonly single: readonly number[];
  /** Columns whose cells stand in the middle, and not at the left edge. */
  readonly centred?: readonly number[];
  /** Columns of prose; the first describes what the label names. */
  readonly prose: readonly number[];
  /** The column whose text the prose resembles: the name, if nothing else is said. */
  readonly label?: number;
}

/**
 * Tells whether a line has text that no row has twice: in an anchor column that is never wrapped,
 * or a name of one word with none of several words beside it, of which it may be part.
 */
export function isAnchored(grid: Grid, { anchors, name }: RowRules, line: number): boolean {
  for (let i = 0; i < anchors.length; i++) {
    const column = anchors[i] ?? 0;
    if (column !== name && grid.has(line, column)) return true;
  }
  if (name === undefined || !grid.has(line, name)) return false;
  const first = Math.max(0, line - 1);
  const last = Math.min(grid.lineCount - 1, line + 1);
  for (let other = first; other <= last; other++) if (grid.hasBlank(other, name)) return false;
  return true;
}

/**
 * Tells whether lines can be one row: each cell stands in the middle, its first line
 * `floor((H - h) / 2)` lines below the row's (`h` the lines of the cell, `H` those of the row,
 * which the tallest cell fills). Where an outer line of the row is empty, as w3m leaves it for a
 * break at the end of a cell, the tallest cell may have it and is not looked at.
 */
function isCentred(grid: Grid, rules: RowRules, start: number, end: number): boolean {
  const height = end - start;
  const filled = grid.filled(start, end);
  const isPadded = grid.isBlank(start) || grid.isBlank(end - 1);
  let tallest = 0;
  let offCentre = 0;
  for (let column = 0; column < grid.columns.length; column++) {
    if ((filled & bitOf(column)) === 0) continue;
    const first = grid.next(start, column, end);
    if (first >= end) continue;
    const lines = grid.previous(end - 1, column) - first + 1;
    if (lines > 1 && rules.single.includes(column)) return false;
    if (lines > 1 && column === rules.name && !isWrappedName(grid, column, first, lines))
      return false;
    if (first - start !== (height - lines) >> 1) {
      if (!isPadded) return false;
      offCentre = Math.max(offCentre, lines);
    } else tallest = Math.max(tallest, lines);
  }
  return isPadded ? offCentre === 0 || offCentre >= tallest : tallest === height;
}

/** Tells whether lines can be one name: parts of a word, or words that end with a bracket, as few names do. */
function isWrappedName(grid: Grid, column: number, first: number, lines: number): boolean {
  if (grid.text(first + lines - 1, column).endsWith(")")) return true;
  for (let line = first; line < first + lines; line++)
    if (grid.hasBlank(line, column)) return false;
  return true;
}

/** Holds lines of a table: the first, and the one after the last. */
export interface LineRange {
  readonly start: number;
  readonly end: number;
}

/** Most lines of a wrapped service name. */
const MOST_NAME_LINES = 8;

/**
 * Finds for each of some lines the first one from it on with text in a column that every row has text
 * in; the line after the last one where there is none.
 */
export function anchorsOf(grid: Grid, { anchors }: RowRules, { start, end }: LineRange): Anchors {
  const lines = new Int32Array(end - start);
  let next = end;
  for (let line = end - 1; line >= start; line--) {
    if (grid.hasAny(line, anchors)) next = line;
    lines[line - start] = next;
  }
  return { start, end, lines };
}

/** Holds the next line with an anchor, for each line of a range. */
export interface Anchors extends LineRange {
  readonly lines: Int32Array;
}

/** Finds the first line with an anchor from a line on. */
export function anchorAfter({ start, end, lines }: Anchors, line: number): number {
  return lines[line - start] ?? end;
}

/**
 * Gives the ends of the rows that may begin at a line. The first line of name or port stands in
 * the middle of its row, so it tells the height of the row, up to one line for each of a name's.
 */
export function candidateEnds(
  grid: Grid,
  rules: RowRules,
  anchors: Anchors,
  start: number,
): number[] {
  const anchor = anchorAfter(anchors, start);
  const last = anchors.end;
  const ends: number[] = [];
  const lowest = 2 * (anchor - start) + 1;
  if (start + lowest > last) return ends;
  const highest = Math.min(lowest + nameLines(grid, rules, anchor), last - start);
  for (let height = lowest; height <= highest; height++)
    if (isCentred(grid, rules, start, start + height)) ends.push(start + height);
  return ends;
}

/**
 * Counts the lines that a name may have from a line on: more than one only if it has several words, which
 * end with a bracket in the registry's names.
 */
function nameLines(grid: Grid, { name }: RowRules, first: number): number {
  if (name === undefined) return 1;
  let most = 1;
  let hasWords = false;
  for (let count = 1; count <= MOST_NAME_LINES; count++) {
    const line = first + count - 1;
    if (line >= grid.lineCount || !grid.has(line, name)) break;
    hasWords ||= grid.hasBlank(line, name);
    if (hasWords && count > 1 && grid.text(line, name).endsWith(")")) most = count;
  }
  return most;
}

/**
 * Holds the ways to cut lines into rows: for each line, counted from the first, the ends of the
 * rows that may begin there. A line on no way through has none.
 */
export type RowWays = readonly (readonly number[])[];

const NO_ENDS: readonly number[] = [];

/**
 * Finds all ways to cut lines into rows. Empty lines may stand between rows; they end after
 * themselves.
 */
export function possibleRows(grid: Grid, rules: RowRules, range: LineRange): RowWays {
  const { start: first, end: last } = range;
  const anchors = anchorsOf(grid, rules, range);
  const ways = new Array<readonly number[]>(last - first).fill(NO_ENDS);
  const isReached = [true];
  for (let line = first; line < last; line++) {
    if (isReached[line - first] !== true) continue;
    const ends = candidateEnds(grid, rules, anchors, line);
    if (grid.isBlank(line)) ends.unshift(line + 1);
    for (const end of ends) isReached[end - first] = true;
    ways[line - first] = ends;
  }
  const leadsOn = (end: number): boolean => end === last || (ways[end - first] ?? []).length > 0;
  for (let line = last - 1; line >= first; line--) {
    const ends = ways[line - first] ?? NO_ENDS;
    if (!ends.every(leadsOn)) ways[line - first] = ends.filter(leadsOn);
  }
  return ways;
}
