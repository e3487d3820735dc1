import type { Grid } from "./grid.js";

/** Says what the rows of a table have in common; columns by their number from the left. */
export interface RowRules {
  /** Columns of which every row has text in at least one: they show where a row is. */
  readonly anchors: readonly number[];
  /** The anchor column whose text may be wrapped, if there is one. */
  readonly name?: number;
  /** Columns whose text is one line long at most. */
  readonly single: readonly number[];
  /** Columns of prose; the first describes what the name names. */
  readonly prose: readonly number[];
}

/** Tells whether a line has text in a column that shows where a row is. */
export function hasAnchor(grid: Grid, rules: RowRules, line: number): boolean {
  return rules.anchors.some((column) => grid.has(line, column));
}

/**
 * Tells whether a line has text in an anchor column that is never wrapped: no row has two such
 * lines. The lines before and after the table count as such.
 */
export function isAnchored(grid: Grid, rules: RowRules, line: number): boolean {
  if (line < 0 || line >= grid.lineCount) return true;
  return rules.anchors.some((column) => column !== rules.name && grid.has(line, column));
}

/**
 * Tells whether lines can be one row: each cell stands in the middle, its first line
 * `floor((H - h) / 2)` lines below the row's (`h` the lines of the cell, `H` those of the row,
 * which the tallest cell fills).
 */
export function isCentred(grid: Grid, rules: RowRules, start: number, end: number): boolean {
  const height = end - start;
  let tallest = 0;
  for (let column = 0; column < grid.columns.length; column++) {
    const first = grid.next(start, column);
    if (first >= end) continue;
    const lines = grid.previous(end - 1, column) - first + 1;
    if (first - start !== (height - lines) >> 1) return false;
    if (lines > 1 && rules.single.includes(column)) return false;
    tallest = Math.max(tallest, lines);
  }
  return tallest === height;
}
