import { headingOf, joinStretches, type Stretch } from "./stretches.js";

/** Most stretches over which the words of one heading stand. */
const MOST_PARTS = 3;

/**
 * Joins stretches to columns, one for each heading: a heading may stand over several, and text
 * beside a heading belongs to one of its two neighbours.
 */
export function groupByHeading(
  stretches: readonly Stretch[],
  isHeading: (text: string) => boolean,
): readonly Stretch[] {
  const isLeftAligned = standAtLeft(stretches);
  const groups: Stretch[] = [];
  let loose: Stretch[] = [];
  for (let i = 0; i < stretches.length; ) {
    const count = partsOfHeading(stretches, i, isHeading);
    const group = joinStretches(stretches.slice(i, i + Math.max(1, count)));
    i += Math.max(1, count);
    if (count === 0) {
      loose.push(group);
      continue;
    }
    const left = groups.pop();
    if (left === undefined) groups.push(joinStretches([...loose, group]));
    else {
      const split = isLeftAligned ? loose.length : bestSplit(left, loose, group.start);
      groups.push(joinStretches([left, ...loose.slice(0, split)]));
      groups.push(joinStretches([...loose.slice(split), group]));
    }
    loose = [];
  }
  const last = groups.pop();
  return last === undefined ? [] : [...groups, joinStretches([last, ...loose])];
}

/**
 * Tells whether headings stand at the left edge of their columns, as links has them, and not in
 * the middle: none has text below it to its left, nor alone beside it.
 */
function standAtLeft(stretches: readonly Stretch[]): boolean {
  return stretches.every(({ words, bodyStart }, i) => {
    if (words.length === 0) return true;
    if (bodyStart === undefined) return stretches[i - 1]?.words.length !== 0;
    return bodyStart >= Math.min(...words.map(({ start }) => start));
  });
}

/**
 * Counts the stretches, from one on, whose words together are the longest heading that is known;
 * 1 for words that are no known heading, 0 where there are none.
 */
function partsOfHeading(
  stretches: readonly Stretch[],
  from: number,
  isHeading: (text: string) => boolean,
): number {
  if (stretches[from]?.words.length === 0) return 0;
  for (let count = MOST_PARTS; count > 1; count--) {
    const parts = stretches.slice(from, from + count);
    const isWhole = parts.length === count && parts.at(-1)?.words.length !== 0;
    if (isWhole && isHeading(headingOf(parts.flatMap(({ words }) => words)))) return count;
  }
  return 1;
}

/** Finds how many of the loose stretches right of a heading leave it best in the middle. */
function bestSplit(left: Stretch, loose: readonly Stretch[], nextStart: number): number {
  const headStart = Math.min(...left.words.map(({ start }) => start));
  const headEnd = Math.max(...left.words.map(({ end }) => end));
  const errors = [...loose, undefined].map((stretch) => {
    const edge = (stretch?.start ?? nextStart) - 1;
    return Math.abs(headStart - left.start - (edge - headEnd));
  });
  return errors.indexOf(Math.min(...errors));
}
