import type { Grid } from "./grid.js";

/** Says what the rows of a table have in common. */
export interface RowRules {
  /** Columns of which every row has text in at least one: they show where a row is. */
  readonly anchors: readonly number[];
  /** Columns whose text is one line long at most. */
  readonly single: readonly number[];
}

/** Holds one row: its first line and the line after its last one. */
export interface RowBlock {
  readonly start: number;
  readonly end: number;
  /**
   * What the layout does not explain: `off-centre` a row whose cells do not stand in its middle,
   * `ambiguous` one whose first line could as well belong to the row before, `stray` lines that
   * belong to no row.
   */
  readonly flaw?: "off-centre" | "ambiguous" | "stray";
}

/** Most lines of a wrapped service name; others are one word and never wrapped. */
const MOST_NAME_LINES = 16;

const COST = { forcedBreak: 1, nameLine: 4, blankLine: 2, offCentre: 10_000, stray: 100_000 };

/**
 * Splits the lines of a table into rows. Nothing marks their borders, but each cell stands in the
 * middle of its row, its first line `floor((H - h) / 2)` lines below the row's first (`h` the
 * lines of the cell, `H` those of the tallest). Of all ways to cut the table that obey this, the
 * one is taken that needs the fewest breaks inside a cell where the next word would have fitted.
 */
export function splitRows(grid: Grid, rules: RowRules): readonly RowBlock[] {
  const { lineCount } = grid;
  const best = new Float64Array(lineCount + 1).fill(Number.POSITIVE_INFINITY);
  const from = new Int32Array(lineCount + 1).fill(-1);
  const kinds = new Uint8Array(lineCount + 1);
  const tied = new Uint8Array(lineCount + 1);
  best[0] = 0;
  const offer = (start: number, end: number, kind: number, cost: number): void => {
    const total = (best[start] ?? 0) + cost;
    const known = best[end] ?? 0;
    if (total > known) return;
    tied[end] = total === known ? 1 : 0;
    if (total === known) return;
    best[end] = total;
    from[end] = start;
    kinds[end] = kind;
  };
  for (let start = 0; start < lineCount; start++) {
    if (best[start] === Number.POSITIVE_INFINITY) continue;
    const blank = grid.isBlank(start);
    offer(start, start + 1, KIND.stray, blank ? COST.blankLine : COST.stray);
    if (blank) continue;
    const anchor = Math.min(...rules.anchors.map((column) => grid.next(start, column)));
    if (anchor === lineCount) continue;
    const above = anchor - start;
    let names = 1;
    while (names < MOST_NAME_LINES && rules.anchors.some((c) => grid.has(anchor + names, c)))
      names++;
    const tallest = Math.min(2 * above + names + 1, lineCount - start);
    for (let height = 2 * above + 1; height <= tallest; height++) {
      const cost = rowCost(grid, rules, start, start + height);
      if (cost === undefined) continue;
      const bonus =
        start > 0 && height > 1 ? kinship(grid, rules, from[start] ?? 0, start, start + height) : 0;
      offer(start, start + height, KIND.row, cost + bonus);
    }
    offer(start, anchor + 1, KIND.offCentre, COST.offCentre);
  }
  const blocks: RowBlock[] = [];
  for (let end = lineCount; end > 0; ) {
    const start = from[end] ?? 0;
    const kind = kinds[end];
    if (kind === KIND.stray) {
      if (!grid.isBlank(start)) blocks.push({ start, end, flaw: "stray" });
    } else if (kind === KIND.offCentre) blocks.push({ start, end, flaw: "off-centre" });
    else blocks.push(tied[end] ? { start, end, flaw: "ambiguous" } : { start, end });
    end = start;
  }
  return blocks.reverse();
}

const KIND = { row: 0, offCentre: 1, stray: 2 };

/** Says what a cut costs; undefined where the lines cannot be one row. */
function rowCost(grid: Grid, rules: RowRules, start: number, end: number): number | undefined {
  const height = end - start;
  let tallest = 0;
  let filled = 0;
  let cost = 0;
  for (let column = 0; column < grid.columns.length; column++) {
    const first = grid.next(start, column);
    if (first >= end) continue;
    filled++;
    const last = grid.previous(end - 1, column);
    const lines = last - first + 1;
    if (first - start !== (height - lines) >> 1) return undefined;
    if (lines > tallest) tallest = lines;
    if (lines === 1) continue;
    if (rules.single.includes(column)) return undefined;
    if (rules.anchors.includes(column)) {
      let words = 0;
      for (let line = first; line <= last; line++)
        words += grid.text(line, column).includes(" ") ? 1 : 0;
      cost += (words > 0 ? 0.5 : 6) * (lines - 1);
    }
    cost += COST.forcedBreak * forcedBreaks(grid, column, first, last);
    if (/^\p{Ll}/u.test(grid.text(first, column))) cost += 0.25;
  }
  if (filled === 1) cost += 2;
  return tallest === height ? cost + height * height * 0.01 : undefined;
}

function forcedBreaks(grid: Grid, column: number, first: number, last: number): number {
  const { start, end } = grid.columns[column] ?? { start: 0, end: 0 };
  let breaks = 0;
  let text = grid.text(first, column);
  for (let line = first + 1; line <= last; line++) {
    const next = grid.text(line, column);
    const word = next.indexOf(" ") === -1 ? next.length : next.indexOf(" ");
    if (text.length + 1 + word <= end - start) breaks++;
    text = next;
  }
  return breaks;
}

function kinship(
  grid: Grid,
  rules: RowRules,
  previous: number,
  start: number,
  end: number,
): number {
  let bonus = 0;
  for (let column = 0; column < grid.columns.length; column++) {
    if (rules.single.includes(column) || rules.anchors.includes(column)) continue;
    const first = grid.next(start, column);
    const last = grid.previous(end - 1, column);
    if (first >= end || first === last) continue;
    const other = grid.next(previous, column);
    if (other >= start || grid.previous(start - 1, column) - other !== last - first) continue;
    if (grid.text(first, column) === grid.text(other, column)) bonus -= 0.5;
  }
  return bonus;
}
