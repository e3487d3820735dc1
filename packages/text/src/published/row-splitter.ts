import type { Grid } from "./grid.js";
import { type PossibleRow, RowEvidence } from "./row-evidence.js";
import {
  anchorAfter,
  anchorsOf,
  candidateEnds,
  isAnchored,
  type LineRange,
  possibleRows,
  type RowRules,
  type RowWays,
} from "./row-rules.js";

/** What it costs that a line is empty, or in no row, or that the layout does not explain a row. */
interface DamageCost {
  readonly stray: number;
  readonly offCentre: number;
}

const BLANK_LINE = 2;

/** Where each cell has its place, as in IANA's text, a row that breaks the rule is damaged. */
const EXACT_DAMAGE: DamageCost = { stray: 9, offCentre: 15 };

/** Where a program put cells as it liked, a row that obeys the rule is always better. */
const LOOSE_DAMAGE: DamageCost = { stray: 1e7, offCentre: 1e5 };

/**
 * Cost of a row that hardly exists. Of 4,800 rows of several lines in the published text of 2025-09-22,
 * 16 cost more than 12 by themselves. Fitted, with the two above, to 800 texts with one
 * damaged line each: 21 of them lose more than a row.
 */
const UNLIKELY = 12;

/** Number of rows on each side of one that hardly exists which may have lines of it, or it of theirs. */
const NEIGHBOURS = 2;

/** By how many lines a row is higher that lost a line, or got one. */
const HEIGHTS_OFF_CENTRE = [-1, 1, 2];

/** Most lines above its name or port of a row that is off centre. */
const MOST_ABOVE_ANCHOR = 10;

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
  /** Weighs the rows of the grid that is split. */
  #evidence: RowEvidence | undefined;

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
  split(grid: Grid, from: SplitPlace, isWhole: boolean, give: (row: RowLines) => void): SplitPlace {
    this.#evidence = undefined;
    // Whether the last line is anchored depends on the one below.
    const known = isWhole ? grid.lineCount : grid.lineCount - 1;
    let { previous, next } = from;
    let wasAnchored = false;
    for (let line = next; line < known; line++) {
      const isSafe = isAnchored(grid, this.#rules, line);
      if (isSafe && wasAnchored) {
        const range = { start: next, end: line };
        previous =
          line - next === 1 ? giveRow(range, give) : this.#splitRange(grid, range, previous, give);
        next = line;
      }
      wasAnchored = isSafe;
      if (line - next === MOST_LINES)
        ({ previous, next } = this.#splitHalf(grid, { previous, next }, give));
    }
    if (isWhole && next < known) {
      const range = { start: next, end: known };
      const isRow = known - next === 1 && isAnchored(grid, this.#rules, next);
      previous = isRow ? giveRow(range, give) : this.#splitRange(grid, range, previous, give);
      next = known;
    }
    return { previous, next };
  }

  /** Splits the first half of too many lines, and one row at least. */
  #splitHalf(
    grid: Grid,
    { previous, next }: SplitPlace,
    give: (row: RowLines) => void,
  ): SplitPlace {
    const range = { start: next, end: lineToCut(grid, this.#rules, next) };
    const rows = this.#rowsOf(grid, range, previous);
    const half = rows.filter(({ start }, i) => i === 0 || start < next + MOST_LINES / 2);
    return {
      previous: giveRows(grid, half, previous, give),
      next: half.at(-1)?.end ?? range.end,
    };
  }

  /** Splits the lines between two cuts, and gives the first line of the last row. */
  #splitRange(grid: Grid, range: LineRange, before: number, give: (row: RowLines) => void): number {
    return giveRows(grid, this.#rowsOf(grid, range, before), before, give);
  }

  /**
   * Splits lines into rows, with evidence where the layout leaves a choice. Lines that cannot all be
   * rows, or only rows that hardly exist, are damaged: then the layout is no rule, but evidence, too.
   */
  #rowsOf(grid: Grid, range: LineRange, previous: number): readonly RowLines[] {
    const ways = possibleRows(grid, this.#rules, range);
    const isPossible = (ways[0] ?? []).length > 0;
    this.#evidence ??= new RowEvidence(grid, this.#rules);
    const evidence = this.#evidence;
    if (isPossible) {
      const rows = ways.every((ends) => ends.length < 2)
        ? rowsOnOnlyWay(grid, range, ways)
        : weighRows(grid, range, ways, previous, evidence);
      const isUnlikely = ({ start, end, flaw }: RowLines): boolean =>
        flaw !== "stray" &&
        end - start > 1 &&
        !evidence.isCheaper(evidence.row(start, end), UNLIKELY);
      const first = grid.isExact ? rows.findIndex(isUnlikely) : -1;
      if (first === -1) return rows;
      const from = Math.max(0, first - NEIGHBOURS);
      const to = rows.findLastIndex(isUnlikely) + NEIGHBOURS + 1;
      const { start = range.start } = rows[from] ?? {};
      const { start: end = range.end } = rows[to] ?? {};
      const before = rows[from - 1]?.start ?? previous;
      return [
        ...rows.slice(0, from),
        ...giveUpRule(grid, this.#rules, { start, end }, before, evidence),
        ...rows.slice(to),
      ];
    }
    return giveUpRule(grid, this.#rules, range, previous, evidence);
  }
}

/** Gives a row, and its first line. */
function giveRow(row: RowLines, give: (row: RowLines) => void): number {
  give(row);
  return row.start;
}

/**
 * Gives rows, with empty lines between them only where the layout has none, and gives the first line of
 * the last row.
 */
function giveRows(
  grid: Grid,
  rows: readonly RowLines[],
  before: number,
  give: (row: RowLines) => void,
): number {
  let previous = before;
  for (const row of rows) {
    if (row.flaw === "stray" && grid.isBlank(row.start)) {
      if (grid.isExact) give(row);
      continue;
    }
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
function rowsOnOnlyWay(grid: Grid, range: LineRange, ways: RowWays): readonly RowLines[] {
  const rows: RowLines[] = [];
  for (let start = range.start; start < range.end; ) {
    const end = ways[start - range.start]?.[0] ?? range.end;
    rows.push(isEmpty(grid, start, end) ? { start, end, flaw: "stray" } : { start, end });
    start = end;
  }
  return rows;
}

/** Finds the cheapest way through lines of which all are rows. */
function weighRows(
  grid: Grid,
  range: LineRange,
  ways: RowWays,
  previous: number,
  evidence: RowEvidence,
): readonly RowLines[] {
  const paths = new RowPaths(range, previous, evidence);
  for (const [line, ends] of ways.entries()) {
    const start = range.start + line;
    for (const end of ends) {
      const row = evidence.row(start, end);
      if (isEmpty(grid, start, end)) paths.extend(row, BLANK_LINE, "stray");
      else paths.extend(row, evidence.rowCost(row), "row");
    }
  }
  return paths.cheapest();
}

/** Tells whether lines are one empty line, which is no row. */
function isEmpty(grid: Grid, start: number, end: number): boolean {
  return end === start + 1 && grid.isBlank(start);
}

/** Finds the cheapest way through lines of which some may be off centre, and some no rows at all. */
function giveUpRule(
  grid: Grid,
  rules: RowRules,
  range: LineRange,
  previous: number,
  evidence: RowEvidence,
): readonly RowLines[] {
  const { start: first, end: last } = range;
  const anchors = anchorsOf(grid, rules, range);
  const damage = grid.isExact ? EXACT_DAMAGE : LOOSE_DAMAGE;
  const paths = new RowPaths(range, previous, evidence);
  for (let start = first; start < last; start++) {
    if (!paths.reach(start)) continue;
    const isBlank = grid.isBlank(start);
    paths.extend(evidence.row(start, start + 1), isBlank ? BLANK_LINE : damage.stray, "stray");
    const centred = candidateEnds(grid, rules, anchors, start);
    for (const end of centred) {
      const row = evidence.row(start, end);
      paths.extend(row, evidence.rowCost(row), "row");
    }
    if (isBlank) continue;
    const above = anchorAfter(anchors, start) - start;
    if (above > MOST_ABOVE_ANCHOR) continue;
    for (const height of [above + 1, ...HEIGHTS_OFF_CENTRE.map((by) => 2 * above + 1 + by)]) {
      const end = start + height;
      if (height <= above || end > last || centred.includes(end)) continue;
      const row = evidence.row(start, end);
      paths.extend(row, damage.offCentre + evidence.rowCost(row), "off-centre");
    }
  }
  return paths.cheapest();
}

/**
 * Names what the layout does not explain: `off-centre`, a row whose cells do not stand in its
 * middle; `ambiguous`, one that could as well share lines with the row before; `stray`, a line
 * that belongs to no row.
 */
type RowFlaw = "off-centre" | "ambiguous" | "stray";

/** Holds the lines of one row. */
export interface RowLines extends LineRange {
  readonly flaw?: RowFlaw;
}

/** Says what lines are on a path; only a `row` is weighed against the one before. */
type RowKind = "row" | "off-centre" | "stray";

/** Two ways whose costs differ by less are told apart by little. */
const AMBIGUOUS = 1.5;

/** Holds a row at the end of the cheapest way to it. */
interface Arrival {
  readonly row: PossibleRow;
  readonly kind: RowKind;
  readonly cost: number;
  readonly before?: Arrival;
  /** What the second cheapest way to it costs more. */
  readonly margin: number;
}

const NO_ARRIVALS: readonly Arrival[] = [];

/** Finds the cheapest way through lines of a table, from row to row. */
class RowPaths {
  readonly #first: number;
  readonly #last: number;
  readonly #evidence: RowEvidence;
  /** The rows that end before each line. All are kept: what follows may be the twin of one. */
  readonly #arrivals: Arrival[][] = [];

  /** @param previous the first line of the row before the range. */
  constructor({ start: first, end: last }: LineRange, previous: number, evidence: RowEvidence) {
    this.#first = first;
    this.#last = last;
    this.#evidence = evidence;
    const margin = Number.POSITIVE_INFINITY;
    this.#arrivals[0] = [{ row: evidence.row(previous, first), kind: "row", cost: 0, margin }];
  }

  /** Tells whether some way ends before a line. */
  reach(line: number): boolean {
    return this.#arrivals[line - this.#first] !== undefined;
  }

  /** Adds a row to the cheapest of the ways that end before it. */
  extend(row: PossibleRow, ownCost: number, kind: RowKind): void {
    let before: Arrival | undefined;
    let lowest = Number.POSITIVE_INFINITY;
    let second = Number.POSITIVE_INFINITY;
    const arrivals = this.#arrivals[row.start - this.#first] ?? NO_ARRIVALS;
    for (let i = 0; i < arrivals.length; i++) {
      const arrival = arrivals[i];
      if (arrival === undefined) break;
      const kin = kind === "row" ? this.#evidence.kinCost(arrival.row, row) : 0;
      const cost = arrival.cost + ownCost + kin;
      if (cost < lowest) {
        second = lowest;
        lowest = cost;
        before = arrival;
      } else second = Math.min(second, cost);
    }
    if (before === undefined) return;
    const arrival = { row, kind, cost: lowest, before, margin: second - lowest };
    const others = this.#arrivals[row.end - this.#first];
    if (others === undefined) this.#arrivals[row.end - this.#first] = [arrival];
    else others.push(arrival);
  }

  /** Gives the rows of the cheapest way through all lines. */
  cheapest(): readonly RowLines[] {
    const last = [...(this.#arrivals[this.#last - this.#first] ?? [])].sort(
      (a, b) => a.cost - b.cost,
    );
    const blocks: RowLines[] = [];
    let margin = (last[1]?.cost ?? Number.POSITIVE_INFINITY) - (last[0]?.cost ?? 0);
    for (let arrival = last[0]; arrival?.before !== undefined; arrival = arrival.before) {
      const { kind } = arrival;
      const { start, end } = arrival.row;
      const flaw = kind === "off-centre" || kind === "stray" ? kind : undefined;
      if (flaw !== undefined) blocks.push({ start, end, flaw });
      else blocks.push(margin < AMBIGUOUS ? { start, end, flaw: "ambiguous" } : { start, end });
      margin = arrival.margin;
    }
    return blocks.reverse();
  }
}
