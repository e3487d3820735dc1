/**
 * Lists places by bucket. Two arrays of numbers hold all lists one after the other, so that a table
 * is made in one pass, and stands in a file as it stands in memory.
 */
export interface PlaceTable {
  /** Where the places of each bucket begin in `places`, and, as last number, where they end. */
  readonly starts: Uint32Array;
  /** The places, bucket after bucket, in each as they were given. */
  readonly places: Uint32Array;
}

/** Makes a table of places, each with the number of its bucket. */
export function placeTable(
  bucketCount: number,
  entries: readonly (readonly [bucket: number, place: number])[],
): PlaceTable {
  const starts = new Uint32Array(bucketCount + 1);
  for (const [bucket] of entries) starts[bucket + 1] = (starts[bucket + 1] ?? 0) + 1;
  for (let bucket = 0; bucket < bucketCount; bucket++)
    starts[bucket + 1] = (starts[bucket + 1] ?? 0) + (starts[bucket] ?? 0);
  const free = starts.slice();
  const places = new Uint32Array(entries.length);
  for (const [bucket, place] of entries) {
    const at = free[bucket] ?? 0;
    places[at] = place;
    free[bucket] = at + 1;
  }
  return { starts, places };
}
