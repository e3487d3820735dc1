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

/** Gives what an index is made of: who is where. */
export interface IndexTables {
  readonly ports: () => PortTable;
  /** Records by service name, in lower case. */
  readonly names: () => PlaceTable;
  /** Records by the names, in lower case, of which they are an alias or that they replace. */
  readonly relations: () => PlaceTable;
  /** Records by service code. */
  readonly codes: () => PlaceTable;
  /** People by id. */
  readonly people: () => PlaceTable;
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
    ports: once(() => tableOf(COLLECTORS.ports(), records)),
    names: once(() => tableOf(COLLECTORS.names(), records)),
    relations: once(() => tableOf(COLLECTORS.relations(), records)),
    codes: once(() => tableOf(COLLECTORS.codes(), records)),
    people: once(() => tableOf(COLLECTORS.people(), people)),
  });
}

/** Makes a value when it is first asked for. */
function once<Value extends object>(make: () => Value): () => Value {
  let made: Value | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

/** What collects for each table. */
export const COLLECTORS = {
  ports: (): PlacesByPort => new PlacesByPort(),
  names: (): PlacesByKey<ServiceRecord> => new PlacesByKey(({ name }) => [name?.toLowerCase()]),
  relations: (): PlacesByKey<ServiceRecord> => new PlacesByKey(relativesOf),
  codes: (): PlacesByKey<ServiceRecord> =>
    new PlacesByKey(({ serviceCode }) => [serviceCode?.toString()]),
  people: (): PlacesByKey<Person> => new PlacesByKey(({ id }) => [id]),
};

function tableOf<Item, Table>(
  collector: PlaceCollector<Item, Table>,
  items: readonly Item[],
): Table {
  for (const [place, item] of items.entries()) collector.add(item, place);
  return collector.table();
}

/** Makes an index of tables and of what is at the places they list. */
export function indexOver(content: IndexContent, tables: IndexTables): RegistryIndex {
  const record = (place: number): ServiceRecord => {
    const found = content.record(place);
    if (found === undefined) throw new RangeError(`The registry has no record ${place}.`);
    return found;
  };
  return {
    get records() {
      return content.records;
    },
    record,
    named(name) {
      const wanted = name.toLowerCase();
      const places = candidatesFor(tables.names(), wanted);
      return places.filter((place) => record(place).name?.toLowerCase() === wanted);
    },
    onPort: (port) => placesOnPort(tables.ports(), port),
    relatedTo(name) {
      const wanted = name.toLowerCase();
      const places = candidatesFor(tables.relations(), wanted);
      return places.filter((place) => relativesOf(record(place)).includes(wanted));
    },
    withServiceCode: (code) =>
      candidatesFor(tables.codes(), String(code)).filter(
        (place) => record(place).serviceCode === code,
      ),
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

/** Returns the names, in lower case, that a record says it is an alias of or replaces. */
function relativesOf(record: ServiceRecord): readonly (string | undefined)[] {
  return [aliasOf(record)?.toLowerCase(), replaces(record)?.toLowerCase()];
}
