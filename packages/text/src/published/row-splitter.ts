import type { Grid } from "./grid.js";
import { anchorAfter, candidateEnds, type LineStretch, possibleRows } from "./row-candidates.js";
import { RowEvidence } from "./row-evidence.js";
import { type RowBlock, RowPaths } from "./row-paths.js";
import { anchoredLines, type RowRules } from "./row-rules.js";

/** What it costs to give up the rule: always more than any row that obeys it. */
const BLANK_LINE = 2;
const OFF_CENTRE = 1e5;
const STRAY = 1e7;

/**
 * Splits the lines of a table into rows. Nothing marks their borders, but every cell stands in the
 * middle of its row, which leaves few ways to cut the table. Where there are several, the one with
 * the lowest cost is taken, found from the first line on (dynamic programming).
 */
export function* splitRows(grid: Grid, rules: RowRules): Generator<RowBlock> {
  const evidence = new RowEvidence(grid, rules);
  const isAnchored = anchoredLines(grid, rules);
  const cuts = certainCuts(isAnchored);
  const isRow = (start: number, end: number): boolean =>
    end - start === 1 && isAnchored[start] === 1;
  for (let i = 0; i < cuts.length; i++) {
    const [start, end] = [cuts[i] ?? 0, cuts[i + 1] ?? grid.lineCount];
    if (isRow(start, end)) evidence.learn(start, end);
  }
  let previous = 0;
  for (let i = 0; i < cuts.length; i++) {
    const stretch: RowBlock = { start: cuts[i] ?? 0, end: cuts[i + 1] ?? grid.lineCount };
    if (isRow(stretch.start, stretch.end)) {
      previous = stretch.start;
      yield stretch;
      continue;
    }
    for (const block of splitStretch(grid, rules, evidence, stretch, previous)) {
      if (block.flaw === "stray" && grid.isBlank(block.start)) continue;
      if (block.flaw === undefined) evidence.learn(block.start, block.end);
      previous = block.start;
      yield block;
    }
  }
}

/**
 * Finds the lines at which a table can be cut: they and the lines before them have a port, a
 * protocol or a whole name, and no row has two such lines.
 */
function certainCuts(isAnchored: Uint8Array): readonly number[] {
  const cuts: number[] = [];
  for (let line = 0; line < isAnchored.length; line++)
    if (line === 0 || (isAnchored[line - 1] === 1 && isAnchored[line] === 1)) cuts.push(line);
  return cuts;
}

/** Splits lines into rows, with evidence where the layout leaves a choice. */
function splitStretch(
  grid: Grid,
  rules: RowRules,
  evidence: RowEvidence,
  stretch: LineStretch,
  previous: number,
): readonly RowBlock[] {
  const ways = possibleRows(grid, rules, stretch);
  const starts = [...ways.keys()].reverse();
  const isOnlyWay = starts.length > 0 && starts.every((start) => ways.get(start)?.length === 1);
  if (isOnlyWay)
    return starts.map((start) => blockOf(grid, { start, end: ways.get(start)?.[0] ?? start }));
  const paths = new RowPaths(stretch, previous, evidence);
  if (starts.length === 0) giveUpRule(grid, rules, stretch, evidence, paths);
  for (const start of starts) {
    for (const end of ways.get(start) ?? []) {
      const { flaw } = blockOf(grid, { start, end });
      if (flaw === "stray") paths.extend(start, end, BLANK_LINE, flaw);
      else paths.extend(start, end, evidence.rowCost(start, end), "row");
    }
  }
  return paths.cheapest();
}

/** Makes a row of lines; one that begins with an empty line and ends after it is none. */
function blockOf(grid: Grid, lines: LineStretch): RowBlock {
  const isEmpty = lines.end === lines.start + 1 && grid.isBlank(lines.start);
  return isEmpty ? { ...lines, flaw: "stray" } : lines;
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
    const anchor = anchorAfter(grid, rules, start);
    if (!isBlank && anchor < last) paths.extend(start, anchor + 1, OFF_CENTRE, "off-centre");
  }
}
