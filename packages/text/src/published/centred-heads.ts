import type { HeadWord, Stretch } from "./stretches.js";

/**
 * Finds where columns begin that have no text, as far as one looks, which begins where they do.
 * Each line of a heading stands in the middle of its column, `floor((W - w) / 2)` to the right of
 * its edge (`w` the width of the line, `W` that of the column). So where the column begins tells
 * where the next one does, up to one screen column, and the next edge that is known tells which.
 *
 * @returns for each column its first screen column, or the gap before it where either is possible.
 */
export function startsOfCentred(columns: readonly Stretch[]): readonly number[] {
  const starts = columns.map(({ start }) => start);
  for (let known = 0; known < columns.length; known++) {
    if (!beginsAtEdge(columns[known])) continue;
    const ways = waysAfter(columns, known, starts[known] ?? 0);
    for (let i = 0; i < (ways[0]?.length ?? 0); i++)
      starts[known + 1 + i] = Math.min(...ways.map((way) => way[i] ?? Number.POSITIVE_INFINITY));
  }
  return starts;
}

/** Gives the least width of a column for its heading to stand in the middle. */
export function leastWidth({ words }: Stretch, start: number): number {
  return widthsFor(words, start).least;
}

/** Tells whether the first text of a column stands at its left edge, or nothing stands before it. */
function beginsAtEdge(column: Stretch | undefined): boolean {
  return column !== undefined && column.bodyStart === column.start;
}

/** Gives all places of the columns after one, up to the next that is known. */
function waysAfter(
  columns: readonly Stretch[],
  at: number,
  start: number,
): readonly (readonly number[])[] {
  const [column, next] = [columns[at], columns[at + 1]];
  if (column === undefined || next === undefined) return [[]];
  const { least, most } = widthsFor(column.words, start);
  const places = least === most ? [start + least + 1] : [start + least + 1, start + most + 1];
  if (beginsAtEdge(next)) return places.includes(next.start) ? [[]] : [];
  return places
    .filter((place) => least <= most && place > column.end && place <= next.start)
    .flatMap((place) => waysAfter(columns, at + 1, place).map((rest) => [place, ...rest]));
}

/** Says how wide a column can be for its heading to stand in the middle. */
function widthsFor(
  words: readonly HeadWord[],
  start: number,
): { readonly least: number; readonly most: number } {
  let least = 0;
  let most = Number.POSITIVE_INFINITY;
  for (const line of new Set(words.map((word) => word.line))) {
    const its = words.filter((word) => word.line === line);
    const left = Math.min(...its.map((word) => word.start));
    const right = Math.max(...its.map((word) => word.end));
    const width = right - left + 2 * (left - start);
    least = Math.max(least, width);
    most = Math.min(most, width + 1);
  }
  return { least, most };
}
