import { firstPort, lastPort, MAX_PORT, type Port } from "@portolan/model";

/**
 * Lists places by bucket. Two arrays of numbers hold all lists one after the other, so that a table
 * is made in one pass, and is the same in a file as in memory.
 */
export interface PlaceTable {
  /** Where the places of each bucket begin in `places`, and, as last number, where they end. */
  readonly starts: Uint32Array;
  /** The places, bucket after bucket, in each as they were given. */
  readonly places: Uint32Array;
}

/** Returns a table of places, each with its bucket: the n-th of one list with the n-th of the other. */
function placeTable(
  bucketCount: number,
  buckets: readonly number[],
  listed: readonly number[],
): PlaceTable {
  const starts = new Uint32Array(bucketCount + 1);
  for (const bucket of buckets) starts[bucket + 1] = (starts[bucket + 1] ?? 0) + 1;
  for (let bucket = 0; bucket < bucketCount; bucket++)
    starts[bucket + 1] = (starts[bucket + 1] ?? 0) + (starts[bucket] ?? 0);
  const free = starts.slice();
  const places = new Uint32Array(listed.length);
  buckets.forEach((bucket, i) => {
    const at = free[bucket] ?? 0;
    places[at] = listed[i] ?? 0;
    free[bucket] = at + 1;
  });
  return { starts, places };
}

/** Collects the places of items, added in rising order, and makes a table of them. */
export interface PlaceCollector<Item, Table> {
  add(item: Item, place: number): void;
  table(): Table;
}

/**
 * Collects places by texts that an item is found by. It holds no text: a bucket may have places of other
 * texts with the same hash, which whoever asks must sort out.
 */
export class PlacesByKey<Item> implements PlaceCollector<Item, PlaceTable> {
  readonly #keysOf: (item: Item) => readonly (string | undefined)[];
  readonly #hashes: number[] = [];
  readonly #places: number[] = [];

  constructor(keysOf: (item: Item) => readonly (string | undefined)[]) {
    this.#keysOf = keysOf;
  }

  add(item: Item, place: number): void {
    for (const key of this.#keysOf(item)) {
      if (key === undefined) continue;
      this.#hashes.push(hashOf(key));
      this.#places.push(place);
    }
  }

  table(): PlaceTable {
    const bucketCount = 2 ** Math.ceil(Math.log2(Math.max(this.#places.length, 1)));
    const buckets = this.#hashes.map((hash) => bucketOf(hash, bucketCount));
    return placeTable(bucketCount, buckets, this.#places);
  }
}

/** Returns the places that may be those of a text, among them all that are, each once, rising. */
export function candidatesFor({ starts, places }: PlaceTable, key: string): readonly number[] {
  const bucket = bucketOf(hashOf(key), starts.length - 1);
  return [...new Set(places.subarray(starts[bucket], starts[bucket + 1]))];
}

/** Hashes a text (FNV-1a over its UTF-16 code units). */
function hashOf(key: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < key.length; i++) hash = Math.imul(hash ^ key.charCodeAt(i), 0x01000193);
  return hash;
}

/** Gives the bucket of a hash, of a power of two of buckets. */
function bucketOf(hash: number, bucketCount: number): number {
  // The low bits of a product know only low bits; the high ones know all.
  return (hash ^ (hash >>> 15)) & (bucketCount - 1);
}

/** Lists the places of records by their first port. */
export interface PortTable extends PlaceTable {
  /** For each of `places`: the last port of its record. */
  readonly lasts: Uint32Array;
  /** For each of `places`: the highest last port up to there. */
  readonly reaches: Uint32Array;
}

/** Collects places by the port or range that an item has, or none. */
export class PlacesByPort implements PlaceCollector<{ readonly port?: Port }, PortTable> {
  readonly #firsts: number[] = [];
  readonly #places: number[] = [];
  /** The last port of each place. */
  readonly #lasts: number[] = [];

  add({ port }: { readonly port?: Port }, place: number): void {
    if (port === undefined || !isPort(firstPort(port))) return;
    this.#firsts.push(firstPort(port));
    this.#places.push(place);
    this.#lasts[place] = lastPort(port);
  }

  table(): PortTable {
    const table = placeTable(MAX_PORT + 1, this.#firsts, this.#places);
    const lasts = table.places.map((place) => this.#lasts[place] ?? 0);
    let reach = 0;
    const reaches = lasts.map((last) => {
      reach = Math.max(reach, last);
      return reach;
    });
    return { ...table, lasts, reaches };
  }
}

/** Tells whether a number can be asked for; a registry that no reader made may hold others. */
function isPort(number: number): boolean {
  return number >= 0 && number <= MAX_PORT;
}

/**
 * Returns the places whose port or range overlaps a port or range, rising. It walks down from the last
 * one that begins in time and stops where no earlier one reaches far enough; in IANA's registry,
 * where ranges hardly overlap, that is after one or two steps.
 */
export function placesOnPort(
  { starts, places, lasts, reaches }: PortTable,
  port: Port,
): readonly number[] {
  const first = firstPort(port);
  const found: number[] = [];
  let at = (starts[Math.min(lastPort(port), MAX_PORT) + 1] ?? 0) - 1;
  for (; at >= 0 && (reaches[at] ?? 0) >= first; at--)
    if ((lasts[at] ?? 0) >= first) found.push(places[at] ?? 0);
  found.reverse();
  // Most registries are in the order of their ports.
  return isRising(found) ? found : found.sort((a, b) => a - b);
}

function isRising(numbers: readonly number[]): boolean {
  for (let i = 1; i < numbers.length; i++)
    if ((numbers[i] ?? 0) < (numbers[i - 1] ?? 0)) return false;
  return true;
}
