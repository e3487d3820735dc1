import type { LineStretch } from "./row-candidates.js";
import type { RowEvidence } from "./row-evidence.js";

/**
 * Names what the layout does not explain: `off-centre`, a row whose cells do not stand in its
 * middle; `ambiguous`, one that could as well share lines with the row before; `stray`, a line
 * that belongs to no row.
 */
export type RowFlaw = "off-centre" | "ambiguous" | "stray";

/** Holds the lines of one row. */
export interface RowBlock extends LineStretch {
  readonly flaw?: RowFlaw;
}

/** Says what lines are on a path; only a `row` is weighed against the one before. */
export type RowKind = "row" | "off-centre" | "stray";

/** Two ways whose costs differ by less are told apart by little. */
const AMBIGUOUS = 1.5;

/** Holds a row at the end of the cheapest way to it. */
interface Arrival extends LineStretch {
  readonly kind: RowKind;
  readonly cost: number;
  readonly before?: Arrival;
  /** What the second cheapest way to it costs more. */
  readonly margin: number;
}

/** Finds the cheapest way through lines of a table, from row to row. */
export class RowPaths {
  readonly #first: number;
  readonly #last: number;
  readonly #evidence: RowEvidence;
  /** The rows that end before each line. All are kept: what follows may be the twin of one. */
  readonly #arrivals: Arrival[][] = [];

  /** @param previous the first line of the row before the stretch. */
  constructor({ start: first, end: last }: LineStretch, previous: number, evidence: RowEvidence) {
    this.#first = first;
    this.#last = last;
    this.#evidence = evidence;
    const margin = Number.POSITIVE_INFINITY;
    this.#arrivals[0] = [{ start: previous, end: first, kind: "row", cost: 0, margin }];
  }

  /** Tells whether some way ends before a line. */
  reach(line: number): boolean {
    return this.#arrivals[line - this.#first] !== undefined;
  }

  /** Adds a row to the cheapest of the ways that end before it. */
  extend(start: number, end: number, ownCost: number, kind: RowKind): void {
    let before: Arrival | undefined;
    let lowest = Number.POSITIVE_INFINITY;
    let second = Number.POSITIVE_INFINITY;
    for (const arrival of this.#arrivals[start - this.#first] ?? []) {
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
    const others = this.#arrivals[end - this.#first];
    if (others === undefined) this.#arrivals[end - this.#first] = [arrival];
    else others.push(arrival);
  }

  /** Gives the rows of the cheapest way through all lines. */
  cheapest(): readonly RowBlock[] {
    const last = [...(this.#arrivals[this.#last - this.#first] ?? [])].sort(
      (a, b) => a.cost - b.cost,
    );
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
