import { countBelow } from "../count-below.js";

/**
 * Gives the numbers of a longest rising part of a list of different numbers: those that need not
 * move to sort it. Takes n log n steps (patience sorting).
 */
export function longestRise(numbers: readonly (number | undefined)[]): ReadonlySet<number> {
  /** The lowest number that ends a rising part of each length, from 1. */
  const ends: number[] = [];
  const before = new Map<number, number | undefined>();
  for (const number of numbers) {
    if (number === undefined) continue;
    const at = countBelow(ends, number);
    before.set(number, ends[at - 1]);
    ends[at] = number;
  }
  const rise = new Set<number>();
  for (let number = ends.at(-1); number !== undefined; number = before.get(number))
    rise.add(number);
  return rise;
}
