import type { Person, Registry, ServiceRecord } from "@portolan/model";
import {
  listOfParts,
  type PartStream,
  requireBytes,
  requireParts,
  requireRecords,
} from "@portolan/model/internal";
import type { PlaceTable } from "./place-table.js";
import { COLLECTORS, type IndexContent, indexOver, type RegistryIndex } from "./registry-index.js";

/** Tells an index from other bytes; where bytes are ordered otherwise, it is another number. */
const MARK = 0x786e7270;

/** Raised with every change of the layout, or of what the tables list. */
const VERSION = 4;

/**
 * Writes the index of a registry as bytes, with its records and people, for {@link loadIndex} on the
 * same kind of machine. The header, notes and footnotes of the registry are not in it.
 */
export function serializeIndex(registry: Pick<Registry, "records" | "people">): Uint8Array {
  requireRecords(registry, "serializeIndex", "registry");
  const writer = new IndexWriter();
  for (const record of registry.records) writer.addRecord(record);
  for (const person of registry.people) writer.addPerson(person);
  return writer.finish();
}

/**
 * Reads a stream of parts to its end and writes the index of their registry, as {@link serializeIndex}
 * does. No record is held meanwhile, only its JSON. Problems are passed by.
 *
 * @example
 * const bytes = await collectIndex(streamXml(chunks));
 */
export async function collectIndex(parts: PartStream): Promise<Uint8Array> {
  requireParts(parts, "collectIndex", "parts");
  const writer = new IndexWriter();
  for await (const item of parts)
    for (const part of listOfParts(item)) {
      if ("record" in part) writer.addRecord(part.record);
      else if ("person" in part) writer.addPerson(part.person);
    }
  return writer.finish();
}

/** Writes an index of records and people, given in registry order. */
class IndexWriter {
  readonly #ports = COLLECTORS.ports();
  readonly #keys = [COLLECTORS.names(), COLLECTORS.relations(), COLLECTORS.codes()];
  readonly #people = COLLECTORS.people();
  readonly #recordItems = new JsonItemWriter();
  readonly #personItems = new JsonItemWriter();
  readonly #registered = new Set<string>();

  addRecord(record: ServiceRecord): void {
    const place = this.#recordItems.add(record);
    for (const table of [this.#ports, ...this.#keys]) table.add(record, place);
    if (record.name !== undefined) this.#registered.add(record.name);
  }

  addPerson(person: Person): void {
    this.#people.add(person, this.#personItems.add(person));
  }

  finish(): Uint8Array {
    const { starts, places, lasts, reaches } = this.#ports.table();
    const tables = [...this.#keys, this.#people].map((collector) => collector.table());
    const numbers = [starts, places, lasts, reaches];
    for (const table of tables) numbers.push(table.starts, table.places);
    return joinSections([
      ...numbers.map((list) => [list]),
      ...this.#recordItems.sections(),
      ...this.#personItems.sections(),
      [encoder.encode(JSON.stringify([...this.#registered]))],
    ]);
  }
}

/**
 * Makes the index that bytes of {@link serializeIndex} hold. It reads records when a look-up first
 * asks for one, so that loading takes no time worth speaking of. The bytes must not change afterwards;
 * those that may have changed before need a checksum, for only their version and lengths are looked
 * at here.
 *
 * @returns undefined where they are of another version, or cut off: make the index anew.
 */
export function loadIndex(bytes: Uint8Array): RegistryIndex | undefined {
  requireBytes(bytes, "loadIndex", "bytes");
  const sections = sectionsOf(bytes)?.values();
  if (sections === undefined) return undefined;
  const next = (): Uint8Array => sections.next().value ?? new Uint8Array();
  const table = (): PlaceTable => ({ starts: numbersOf(next()), places: numbersOf(next()) });
  const ports = { ...table(), lasts: numbersOf(next()), reaches: numbersOf(next()) };
  const [names, relations, codes, people] = [table(), table(), table(), table()];
  const recordItems = new JsonItemReader<ServiceRecord>(numbersOf(next()), next());
  const personItems = new JsonItemReader<Person>(numbersOf(next()), next());
  const registered = next();
  const content: IndexContent = {
    get records() {
      return recordItems.all();
    },
    record: (place) => recordItems.at(place),
    person: (place) => personItems.at(place),
    get names(): readonly string[] {
      return JSON.parse(decoder.decode(registered));
    },
  };
  return indexOver(content, {
    ports: () => ports,
    names: () => names,
    relations: () => relations,
    codes: () => codes,
    people: () => people,
  });
}

/** Four numbers and four tables of two, records and people with their offsets, and the names. */
const SECTIONS = 4 + 4 * 2 + 2 * 2 + 1;

/** Sections begin at multiples of this many bytes, so that their numbers are read where they stand. */
const ALIGNMENT = Uint32Array.BYTES_PER_ELEMENT;

/** Holds the pieces of a section, which follow each other without a gap. */
type Section = readonly (Uint8Array | Uint32Array)[];

/** Joins sections behind the mark, the version and the length in bytes of each. */
function joinSections(sections: readonly Section[]): Uint8Array {
  const lengths = sections.map((pieces) =>
    pieces.reduce((sum, { byteLength }) => sum + byteLength, 0),
  );
  const head = Uint32Array.of(MARK, VERSION, ...lengths);
  const size = lengths.reduce((sum, length) => sum + aligned(length), head.byteLength);
  const joined = new Uint8Array(size);
  let at = 0;
  for (const pieces of [[head], ...sections]) {
    for (const { buffer, byteOffset, byteLength } of pieces) {
      joined.set(new Uint8Array(buffer, byteOffset, byteLength), at);
      at += byteLength;
    }
    at = aligned(at);
  }
  return joined;
}

/**
 * Returns the sections that {@link joinSections} joined, without copying them; undefined where bytes are of
 * another version, or more or fewer than their lengths say.
 *
 * @param bytes copied only where they do not begin at a multiple of four in their memory.
 */
function sectionsOf(bytes: Uint8Array): readonly Uint8Array[] | undefined {
  const whole = bytes.byteOffset % ALIGNMENT === 0 ? bytes : bytes.slice();
  const [mark, version, ...lengths] = numbersOf(whole.subarray(0, ALIGNMENT * (2 + SECTIONS)));
  if (mark !== MARK || version !== VERSION || lengths.length < SECTIONS) return undefined;
  let at = ALIGNMENT * (2 + SECTIONS);
  const sections = lengths.map((length) => {
    const start = at;
    at += aligned(length);
    return whole.subarray(start, start + length);
  });
  return at === whole.length ? sections : undefined;
}

function numbersOf({ buffer, byteOffset, byteLength }: Uint8Array): Uint32Array {
  return new Uint32Array(buffer, byteOffset, Math.floor(byteLength / ALIGNMENT));
}

function aligned(length: number): number {
  return Math.ceil(length / ALIGNMENT) * ALIGNMENT;
}

/** Bytes of JSON that are held in one piece, at least. */
const PIECE = 1 << 16;
/** Most bytes of a UTF-16 code unit in UTF-8. */
const WIDEST = 3;

/**
 * Writes items as JSON, a comma behind each, with the byte offset of each and, as last number, of the end.
 */
class JsonItemWriter {
  readonly #offsets: number[] = [0];
  readonly #full: Uint8Array[] = [];
  #piece = new Uint8Array(PIECE);
  #used = 0;
  #length = 0;

  /** Writes an item; gives its zero-based place. */
  add(item: unknown): number {
    const text = `${JSON.stringify(item)},`;
    const needed = WIDEST * text.length;
    if (this.#used + needed > this.#piece.length) {
      this.#full.push(this.#piece.subarray(0, this.#used));
      this.#piece = new Uint8Array(Math.max(PIECE, needed));
      this.#used = 0;
    }
    const { written } = encoder.encodeInto(text, this.#piece.subarray(this.#used));
    this.#used += written;
    this.#length += written;
    return this.#offsets.push(this.#length) - 2;
  }

  sections(): readonly Section[] {
    const pieces = [...this.#full, this.#piece.subarray(0, this.#used)];
    return [[Uint32Array.from(this.#offsets)], pieces];
  }
}

/** So many items are read at once: a list asks for many, and each reading costs more than its text. */
const BLOCK = 32;

/** Reads items that stand as JSON, those of a block when one of them is first asked for. */
class JsonItemReader<Item> {
  readonly #offsets: Uint32Array;
  readonly #json: Uint8Array;
  readonly #count: number;
  readonly #blocks: (readonly Item[] | undefined)[] = [];

  constructor(offsets: Uint32Array, json: Uint8Array) {
    this.#offsets = offsets;
    this.#json = json;
    this.#count = Math.max(0, offsets.length - 1);
  }

  /** Returns an item by its zero-based place, the same object each time. */
  at(place: number): Item | undefined {
    return this.#block(Math.floor(place / BLOCK))[place % BLOCK];
  }

  all(): readonly Item[] {
    const blocks = Array.from({ length: Math.ceil(this.#count / BLOCK) }, (_, at) =>
      this.#block(at),
    );
    return blocks.flat();
  }

  #block(at: number): readonly Item[] {
    const known = this.#blocks[at];
    if (known !== undefined) return known;
    const start = this.#offsets[at * BLOCK];
    const end = this.#offsets[Math.min((at + 1) * BLOCK, this.#count)];
    if (start === undefined || end === undefined || start >= end) return [];
    const block: readonly Item[] = JSON.parse(
      `[${decoder.decode(this.#json.subarray(start, end - 1))}]`,
    );
    this.#blocks[at] = block;
    return block;
  }
}

// Browsers and Node have both; only the types of the bare language do not name them.
declare const TextEncoder: new () => {
  readonly encode: (text: string) => Uint8Array;
  readonly encodeInto: (text: string, into: Uint8Array) => { readonly written: number };
};
declare const TextDecoder: new () => { readonly decode: (bytes: Uint8Array) => string };

const encoder = new TextEncoder();
const decoder = new TextDecoder();
