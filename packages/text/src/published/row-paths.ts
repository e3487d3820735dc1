import type { RowEvidence } from "./row-evidence.js";

/**
 * Names what the layout does not explain: `off-centre`, a row whose cells do not stand in its
 * middle; `ambiguous`, one that could as well share lines with the row before; `stray`, a line
 * that belongs to no row.
 */
export type RowFlaw = "off-centre" | "ambiguous" | "stray";

/** Holds one row: its first line and the line after its last one. */
export interface RowBlock {
  readonly start: number;
  readonly end: number;
  readonly flaw?: RowFlaw;
}

/** Says what lines are on a path; only a `row` is weighed against the one before. */
export type RowKind = "certain" | "row" | "off-centre" | "stray";

/** Two ways whose costs differ by less are told apart by little. */
const AMBIGUOUS = 1.5;

/** Holds a row at the end of the cheapest way to it. */
interface Arrival {
  readonly start: number;
  readonly end: number;
  readonly kind: RowKind;
  readonly cost: number;
  readonly before?: Arrival;
  /** What the second cheapest way to it costs more. */
  readonly margin: number;
}

/** Finds the cheapest way through the lines of a table, from row to row. */
export class RowPaths {
  readonly #lineCount: number;
  readonly #evidence: RowEvidence;
  /** The rows that end before each line. All are kept: what follows may be the twin of one. */
  readonly #arrivals: Arrival[][] = [];

  constructor(lineCount: number, evidence: RowEvidence) {
    this.#lineCount = lineCount;
    this.#evidence = evidence;
    this.#arrivals[0] = [
      { start: 0, end: 0, kind: "certain", cost: 0, margin: Number.POSITIVE_INFINITY },
    ];
  }

  /** Tells whether some way ends before a line. */
  reach(line: number): boolean {
    return this.#arrivals[line] !== undefined;
  }

  /** Adds a row to the cheapest of the ways that end before it. */
  extend(start: number, end: number, ownCost: number, kind: RowKind): void {
    let before: Arrival | undefined;
    let lowest = Number.POSITIVE_INFINITY;
    let second = Number.POSITIVE_INFINITY;
    for (const arrival of this.#arrivals[start] ?? []) {
      const kin = kind === "row" ? this.#evidence.kinCost(arrival.start, start, end) : 0;
      const cost = arrival.cost + ownCost + kin;
      if (cost < lowest) {
        second = lowest;
        lowest = cost;
        before = arrival;
      } else second = Math.min(second, cost);
    }
    if (before === undefined) return;
    const arrival = { start, end, kind, cost: lowest, before, margin: second - lowest };
    const others = this.#arrivals[end];
    if (others === undefined) this.#arrivals[end] = [arrival];
    else others.push(arrival);
  }

  /** Gives the rows of the cheapest way through all lines. */
  cheapest(): readonly RowBlock[] {
    const last = [...(this.#arrivals[this.#lineCount] ?? [])].sort((a, b) => a.cost - b.cost);
    const blocks: RowBlock[] = [];
    let margin = (last[1]?.cost ?? Number.POSITIVE_INFINITY) - (last[0]?.cost ?? 0);
    for (let row = last[0]; row?.before !== undefined; row = row.before) {
      const { start, end, kind } = row;
      const flaw = kind === "off-centre" || kind === "stray" ? kind : undefined;
      if (flaw !== undefined) blocks.push({ start, end, flaw });
      else blocks.push(margin < AMBIGUOUS ? { start, end, flaw: "ambiguous" } : { start, end });
      margin = row.margin;
    }
    return blocks.reverse();
  }
}
