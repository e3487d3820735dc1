import type { Grid } from "./grid.js";
import { isCentred, type RowRules } from "./row-rules.js";

/** Holds lines of a table: the first, and the one after the last. */
export interface LineStretch {
  readonly start: number;
  readonly end: number;
}

/** Most lines of a wrapped service name. */
const MOST_NAME_LINES = 8;

/** Finds the first line from `start` up to `end` with text in a column that every row has text in. */
export function anchorAfter(grid: Grid, rules: RowRules, start: number, end: number): number {
  let anchor = end;
  for (const column of rules.anchors) anchor = grid.next(start, column, anchor);
  return anchor;
}

/**
 * Gives the ends of the rows that may begin at a line. The first line of name or port stands in
 * the middle of its row, so it tells the height of the row, up to one line for each of a name's.
 */
export function candidateEnds(grid: Grid, rules: RowRules, start: number, last: number): number[] {
  const anchor = anchorAfter(grid, rules, start, last);
  const ends: number[] = [];
  const lowest = 2 * (anchor - start) + 1;
  if (start + lowest > last) return ends;
  const highest = Math.min(lowest + nameLines(grid, rules, anchor), last - start);
  for (let height = lowest; height <= highest; height++)
    if (isCentred(grid, rules, start, start + height)) ends.push(start + height);
  return ends;
}

/** Counts the lines that a name may have from a line on: more than one only if it has several words. */
function nameLines(grid: Grid, { name }: RowRules, first: number): number {
  if (name === undefined) return 1;
  let count = 0;
  let hasWords = false;
  while (count < MOST_NAME_LINES && first + count < grid.lineCount) {
    if (!grid.has(first + count, name)) break;
    hasWords ||= grid.hasBlank(first + count, name);
    count++;
  }
  return hasWords ? count : 1;
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
export function possibleRows(
  grid: Grid,
  rules: RowRules,
  { start: first, end: last }: LineStretch,
): RowWays {
  const ways = new Array<readonly number[]>(last - first).fill(NO_ENDS);
  const isReached = [true];
  for (let line = first; line < last; line++) {
    if (isReached[line - first] !== true) continue;
    const ends = candidateEnds(grid, rules, line, last);
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
