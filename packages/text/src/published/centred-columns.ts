import { type LineCounts, mostBetween } from "./line-counts.js";

/** Says how the cells of a column stand in it. */
export type Alignment = "left" | "centred";

/** Holds the screen columns that one line of a heading takes. */
export interface HeadLine {
  readonly left: number;
  readonly right: number;
}

/**
 * What it costs when a line of a heading does not stand in the middle: for each line of the table, and
 * for all. A line with text on a border costs 1; one with a text that begins behind the border of a
 * column that is left-aligned speaks for it as much.
 */
const OFF_CENTRE = { perLine: 0.3, once: 1 };

/** Share of the lines of headings that may stand out of the middle, as where one line is damaged. */
const MOST_OFF_CENTRE = 1 / 3;

/**
 * Finds where the columns of IANA's text begin. Each line of a heading stands in the middle of its
 * column, `floor((W - w) / 2)` to the right of its edge (`w` the width of the line, `W` that of the
 * column), and the next column begins one behind the edge: so the headings alone tell all borders, up
 * to one screen column each. Of all ways to place them, the one with the lowest cost is taken
 * (dynamic programming from left to right and back), so that one damaged line moves no border.
 *
 * @returns undefined where too many headings do not stand in the middle.
 */
export function startsOfCentred(
  heads: readonly (readonly HeadLine[])[],
  alignments: readonly (Alignment | undefined)[],
  { lines, withText, withStart }: LineCounts,
): { starts: readonly number[]; leeways: readonly number[]; cost: number } | undefined {
  const perHeading = OFF_CENTRE.once + OFF_CENTRE.perLine * lines;
  const most = mostBetween(lines);
  const places = heads.map((head, i) => placesBefore(heads[i - 1], head, withText, most));
  if (places.length === 0 || places.some((own) => own.length === 0)) return undefined;
  const ownCost = (column: number, start: number): number => {
    const crossed = start === 0 ? 0 : (withText[start - 1] ?? 0);
    return crossed - (alignments[column] === "centred" ? 0 : (withStart[start] ?? 0));
  };
  /**
   * Gives the lowest cost of a neighbour and of the heading between, which stands in the middle at two
   * places of the neighbour for each of its lines, and at no other.
   *
   * @param column - the left one of the two.
   * @param lowest - the lowest cost of all places of the neighbour on the right side of this one.
   */
  const costBeside = (
    column: number,
    place: number,
    costs: ReadonlyMap<number, number>,
    lowest: number,
  ): number => {
    const head = heads[column] ?? [];
    let best = lowest + perHeading * head.length;
    for (const { left, right } of head)
      for (const other of [left + right + 1 - place, left + right + 2 - place]) {
        const cost = costs.get(other);
        if (cost === undefined) continue;
        const [start, next] = other < place ? [other, place] : [place, other];
        best = Math.min(best, cost + perHeading * countOffCentre(head, start, next - 1));
      }
    return best;
  };

  /** The lowest costs of what is left of a place with it, and of what is right of it, by places. */
  const costsLeft: Map<number, number>[] = [];
  for (const [i, own] of places.entries()) {
    const before = costsLeft[i - 1];
    const costs = new Map<number, number>();
    for (const place of own) {
      const beside =
        before === undefined ? 0 : costBeside(i - 1, place, before, lowestBelow(before, place));
      costs.set(place, beside + ownCost(i, place));
    }
    costsLeft.push(costs);
  }
  const costsRight: Map<number, number>[] = [];
  for (let i = places.length - 1; i >= 0; i--) {
    const after = costsRight[i + 1];
    const withOwn = new Map<number, number>();
    for (const [next, cost] of after ?? []) withOwn.set(next, cost + ownCost(i + 1, next));
    const costs = new Map<number, number>();
    for (const place of places[i] ?? [])
      costs.set(
        place,
        after === undefined ? 0 : costBeside(i, place, withOwn, lowestAbove(withOwn, place)),
      );
    costsRight[i] = costs;
  }

  const cost = Math.min(...(costsLeft.at(-1)?.values() ?? []));
  const starts: number[] = [];
  const leeways: number[] = [];
  for (const [i, own] of places.entries()) {
    const best = own.filter(
      (place) =>
        (costsLeft[i]?.get(place) ?? 0) + (costsRight[i]?.get(place) ?? 0) <= cost + ROUNDING,
    );
    const start = Math.min(...best);
    starts.push(start);
    leeways.push(Math.max(...best) - start);
  }
  let offCentre = 0;
  for (let i = 0; i + 1 < starts.length; i++)
    offCentre += leastOffCentre(
      heads[i] ?? [],
      around(starts, leeways, i),
      around(starts, leeways, i + 1),
    );
  const all = heads.reduce((sum, head) => sum + head.length, 0);
  return offCentre <= all * MOST_OFF_CENTRE ? { starts, leeways, cost } : undefined;
}

function lowestBelow(costs: ReadonlyMap<number, number>, limit: number): number {
  let lowest = Number.POSITIVE_INFINITY;
  for (const [place, cost] of costs) if (place < limit && cost < lowest) lowest = cost;
  return lowest;
}

function lowestAbove(costs: ReadonlyMap<number, number>, limit: number): number {
  let lowest = Number.POSITIVE_INFINITY;
  for (const [place, cost] of costs) if (place > limit && cost < lowest) lowest = cost;
  return lowest;
}

/** Gives the screen columns at which a column may begin. */
function around(
  starts: readonly number[],
  leeways: readonly number[],
  i: number,
): readonly number[] {
  const start = starts[i] ?? 0;
  return Array.from({ length: (leeways[i] ?? 0) + 1 }, (_, k) => start + k);
}

/** Counts the lines of a heading that stand in the middle of no column that may begin and end there. */
function leastOffCentre(
  head: readonly HeadLine[],
  starts: readonly number[],
  nexts: readonly number[],
): number {
  const [first = 0] = nexts;
  const last = first + nexts.length - 1;
  let least = head.length;
  for (const start of starts)
    for (const { left, right } of head) {
      // A line is in the middle where as much is on its right as on its left, or one more.
      const next = right + left - start + 1;
      for (const place of [next, next + 1])
        if (first <= place && place <= last)
          least = Math.min(least, countOffCentre(head, start, place - 1));
    }
  return least;
}

/** Costs that differ by less are the same. */
const ROUNDING = 1e-6;

/** Gives the screen columns at which a column may begin: between its heading and the one before. */
function placesBefore(
  before: readonly HeadLine[] | undefined,
  head: readonly HeadLine[],
  withText: Uint32Array,
  most: number,
): readonly number[] {
  const first = before === undefined ? 0 : Math.min(...before.map(({ right }) => right)) + 1;
  const last = Math.max(...head.map(({ left }) => left));
  const places: number[] = [];
  for (let place = first; place <= last; place++)
    if (place === 0 || (withText[place - 1] ?? 0) <= most) places.push(place);
  return places;
}

/** Counts the lines of a heading that do not stand in the middle of a column. */
function countOffCentre(head: readonly HeadLine[], start: number, end: number): number {
  let count = 0;
  for (const { left, right } of head) {
    const room = end - start - (right - left);
    if (room < 0 || left - start !== room >> 1) count++;
  }
  return count;
}
