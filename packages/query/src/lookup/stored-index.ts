import type { Person, Registry, ServiceRecord } from "@portolan/model";
import {
  listOfParts,
  type PartStream,
  requireBytes,
  requireParts,
  requireRecords,
} from "@portolan/model/internal";
import type { PlaceTable } from "./place-table.js";
import {
  COLLECTORS,
  type IndexContent,
  type IndexTables,
  indexOver,
  type RegistryIndex,
} from "./registry-index.js";

/** Tells an index from other bytes; where bytes are ordered otherwise, it is another number. */
const MARK = 0x786e7270;

/** Raised with every change of the layout, or of what the tables list. */
const VERSION = 3;

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
  readonly #names = COLLECTORS.names();
  readonly #relations = COLLECTORS.relations();
  readonly #codes = COLLECTORS.codes();
  readonly #people = COLLECTORS.people();
  readonly #recordItems = new JsonItemWriter();
  readonly #personItems = new JsonItemWriter();
  readonly #registered = new Set<string>();

  addRecord(record: ServiceRecord): void {
    const place = this.#recordItems.add(record);
    this.#ports.add(record, place);
    this.#names.add(record, place);
    this.#relations.add(record, place);
    this.#codes.add(record, place);
    if (record.name !== undefined) this.#registered.add(record.name);
  }

  addPerson(person: Person): void {
    this.#people.add(person, this.#personItems.add(person));
  }

  finish(): Uint8Array {
    const ports = this.#ports.table();
    const tables = [this.#names, this.#relations, this.#codes, this.#people];
    return joinSections(Uint32Array.of(MARK, VERSION), [
      ...sectionsOf(ports),
      [ports.lasts],
      [ports.reaches],
      ...tables.flatMap((places) => sectionsOf(places.table())),
      ...this.#recordItems.sections(),
      ...this.#personItems.sections(),
      [encodeUtf8(JSON.stringify([...this.#registered]))],
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
  const reader = new SectionReader(bytes);
  const [mark, version] = reader.head(2);
  if (mark !== MARK || version !== VERSION) return undefined;
  const tables: IndexTables = {
    ports: given({ ...readTable(reader), lasts: reader.numbers(), reaches: reader.numbers() }),
    names: given(readTable(reader)),
    relations: given(readTable(reader)),
    codes: given(readTable(reader)),
    people: given(readTable(reader)),
  };
  const records = new JsonItemReader<ServiceRecord>(readItems(reader));
  const people = new JsonItemReader<Person>(readItems(reader));
  const names = reader.bytes();
  if (!reader.isAtEnd) return undefined;
  const content: IndexContent = {
    get records() {
      return records.all();
    },
    record: (place) => records.at(place),
    person: (place) => people.at(place),
    get names(): readonly string[] {
      return JSON.parse(decodeUtf8(names));
    },
  };
  return indexOver(content, tables);
}

function given<Value>(value: Value): () => Value {
  return () => value;
}

/** Holds the pieces of a section, which follow each other without a gap. */
type Section = readonly (Uint8Array | Uint32Array)[];

function sectionsOf({ starts, places }: PlaceTable): readonly Section[] {
  return [[starts], [places]];
}

function readTable(reader: SectionReader): PlaceTable {
  return { starts: reader.numbers(), places: reader.numbers() };
}

function readItems(reader: SectionReader): JsonItems {
  return { offsets: reader.numbers(), json: reader.bytes() };
}

/** Sections begin at multiples of this many bytes, so that their numbers are read where they stand. */
const ALIGNMENT = Uint32Array.BYTES_PER_ELEMENT;

/** Joins sections: the first numbers, then each section after its length in bytes. */
function joinSections(head: Uint32Array, sections: readonly Section[]): Uint8Array {
  const lengths = sections.map((pieces) => sumOf(pieces.map(({ byteLength }) => byteLength)));
  const room = sumOf(lengths.map((length) => ALIGNMENT + aligned(length)));
  const joined = new Uint8Array(head.byteLength + room);
  joined.set(bytesOf(head));
  let start = head.byteLength;
  sections.forEach((pieces, i) => {
    const length = lengths[i] ?? 0;
    joined.set(bytesOf(Uint32Array.of(length)), start);
    let at = start + ALIGNMENT;
    for (const piece of pieces) {
      joined.set(bytesOf(piece), at);
      at += piece.byteLength;
    }
    start += ALIGNMENT + aligned(length);
  });
  return joined;
}

function sumOf(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0);
}

/** Reads what {@link joinSections} wrote, in the same order, without copying it. */
class SectionReader {
  readonly #bytes: Uint8Array;
  #at = 0;

  /** @param bytes copied only where they do not begin at a multiple of four in their memory. */
  constructor(bytes: Uint8Array) {
    this.#bytes = bytes.byteOffset % ALIGNMENT === 0 ? bytes : bytes.slice();
  }

  /** Returns the first numbers; none where there are fewer. */
  head(count: number): Uint32Array {
    return this.#numbers(count * ALIGNMENT);
  }

  numbers(): Uint32Array {
    return this.#numbers(this.#length());
  }

  bytes(): Uint8Array {
    return this.#take(this.#length());
  }

  /** Tells whether all was read, and nothing was missing. */
  get isAtEnd(): boolean {
    return this.#at === this.#bytes.length;
  }

  #length(): number {
    return this.#numbers(ALIGNMENT)[0] ?? 0;
  }

  #numbers(length: number): Uint32Array {
    const { buffer, byteOffset, byteLength } = this.#take(length);
    return new Uint32Array(buffer, byteOffset, Math.floor(byteLength / ALIGNMENT));
  }

  /** Takes so many bytes, or none where there are fewer: then it is never at the end again. */
  #take(length: number): Uint8Array {
    const start = this.#at;
    this.#at += aligned(length);
    return this.#at > this.#bytes.length
      ? new Uint8Array()
      : this.#bytes.subarray(start, start + length);
  }
}

function aligned(length: number): number {
  return Math.ceil(length / ALIGNMENT) * ALIGNMENT;
}

function bytesOf({ buffer, byteOffset, byteLength }: Uint8Array | Uint32Array): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}

/** Holds items as JSON, a comma behind each, with the byte offset of each and, as last number, of the end. */
interface JsonItems {
  readonly offsets: Uint32Array;
  readonly json: Uint8Array;
}

/** Bytes of JSON that are held in one piece, at least. */
const PIECE = 1 << 16;
/** Most bytes of a UTF-16 code unit in UTF-8. */
const WIDEST = 3;

/** Writes items as {@link JsonItems}. */
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
  readonly #items: JsonItems;
  readonly #count: number;
  readonly #blocks: (readonly Item[] | undefined)[] = [];

  constructor(items: JsonItems) {
    this.#items = items;
    this.#count = Math.max(0, items.offsets.length - 1);
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
    const { offsets, json } = this.#items;
    const start = offsets[at * BLOCK];
    const end = offsets[Math.min((at + 1) * BLOCK, this.#count)];
    if (start === undefined || end === undefined || start >= end) return [];
    const block: readonly Item[] = JSON.parse(`[${decodeUtf8(json.subarray(start, end - 1))}]`);
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

function encodeUtf8(text: string): Uint8Array {
  return encoder.encode(text);
}

function decodeUtf8(bytes: Uint8Array): string {
  return decoder.decode(bytes);
}
