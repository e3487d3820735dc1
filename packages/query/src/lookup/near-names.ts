import { distance } from "fastest-levenshtein";

/** Most names that a suggestion holds. */
const MOST = 5;

/**
 * Gives the names nearest to one that was not found: at most two letters wrong, missing or too many
 * (one in names of up to four letters), the nearest first, else in the order given.
 */
export function nearNames(wanted: string, names: Iterable<string>): readonly string[] {
  const target = wanted.toLowerCase();
  const limit = target.length <= 4 ? 1 : 2;
  const near: (readonly [steps: number, name: string])[] = [];
  for (const name of names) {
    if (Math.abs(name.length - target.length) > limit) continue;
    const steps = distance(target, name.toLowerCase());
    if (steps <= limit) near.push([steps, name]);
  }
  return near
    .sort(([a], [b]) => a - b)
    .slice(0, MOST)
    .map(([, name]) => name);
}
