import type { Span } from "./problem.js";

/** Leads to a value inside plain data: keys of objects, zero-based indexes of lists. */
export type DataPath = readonly (string | number)[];

/** Gives the place of a value of the data in its source. */
export type LocateData = (path: DataPath) => Span | undefined;

/** Holds what a text of JSON or YAML says, and where. */
export interface DataDocument {
  readonly data: unknown;
  readonly locate: LocateData;
  /** Gives the zero-based offsets of the items of “records”. */
  readonly recordOffsets: () => readonly number[];
}

/** How deep lists and objects of a text may nest; a registry with text in 64 paragraphs nests less. */
export const MAX_DATA_DEPTH = 256;

/** Holds an entry of a list that was read by itself. */
export interface DataEntry {
  readonly data: unknown;
  /** Zero-based offset in the source. */
  readonly start: number;
}

/**
 * Puts entries back into the object that is left of a document without them.
 *
 * @param entries - by the key of their list.
 * @param locateIn - gives the place of a value of an entry.
 */
export function withEntries<Entry extends DataEntry>(
  frame: { readonly data: object; readonly locate: LocateData },
  entries: ReadonlyMap<string, readonly Entry[]>,
  locateIn: (entry: Entry, path: DataPath) => Span | undefined,
): DataDocument {
  const lists = [...entries].map(([list, items]) => [list, items.map(({ data }) => data)] as const);
  return {
    data: { ...frame.data, ...Object.fromEntries(lists) },
    recordOffsets: () => entries.get("records")?.map(({ start }) => start) ?? [],
    locate: (path) => {
      const entry = entries.get(String(path[0]))?.[Number(path[1])];
      return entry === undefined ? frame.locate(path) : locateIn(entry, path.slice(2));
    },
  };
}

/**
 * Leaves stretches out of a text, such as entries that are read by themselves.
 *
 * @param stretches - in the order of the text.
 * @returns what is left, and what gives the offset in the text of one in what is left.
 */
export function withoutStretches(
  source: string,
  stretches: readonly { readonly start: number; readonly end: number }[],
): { readonly text: string; readonly offsetOf: (offset: number) => number } {
  let text = "";
  let at = 0;
  const end = source.length;
  const pieces = [...stretches, { start: end, end }].map((stretch) => {
    const piece = { from: at, inText: text.length };
    text += source.slice(at, stretch.start);
    at = stretch.end;
    return piece;
  });
  const offsetOf = (offset: number): number => {
    const piece = pieces.findLast(({ inText }) => inText <= offset);
    return piece === undefined ? offset : piece.from + offset - piece.inText;
  };
  return { text, offsetOf };
}
