import type { Grid } from "./grid.js";
import { RowEvidence } from "./row-evidence.js";
import { type RowBlock, type RowKind, RowPaths } from "./row-paths.js";
import { isAnchored, type RowRules } from "./row-rules.js";

/** Most lines of a wrapped service name. */
const MOST_NAME_LINES = 8;

/** What it costs to give up the rule: always more than any row that obeys it. */
const BLANK_LINE = 2;
const OFF_CENTRE = 1e5;
const STRAY = 1e7;

/**
 * Splits the lines of a table into rows. Nothing marks their borders, but every cell stands in the
 * middle of its row. So the height of a row that begins at a line is known, up to one line, from
 * the line of its name or port. Where that leaves several ways to cut the table, the one with the
 * lowest cost is taken, found from the first line on (dynamic programming).
 */
export function splitRows(grid: Grid, rules: RowRules): readonly RowBlock[] {
  const evidence = new RowEvidence(grid, rules);
  const certain = certainRows(grid, rules, evidence);
  const paths = new RowPaths(grid.lineCount, evidence);
  for (let start = 0; start < grid.lineCount; start++) {
    if (!paths.reach(start)) continue;
    if (certain.has(start)) paths.extend(start, start + 1, 0, "certain");
    else extendByRows(grid, rules, evidence, paths, start);
  }
  return paths.cheapest().filter(({ flaw, start }) => flaw !== "stray" || !grid.isBlank(start));
}

/**
 * Finds the lines that are rows of their own: a port or protocol stands in them and in both of
 * their neighbours, and no row has two such lines.
 */
function certainRows(grid: Grid, rules: RowRules, evidence: RowEvidence): ReadonlySet<number> {
  const rows = new Set<number>();
  let run = 1;
  for (let line = 0; line <= grid.lineCount; line++) {
    run = isAnchored(grid, rules, line) ? run + 1 : 0;
    if (run < 3) continue;
    rows.add(line - 1);
    evidence.learn(line - 1, line);
  }
  return rows;
}

function extendByRows(
  grid: Grid,
  rules: RowRules,
  evidence: RowEvidence,
  paths: RowPaths,
  start: number,
): void {
  const extend = (end: number, cost: number, kind: RowKind): void =>
    paths.extend(start, end, cost, kind);
  const isBlank = grid.isBlank(start);
  extend(start + 1, isBlank ? BLANK_LINE : STRAY, "stray");
  const anchor = Math.min(...rules.anchors.map((column) => grid.next(start, column)));
  if (anchor === grid.lineCount) return;
  const names = nameLines(grid, rules, anchor);
  const lowest = 2 * (anchor - start) + 1;
  const tallest = Math.min(lowest + names, grid.lineCount - start);
  for (let height = lowest; height <= tallest; height++) {
    const cost = evidence.rowCost(start, start + height);
    if (cost !== undefined) extend(start + height, cost, "row");
  }
  if (!isBlank) extend(anchor + 1, OFF_CENTRE, "off-centre");
}

/** Counts the lines that a name may have from a line on: more than one only if it has several words. */
function nameLines(grid: Grid, { name }: RowRules, first: number): number {
  if (name === undefined) return 1;
  let count = 0;
  let hasWords = false;
  while (count < MOST_NAME_LINES && first + count < grid.lineCount) {
    if (!grid.has(first + count, name)) break;
    hasWords ||= grid.text(first + count, name).includes(" ");
    count++;
  }
  return hasWords ? count : 1;
}
