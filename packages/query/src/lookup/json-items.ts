import { decodeUtf8, encodeUtf8 } from "./utf8.js";

/** Holds items as JSON, with the byte offset of each and, as last number, of the end. */
export interface JsonItems {
  readonly offsets: Uint32Array;
  readonly json: Uint8Array;
}

/** Writes each item as JSON. */
export function writeJsonItems(items: readonly unknown[]): JsonItems {
  const texts = items.map((item) => encodeUtf8(JSON.stringify(item)));
  const offsets = new Uint32Array(items.length + 1);
  texts.forEach((text, i) => {
    offsets[i + 1] = (offsets[i] ?? 0) + text.length;
  });
  const json = new Uint8Array(offsets[items.length] ?? 0);
  texts.forEach((text, i) => {
    json.set(text, offsets[i]);
  });
  return { offsets, json };
}

/** Reads items that stand as JSON, each when it is first asked for. */
export class JsonItemReader<Item> {
  readonly #items: JsonItems;
  readonly #read = new Map<number, Item>();

  constructor(items: JsonItems) {
    this.#items = items;
  }

  /** Gives an item by its zero-based place, the same object each time. */
  at(place: number): Item | undefined {
    const known = this.#read.get(place);
    if (known !== undefined) return known;
    const { offsets, json } = this.#items;
    const start = offsets[place];
    const end = offsets[place + 1];
    if (start === undefined || end === undefined) return undefined;
    const item: Item = JSON.parse(decodeUtf8(json.subarray(start, end)));
    this.#read.set(place, item);
    return item;
  }

  all(): readonly Item[] {
    const items = Array.from(this.#items.offsets, (_, place) => this.at(place));
    return items.filter((item) => item !== undefined);
  }
}
