import { type PlaceTable, placeTable } from "./place-table.js";

/**
 * Makes a table that finds places by a text. It holds no text: a bucket may have places of other
 * texts with the same hash, which whoever asks must sort out.
 *
 * @param entries in rising order of the places.
 */
export function keyTable(entries: readonly (readonly [key: string, place: number])[]): PlaceTable {
  const bucketCount = 2 ** Math.ceil(Math.log2(Math.max(entries.length, 1)));
  return placeTable(
    bucketCount,
    entries.map(([key, place]) => [bucketOf(key, bucketCount), place]),
  );
}

/** Gives the places that may be those of a text, among them all that are, each once, rising. */
export function candidatesFor({ starts, places }: PlaceTable, key: string): readonly number[] {
  const bucket = bucketOf(key, starts.length - 1);
  return [...new Set(places.subarray(starts[bucket], starts[bucket + 1]))];
}

/** Hashes a text into a power of two of buckets (FNV-1a over its UTF-16 code units). */
function bucketOf(key: string, bucketCount: number): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < key.length; i++) hash = Math.imul(hash ^ key.charCodeAt(i), 0x01000193);
  // The low bits of a product know only low bits; the high ones know all.
  return (hash ^ (hash >>> 15)) & (bucketCount - 1);
}
