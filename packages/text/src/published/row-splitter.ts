import type { Grid } from "./grid.js";
import {
  anchorAfter,
  candidateEnds,
  type LineStretch,
  possibleRows,
  type RowWays,
} from "./row-candidates.js";
import { RowEvidence } from "./row-evidence.js";
import { type RowBlock, RowPaths } from "./row-paths.js";
import { isAnchored, type RowRules } from "./row-rules.js";

/** What it costs to give up the rule: always more than any row that obeys it. */
const BLANK_LINE = 2;
const OFF_CENTRE = 1e5;
const STRAY = 1e7;

/** Most lines that are looked at together: of more, the first half is split without the rest. */
const MOST_LINES = 512;

/** Tallest row at which the lines that are looked at together may be cut. */
const TALLEST = 64;

/** Says how far the lines of a grid are split. */
export interface SplitPlace {
  /** First line of the last row: the row after it is compared with it. */
  readonly previous: number;
  /** First line that is in no row yet. */
  readonly next: number;
}

/**
 * Splits the lines of a table into rows. Nothing marks their borders, but every cell stands in the
 * middle of its row, which leaves few ways to cut the table. Where there are several, the one with
 * the lowest cost is taken, found from the first line on (dynamic programming).
 */
export class RowSplitter {
  readonly #rules: RowRules;

  constructor(rules: RowRules) {
    this.#rules = rules;
  }

  /**
   * Splits what can be told of the lines of a grid, whatever lines may follow.
   *
   * The table can be cut for certain between two lines that are both anchored, for no row has two
   * of them. Only the lines between two such cuts are looked at together, and not too many.
   *
   * @param from - how far the first lines were split before.
   * @param isWhole - whether the table ends with the grid.
   * @param give - receives the rows, and the lines that are in none.
   */
  split(grid: Grid, from: SplitPlace, isWhole: boolean, give: (row: RowBlock) => void): SplitPlace {
    // Whether the last line is anchored depends on the one below.
    const known = isWhole ? grid.lineCount : grid.lineCount - 1;
    let { previous, next } = from;
    let wasAnchored = false;
    for (let line = next; line < known; line++) {
      const isSafe = isAnchored(grid, this.#rules, line);
      if (isSafe && wasAnchored) {
        previous = this.#splitStretch(grid, { start: next, end: line }, previous, give);
        next = line;
      }
      wasAnchored = isSafe;
      if (line - next === MOST_LINES)
        ({ previous, next } = this.#splitHalf(grid, { previous, next }, give));
    }
    if (isWhole && next < known) {
      previous = this.#splitStretch(grid, { start: next, end: known }, previous, give);
      next = known;
    }
    return { previous, next };
  }

  /** Splits the first half of too many lines, and one row at least. */
  #splitHalf(
    grid: Grid,
    { previous, next }: SplitPlace,
    give: (row: RowBlock) => void,
  ): SplitPlace {
    const stretch = { start: next, end: lineToCut(grid, this.#rules, next) };
    const rows = this.#rowsOf(grid, stretch, previous);
    const half = rows.filter(({ start }, i) => i === 0 || start < next + MOST_LINES / 2);
    return {
      previous: giveRows(grid, half, previous, give),
      next: half.at(-1)?.end ?? stretch.end,
    };
  }

  /** Splits the lines between two cuts, and gives the first line of the last row. */
  #splitStretch(
    grid: Grid,
    stretch: LineStretch,
    before: number,
    give: (row: RowBlock) => void,
  ): number {
    if (stretch.end - stretch.start === 1 && isAnchored(grid, this.#rules, stretch.start)) {
      give(stretch);
      return stretch.start;
    }
    return giveRows(grid, this.#rowsOf(grid, stretch, before), before, give);
  }

  /** Splits lines into rows, with evidence where the layout leaves a choice. */
  #rowsOf(grid: Grid, stretch: LineStretch, previous: number): readonly RowBlock[] {
    const ways = possibleRows(grid, this.#rules, stretch);
    const isPossible = (ways[0] ?? []).length > 0;
    if (isPossible && ways.every((ends) => ends.length < 2))
      return rowsOnOnlyWay(grid, stretch, ways);
    const evidence = new RowEvidence(grid, this.#rules);
    const paths = new RowPaths(stretch, previous, evidence);
    if (isPossible) weighRows(grid, stretch, ways, evidence, paths);
    else giveUpRule(grid, this.#rules, stretch, evidence, paths);
    return paths.cheapest();
  }
}

/** Gives rows without the empty lines between them, and gives the first line of the last one. */
function giveRows(
  grid: Grid,
  rows: readonly RowBlock[],
  before: number,
  give: (row: RowBlock) => void,
): number {
  let previous = before;
  for (const row of rows) {
    if (row.flaw === "stray" && grid.isBlank(row.start)) continue;
    previous = row.start;
    give(row);
  }
  return previous;
}

/** Finds a line at which rows can end, so many lines after the first that they are looked at together. */
function lineToCut(grid: Grid, rules: RowRules, start: number): number {
  for (let end = start + MOST_LINES; end > start + MOST_LINES - TALLEST; end--)
    if ((possibleRows(grid, rules, { start, end })[0] ?? []).length > 0) return end;
  return start + MOST_LINES;
}

/** Follows the only way through lines. */
function rowsOnOnlyWay(grid: Grid, stretch: LineStretch, ways: RowWays): readonly RowBlock[] {
  const rows: RowBlock[] = [];
  for (let start = stretch.start; start < stretch.end; ) {
    const end = ways[start - stretch.start]?.[0] ?? stretch.end;
    rows.push(isEmpty(grid, start, end) ? { start, end, flaw: "stray" } : { start, end });
    start = end;
  }
  return rows;
}

/** Weighs all rows that are on some way through lines. */
function weighRows(
  grid: Grid,
  stretch: LineStretch,
  ways: RowWays,
  evidence: RowEvidence,
  paths: RowPaths,
): void {
  for (const [line, ends] of ways.entries()) {
    const start = stretch.start + line;
    for (const end of ends) {
      if (isEmpty(grid, start, end)) paths.extend(start, end, BLANK_LINE, "stray");
      else paths.extend(start, end, evidence.rowCost(start, end), "row");
    }
  }
}

/** Tells whether lines are one empty line, which is no row. */
function isEmpty(grid: Grid, start: number, end: number): boolean {
  return end === start + 1 && grid.isBlank(start);
}

/** Finds a way through lines that cannot all be rows, with as few that are none as can be. */
function giveUpRule(
  grid: Grid,
  rules: RowRules,
  { start: first, end: last }: LineStretch,
  evidence: RowEvidence,
  paths: RowPaths,
): void {
  for (let start = first; start < last; start++) {
    if (!paths.reach(start)) continue;
    const isBlank = grid.isBlank(start);
    paths.extend(start, start + 1, isBlank ? BLANK_LINE : STRAY, "stray");
    for (const end of candidateEnds(grid, rules, start, last))
      paths.extend(start, end, evidence.rowCost(start, end), "row");
    const anchor = anchorAfter(grid, rules, start, last);
    if (!isBlank && anchor < last) paths.extend(start, anchor + 1, OFF_CENTRE, "off-centre");
  }
}
