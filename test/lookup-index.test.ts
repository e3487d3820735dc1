import { readFileSync } from "node:fs";
import { fromJson } from "@portolan/json";
import {
  aliasOf,
  createRegistry,
  firstPort,
  formatPort,
  lastPort,
  type Port,
  type Registry,
  type RegistryPart,
  replaces,
  type ServiceRecord,
} from "@portolan/model";
import {
  collectIndex,
  createIndex,
  loadIndex,
  lookup,
  nextFree,
  otherNamesOf,
  type RegistryIndex,
  serializeIndex,
} from "@portolan/query";
import { fromXml } from "@portolan/xml";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { arbitraryRegistry } from "./arbitrary-registry.js";
import { hasSnapshots, NEEDS_SNAPSHOTS, readSnapshot, unlikeNewer, XML_DAYS } from "./shared.js";

const LAST_PORT = 65_535;

/** Few names, so that they meet: other cases, a folded letter, what objects have of their own. */
const name = fc.constantFrom("a", "A", "ab", "x-1", "É", "é", "__proto__", "constructor", "");
const smallPort = fc.integer({ min: 0, max: 12 });
const edgePort = fc.integer({ min: LAST_PORT - 3, max: LAST_PORT });
const port: fc.Arbitrary<Port> = fc.oneof(
  smallPort,
  edgePort,
  fc
    .tuple(fc.oneof(smallPort, edgePort), fc.oneof(smallPort, edgePort))
    .filter(([first, last]) => first < last)
    .map(([first, last]) => ({ first, last })),
);

/** Parts of records that a look-up goes by. */
const sought = fc.record(
  {
    name,
    port,
    notes: name.map((target) => `This entry is an alias to "${target}".`),
    description: name.map(
      (old) => `IANA assigned this well-formed service name as a replacement for "${old}".`,
    ),
  },
  { requiredKeys: [], noNullPrototype: true },
);

/** Any registry, with records that share names and ports, and people that share ids. */
const registries: fc.Arbitrary<Registry> = fc
  .tuple(arbitraryRegistry(), fc.array(sought, { maxLength: 20 }))
  .map(([registry, parts]) => ({
    ...registry,
    people: [...registry.people, ...registry.people.map(({ id }) => ({ id, uris: [] }))],
    records: [
      ...registry.records,
      ...parts.map((part): ServiceRecord => ({ ...part, contacts: [], references: [] })),
    ],
  }));

function stored(registry: Registry): RegistryIndex {
  const index = loadIndex(serializeIndex(registry));
  if (index === undefined) throw new Error("An index just written is not read.");
  return index;
}

/** Gives the places of the records of which something is true, by looking at each. */
function placesWhere(
  { records }: Registry,
  isWanted: (record: ServiceRecord) => boolean,
): readonly number[] {
  return records.flatMap((record, place) => (isWanted(record) ? [place] : []));
}

const isSameName = (one: string | undefined, other: string): boolean =>
  one?.toLowerCase() === other.toLowerCase();

const overlaps = (one: Port | undefined, other: Port): boolean =>
  one !== undefined && firstPort(one) <= lastPort(other) && firstPort(other) <= lastPort(one);

/** Gives the names that stand anywhere in a registry, and some that do not. */
function namesIn({ records }: Registry): readonly string[] {
  const names = records.flatMap((record) => [record.name, aliasOf(record), replaces(record)]);
  const known = [...new Set(names)].filter((one) => one !== undefined);
  return [...known, ...known.map((one) => one.toUpperCase()), "no such name", "toString"];
}

/** Gives the ports and ranges of a registry, with their neighbours. */
function portsIn({ records }: Registry): readonly Port[] {
  const ports = records.flatMap(({ port: one }) => (one === undefined ? [] : [one]));
  const limits = ports.flatMap((one) => [firstPort(one), lastPort(one)]);
  const near = new Set(limits.flatMap((limit) => [limit - 1, limit, limit + 1]));
  const single = [...near].filter((one) => one >= 0 && one <= LAST_PORT);
  const ranges = ports.filter((one) => typeof one === "object");
  return [...single, ...ranges, { first: 0, last: LAST_PORT }];
}

describe.each([
  ["made", createIndex],
  ["loaded", stored],
])("an index that was %s", (_how, indexOf) => {
  it("gives what looking at every record gives", () => {
    fc.assert(
      fc.property(registries, (registry) => {
        const index = indexOf(registry);
        for (const one of namesIn(registry)) {
          const named = placesWhere(registry, (record) => isSameName(record.name, one));
          expect(index.named(one)).toEqual(named);
          const related = placesWhere(
            registry,
            (record) => isSameName(aliasOf(record), one) || isSameName(replaces(record), one),
          );
          expect(index.relatedTo(one)).toEqual(related);
        }
        for (const one of portsIn(registry)) {
          const places = placesWhere(registry, (record) => overlaps(record.port, one));
          expect(index.onPort(one)).toEqual(places);
        }
        for (const { id } of [...registry.people, { id: "nobody" }]) {
          const person = registry.people.findLast((one) => one.id === id);
          expect(index.person(id)).toEqual(person);
        }
        const names = registry.records.flatMap((record) => record.name ?? []);
        expect([...index.names()]).toEqual([...new Set(names)]);
        expect(index.records).toEqual(registry.records);
        expect(registry.records.map((_, place) => index.record(place))).toEqual(registry.records);
        expect(() => index.record(registry.records.length)).toThrow(RangeError);
      }),
    );
  });
});

/** Compares the answers of both indexes to every question whose answer a registry, or a part of it, holds. */
function expectSameAnswers(registry: Registry, part = registry): void {
  const made = createIndex(registry);
  const loaded = stored(registry);
  for (let one = 0; one <= LAST_PORT; one++) {
    const places = made.onPort(one);
    if (`${loaded.onPort(one)}` !== `${places}`) expect(loaded.onPort(one)).toEqual(places);
  }
  const names = namesIn(part);
  const queries = [
    ...portsIn(part).map(formatPort),
    ...names,
    ...names.flatMap((one) => [`${one}/udp`, `_${one}._tcp`]),
    ...names.filter((_, i) => i % 500 === 0).map((one) => `${one}q`),
  ];
  const differing = queries.filter(
    (query) => JSON.stringify(lookup(made, query)) !== JSON.stringify(lookup(loaded, query)),
  );
  expect(differing).toEqual([]);
  expect(loaded.records.map((record) => otherNamesOf(loaded, record))).toEqual(
    registry.records.map((record) => otherNamesOf(made, record)),
  );
  for (const protocol of [undefined, "tcp", "udp", "sctp", "dccp"] as const) {
    for (const count of [1, 3]) {
      const options = { protocol, count };
      expect(nextFree(loaded, options)).toEqual(nextFree(registry, options));
    }
  }
}

describe("a loaded index answers as the registry does", () => {
  it("for the excerpt", () => {
    const path = new URL("../packages/data/registry.json", import.meta.url);
    expectSameAnswers(fromJson(readFileSync(path, "utf8")).registry);
  });

  it.skipIf(!hasSnapshots)(`for every published XML ${NEEDS_SNAPSHOTS}`, () => {
    for (const day of XML_DAYS)
      expectSameAnswers(
        fromXml(readSnapshot(day, "xml")).registry,
        fromXml(unlikeNewer(day)).registry,
      );
  });
});

describe("an index collected from parts", () => {
  async function* partsOf(registry: Registry, inList: number): AsyncGenerator<RegistryPart[]> {
    const parts: RegistryPart[] = [
      { header: createRegistry() },
      ...registry.records.map((record) => ({ record, offset: 0 })),
      { problem: { code: "x/y", severity: "warning", message: "Odd." } },
      ...registry.people.map((person) => ({ person })),
    ];
    for (let at = 0; at < parts.length; at += inList) yield parts.slice(at, at + inList);
  }

  it("is that of the registry, byte for byte", () =>
    fc.assert(
      fc.asyncProperty(registries, fc.integer({ min: 1, max: 9 }), async (registry, inList) => {
        const collected = await collectIndex(partsOf(registry, inList));
        expect(Buffer.from(collected).equals(serializeIndex(registry))).toBe(true);
      }),
      { numRuns: 50 },
    ));

  it("holds texts longer than a piece of it, of wide characters", () => {
    const lengths = [0, 1, 21_840, 21_841, 65_535, 65_536, 70_000];
    const records = lengths.map((length, port) => {
      return { port, description: "€".repeat(length), contacts: [], references: [] };
    });
    expect(stored(createRegistry({ records })).records).toEqual(records);
  });
});

describe("bytes that are no index of this version are not loaded", () => {
  const registry = createRegistry({
    records: [{ name: "http", port: 80, contacts: ["Tim"], references: [] }],
    people: [{ id: "Tim", uris: [] }],
  });
  const whole = serializeIndex(registry);

  it("cut off anywhere, or with more behind", () => {
    // Most of it is the table of all ports; the other sections stand at the end.
    const lengths = Array.from({ length: 1000 }, (_, i) => [i, whole.length - 1 - i]).flat();
    for (const length of lengths)
      expect(loadIndex(whole.slice(0, length)), `${length}`).toBeUndefined();
    const longer = new Uint8Array(whole.length + 4);
    longer.set(whole);
    expect(loadIndex(longer)).toBeUndefined();
  });

  it("of another version, or anything else", () => {
    for (const at of [0, 3, 4, 7]) {
      const other = Uint8Array.from(whole, (byte, i) => (i === at ? byte + 1 : byte));
      expect(loadIndex(other)).toBeUndefined();
    }
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        expect(loadIndex(bytes)).toBeUndefined();
      }),
    );
  });

  it("but of those that are, every record is there, in whatever order it is asked for", () => {
    for (const count of [0, 1, 31, 32, 33, 64, 100]) {
      const records = Array.from({ length: count }, (_, i) => ({
        name: `é,]${i}`,
        port: i,
        references: [],
      }));
      const many = createRegistry({ records });
      const asked = fc.sample(fc.shuffledSubarray([...many.records.keys()]), 3);
      for (const places of asked) {
        const index = loadIndex(serializeIndex(many));
        for (const place of places) {
          const record = index?.record(place);
          expect(record).toEqual(many.records[place]);
          expect(index?.record(place)).toBe(record);
        }
        for (const place of [-1, count]) expect(() => index?.record(place)).toThrow(RangeError);
      }
    }
  });

  it("but wherever they stand in memory", () => {
    for (const before of [1, 2, 3, 4]) {
      const memory = new Uint8Array(before + whole.length);
      memory.set(whole, before);
      expect(loadIndex(memory.subarray(before))?.record(0)).toEqual(registry.records[0]);
    }
  });
});
