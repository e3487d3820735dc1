import { requireParts } from "./argument.js";
import type { ParseResult } from "./parse-result.js";
import type { Problem } from "./problem.js";
import {
  createRegistry,
  type Footnote,
  type Person,
  type Registry,
  type ServiceRecord,
} from "./registry.js";

/** Holds what of a registry belongs to its records, and is known for sure when they are all there. */
export type RegistryTail = Pick<Registry, "people" | "footnotes">;

/**
 * Writes one registry in one format part by part, without holding more of it than a part. Put
 * together, the texts are the document.
 */
export interface PartWriter {
  /** Begins the document. Called once, before the rest. */
  begin(header: RegistryHeader): string;
  /** Writes the next record. */
  record(record: ServiceRecord): string;
  /** Ends the document. Called once, after the rest. */
  end(tail: RegistryTail): string;
}

/** So many parts are joined to a chunk: what they were made of need not be kept for long. */
const PARTS_PER_CHUNK = 64;

/** Writes a whole registry in chunks, each made when it is asked for. */
export function* registryChunks(
  registry: Registry,
  writer: PartWriter,
): Generator<string, void, undefined> {
  let parts = [writer.begin(registry)];
  for (const record of registry.records) {
    parts.push(writer.record(record));
    if (parts.length < PARTS_PER_CHUNK) continue;
    yield parts.join("");
    parts = [];
  }
  parts.push(writer.end(registry));
  yield parts.join("");
}

/** Holds what a document says about the whole registry. */
export type RegistryHeader = Omit<Registry, "records" | "people" | "footnotes">;

/**
 * Holds one part of a registry, as the streaming readers of every format hand it over. One key
 * says which: `"record" in part`.
 *
 * - Parts come in document order.
 * - A `header` comes before the first record, in formats that have one. Where something is added
 *   to it further on, the whole header comes again at the end: the last one counts.
 * - The problems found in a part come right before it. Their positions, and the offset of a record,
 *   count from the beginning of the whole document, in UTF-16 code units.
 */
export type RegistryPart =
  | { readonly header: RegistryHeader }
  | {
      readonly record: ServiceRecord;
      /** Zero-based offset of the record in the document. */
      readonly offset: number;
    }
  | { readonly person: Person }
  | { readonly footnote: Footnote }
  | { readonly problem: Problem };

/** Holds a part of the registry itself, no problem. */
export type DataPart = Exclude<RegistryPart, { readonly problem: Problem }>;

/**
 * Gives parts in lists: those of a stretch of text together, because waiting for each of them alone
 * takes longer than making it.
 */
export type PartLists = AsyncGenerator<readonly RegistryPart[], void, undefined>;

/** Gives parts one by one, or several together. */
export type PartStream = AsyncIterable<RegistryPart | readonly RegistryPart[]>;

/** Gives the list of what comes alone or in a list. */
export function listOfParts<Part extends object>(item: Part | readonly Part[]): readonly Part[] {
  return Array.isArray(item) ? item : [item as Part];
}

/**
 * Gives a registry that is there whole in parts, in document order.
 *
 * @param offsets - of the records, where they are known.
 */
export function* partsOfRegistry(
  { records, people, footnotes, ...header }: Registry,
  offsets: readonly number[] = [],
): Generator<DataPart> {
  yield { header };
  for (const [index, record] of records.entries()) yield { record, offset: offsets[index] ?? 0 };
  for (const person of people) yield { person };
  for (const footnote of footnotes) yield { footnote };
}

/** Puts the parts of a registry together. */
export class RegistryCollector {
  #header: RegistryHeader = createRegistry();
  readonly #records: ServiceRecord[] = [];
  readonly #offsets: number[] = [];
  readonly #people: Person[] = [];
  readonly #footnotes: Footnote[] = [];
  readonly #problems: Problem[] = [];

  /** Takes the next part. */
  add(part: RegistryPart): void {
    if ("record" in part) {
      this.#records.push(part.record);
      this.#offsets.push(part.offset);
    } else if ("person" in part) this.#people.push(part.person);
    else if ("footnote" in part) this.#footnotes.push(part.footnote);
    else if ("problem" in part) this.#problems.push(part.problem);
    else this.#header = part.header;
  }

  /** Gives what was put together so far. */
  result(): ParseResult {
    const registry = {
      ...this.#header,
      records: this.#records,
      people: this.#people,
      footnotes: this.#footnotes,
    };
    return { registry, problems: this.#problems, offsets: this.#offsets };
  }
}

/**
 * Reads a stream of parts to its end.
 *
 * @returns what the reader of the whole document gives; only problems may be in another order.
 * @example
 * const { registry } = await collectParts(streamXml(chunks));
 */
export async function collectParts(parts: PartStream): Promise<ParseResult> {
  requireParts(parts, "collectParts", "parts");
  const collector = new RegistryCollector();
  for await (const item of parts) for (const part of listOfParts(item)) collector.add(part);
  return collector.result();
}
