import type { Grid } from "./grid.js";

/** Says what the rows of a table have in common; columns by their number from the left. */
export interface RowRules {
  /** Columns of which every row has text in at least one: they show where a row is. */
  readonly anchors: readonly number[];
  /** The anchor column whose text may be wrapped, if there is one. */
  readonly name?: number;
  /** Columns whose text is one line long at most. */
  readonly single: readonly number[];
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
  for (const column of anchors) if (column !== name && grid.has(line, column)) return true;
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
export function isCentred(grid: Grid, rules: RowRules, start: number, end: number): boolean {
  const height = end - start;
  const isPadded = grid.isBlank(start) || grid.isBlank(end - 1);
  let tallest = 0;
  let offCentre = 0;
  for (let column = 0; column < grid.columns.length; column++) {
    const first = grid.next(start, column, end);
    if (first >= end) continue;
    const lines = grid.previous(end - 1, column) - first + 1;
    if (lines > 1 && rules.single.includes(column)) return false;
    if (first - start !== (height - lines) >> 1) {
      if (!isPadded) return false;
      offCentre = Math.max(offCentre, lines);
    } else tallest = Math.max(tallest, lines);
  }
  return isPadded ? offCentre === 0 || offCentre >= tallest : tallest === height;
}
