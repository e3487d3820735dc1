import {
  aliasOf,
  type Person,
  type Port,
  type Registry,
  replaces,
  type ServiceRecord,
} from "@portolan/model";
import { requireRecords } from "@portolan/model/internal";
import {
  candidatesFor,
  type PlaceCollector,
  PlacesByKey,
  PlacesByPort,
  type PlaceTable,
  type PortTable,
  placesOnPort,
} from "./place-table.js";

/**
 * Answers the questions a look-up asks. Names are compared without regard to case (RFC 6335 §5.1);
 * records are given by their zero-based place in the registry, in rising order.
 */
export interface RegistryIndex {
  /** All records, in registry order; an index that was loaded reads them when they are asked for. */
  readonly records: readonly ServiceRecord[];
  record(place: number): ServiceRecord;
  /** Returns the records with a service name. */
  named(name: string): readonly number[];
  /** Returns the records whose port or range overlaps a port or range. */
  onPort(port: Port): readonly number[];
  /** Returns the records that are an alias of a name, or that replace it. */
  relatedTo(name: string): readonly number[];
  /** Returns the records with a DCCP service code. */
  withServiceCode(code: number): readonly number[];
  /** Returns each service name, as registered, once, in registry order. */
  names(): Iterable<string>;
  /** Returns a person of the contact information; the last, where several have the id. */
  person(id: string): Person | undefined;
}

/** Names a table of records by texts. */
type KeyTable = "names" | "relations" | "codes";

/** Returns the texts by which a table lists a record; case does not distinguish names. */
const KEYS: Readonly<Record<KeyTable, (record: ServiceRecord) => readonly (string | undefined)[]>> =
  {
    names: ({ name }) => [name?.toLowerCase()],
    // The names of which it is an alias or that it replaces.
    relations: (record) => [aliasOf(record)?.toLowerCase(), replaces(record)?.toLowerCase()],
    codes: ({ serviceCode }) => [serviceCode?.toString()],
  };

/** What collects the places of each table. */
export const COLLECTORS = {
  ports: (): PlacesByPort => new PlacesByPort(),
  names: (): PlacesByKey<ServiceRecord> => new PlacesByKey(KEYS.names),
  relations: (): PlacesByKey<ServiceRecord> => new PlacesByKey(KEYS.relations),
  codes: (): PlacesByKey<ServiceRecord> => new PlacesByKey(KEYS.codes),
  people: (): PlacesByKey<Person> => new PlacesByKey(({ id }) => [id]),
};

/** Gives what an index is made of: who is where. */
interface IndexTables extends Readonly<Record<KeyTable | "people", () => PlaceTable>> {
  readonly ports: () => PortTable;
}

/** Returns what is at the places that the tables list. */
export interface IndexContent {
  readonly records: readonly ServiceRecord[];
  record(place: number): ServiceRecord | undefined;
  person(place: number): Person | undefined;
  /** Each service name, as registered, once, in registry order. */
  readonly names: Iterable<string>;
}

/**
 * Makes the index of a registry. It takes time in proportion to the number of records; after that a
 * look-up by port or name does not depend on it.
 */
export function createIndex(
  registry: Pick<Registry, "records"> & Partial<Pick<Registry, "people">>,
): RegistryIndex {
  requireRecords(registry, "createIndex", "registry");
  const { records, people = [] } = registry;
  const content: IndexContent = {
    records,
    record: (place) => records[place],
    person: (place) => people[place],
    get names() {
      return namesOf(records);
    },
  };
  return indexOver(content, {
    ports: tableWhenAsked(COLLECTORS.ports(), records),
    names: tableWhenAsked(COLLECTORS.names(), records),
    relations: tableWhenAsked(COLLECTORS.relations(), records),
    codes: tableWhenAsked(COLLECTORS.codes(), records),
    people: tableWhenAsked(COLLECTORS.people(), people),
  });
}

/** Makes the table of a list when it is first asked for. */
function tableWhenAsked<Item, Table>(
  collector: PlaceCollector<Item, Table>,
  items: readonly Item[],
): () => Table {
  let made: Table | undefined;
  return () => {
    if (made === undefined) {
      for (const [place, item] of items.entries()) collector.add(item, place);
      made = collector.table();
    }
    return made;
  };
}

/** Makes an index of tables and of what is at the places they list. */
export function indexOver(content: IndexContent, tables: IndexTables): RegistryIndex {
  const record = (place: number): ServiceRecord => {
    const found = content.record(place);
    if (found === undefined) throw new RangeError(`The registry has no record ${place}.`);
    return found;
  };
  const found = (table: KeyTable, key: string): readonly number[] =>
    candidatesFor(tables[table](), key).filter((place) => KEYS[table](record(place)).includes(key));
  return {
    get records() {
      return content.records;
    },
    record,
    named: (name) => found("names", name.toLowerCase()),
    onPort: (port) => placesOnPort(tables.ports(), port),
    relatedTo: (name) => found("relations", name.toLowerCase()),
    withServiceCode: (code) => found("codes", String(code)),
    names: () => content.names,
    person(id) {
      const places = candidatesFor(tables.people(), id);
      const people = places.map((place) => content.person(place));
      return people.findLast((person) => person?.id === id);
    },
  };
}

/** Returns each service name, as registered, once, in registry order. */
function namesOf(records: readonly ServiceRecord[]): readonly string[] {
  const names = new Set(records.map(({ name }) => name));
  return [...names].filter((name) => name !== undefined);
}
