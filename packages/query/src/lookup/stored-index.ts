import type { Person, Registry, ServiceRecord } from "@portolan/model";
import { JsonItemReader, type JsonItems, writeJsonItems } from "./json-items.js";
import type { PlaceTable } from "./place-table.js";
import {
  type IndexContent,
  type IndexTables,
  indexOver,
  LazyTables,
  namesOf,
  type RegistryIndex,
} from "./registry-index.js";
import { joinSections, SectionReader } from "./sections.js";
import { decodeUtf8, encodeUtf8 } from "./utf8.js";

/** Tells an index from other bytes; where bytes are ordered otherwise, it is another number. */
const MARK = 0x786e7270;

/** Raised with every change of the layout, or of what the tables list. */
const VERSION = 1;

/**
 * Writes the index of a registry as bytes, with its records and people, for {@link loadIndex} on the
 * same kind of machine. The header, notes and footnotes of the registry are not in it.
 */
export function serializeIndex(registry: Pick<Registry, "records" | "people">): Uint8Array {
  const { ports, names, relations, people } = new LazyTables(registry);
  return joinSections(Uint32Array.of(MARK, VERSION), [
    ...sectionsOf(ports),
    ports.lasts,
    ports.reaches,
    ...sectionsOf(names),
    ...sectionsOf(relations),
    ...sectionsOf(people),
    ...itemSections(registry.records),
    ...itemSections(registry.people),
    encodeUtf8(JSON.stringify(namesOf(registry.records))),
  ]);
}

/**
 * Makes the index that bytes of {@link serializeIndex} hold. It reads a record when a look-up first
 * asks for it, so that loading takes no time worth speaking of. The bytes must not change afterwards;
 * those that may have changed before need a checksum, for only their version and lengths are looked
 * at here.
 *
 * @returns undefined where they are of another version, or cut off: make the index anew.
 */
export function loadIndex(bytes: Uint8Array): RegistryIndex | undefined {
  const reader = new SectionReader(bytes);
  const [mark, version] = reader.head(2);
  if (mark !== MARK || version !== VERSION) return undefined;
  const tables: IndexTables = {
    ports: { ...readTable(reader), lasts: reader.numbers(), reaches: reader.numbers() },
    names: readTable(reader),
    relations: readTable(reader),
    people: readTable(reader),
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

function sectionsOf({ starts, places }: PlaceTable): readonly Uint32Array[] {
  return [starts, places];
}

function readTable(reader: SectionReader): PlaceTable {
  return { starts: reader.numbers(), places: reader.numbers() };
}

function itemSections(items: readonly unknown[]): readonly (Uint8Array | Uint32Array)[] {
  const { offsets, json } = writeJsonItems(items);
  return [offsets, json];
}

function readItems(reader: SectionReader): JsonItems {
  return { offsets: reader.numbers(), json: reader.bytes() };
}
