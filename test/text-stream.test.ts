import {
  collectParts,
  createRecord,
  createRegistry,
  type RegistryPart,
  type ServiceRecord,
} from "@portolan/model";
import { fromText, streamText, toCopy, toMarkdown, toText } from "@portolan/text";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { arbitraryRegistry } from "./arbitrary-registry.js";
import { cutAnywhere, cutEvery, sortedProblems } from "./chunks.js";
import { hasSnapshots, NEEDS_SNAPSHOTS, readSnapshot } from "./shared.js";

/** Services with all that makes rows tall, and letters that a program may have counted in bytes. */
const services = fc.record(
  {
    name: fc.constantFrom("a", "tall-one", "tall-two", "Some Long Name (of two)", "öl"),
    port: fc.integer({ min: 1, max: 12 }),
    protocol: fc.constantFrom("tcp", "udp"),
    description: fc.constantFrom(
      "Short",
      "Tall One of many words that are wrapped",
      "for the Straße and the Zoë",
      "Tall Two (which has",
    ),
    contacts: fc.constantFrom([], ["Ann_Example"], ["Zoë_Ünal"]),
    notes: fc.constantFrom("Noted", "Defined TXT keys: one two three four five six seven", "Foot"),
  },
  { requiredKeys: ["name", "contacts"], noNullPrototype: true },
);

const registryLike = fc.array(services, { maxLength: 12 }).map((some) =>
  createRegistry({
    title: "Service Name and Transport Protocol Port Number Registry",
    updated: "2024-05-06",
    records: some.map((fields) => createRecord(fields)),
    people: [
      { id: "Ann_Example", name: "Ann Example", uris: ["mailto:ann&example.org"] },
      { id: "Zoë_Ünal", name: "Zoë Ünal", uris: [] },
    ],
    footnotes: [{ anchor: "1", text: "First." }],
  }),
);

/** Pages of the registry, some of them spoilt, one or several in a text. */
const page = fc
  .tuple(
    fc.oneof(registryLike, arbitraryRegistry({ provenance: false })),
    fc.constantFrom("", "\n   stray words\n", "\r\n", "1 2 3 ... 9\n", "\n\nFootnote\n\n", "x\n"),
    fc.nat(),
    fc.nat({ max: 300 }),
  )
  .map(([registry, piece, place, surplus]) => {
    const text = toText(registry);
    if (piece === "") return text;
    const start = place % (text.length + 1);
    return text.slice(0, start) + piece + text.slice(start + surplus);
  });
const documents = fc.array(page, { minLength: 1, maxLength: 3 }).map((pages) => pages.join(""));

async function expectSame(source: string, chunks: Iterable<string>): Promise<void> {
  const whole = fromText(source);
  const streamed = await collectParts(streamText(chunks));
  expect(streamed.registry).toEqual(whole.registry);
  expect(streamed.offsets).toEqual(whole.offsets);
  expect(sortedProblems(streamed)).toEqual(sortedProblems(whole));
}

/** A page that is longer than what is looked at before its columns are known. */
function longPage(last: readonly ServiceRecord[] = []): string {
  const records = Array.from({ length: 4000 }, (_, i) =>
    createRecord({
      name: `service-${i}`,
      port: i + 1,
      protocol: "tcp",
      description: "Some service",
    }),
  );
  return toText(createRegistry({ updated: "2024-05-06", records: [...records, ...last] }));
}

describe("a stream of IANA's text", () => {
  test("gives what the whole document gives, wherever it is cut", async () => {
    await fc.assert(
      fc.asyncProperty(cutAnywhere(documents), ({ source, chunks }) => expectSame(source, chunks)),
      { numRuns: 300 },
    );
  });

  test("of any length", async () => {
    const source = longPage();
    for (const length of [1000, 65_536]) await expectSame(source, cutEvery(length, source));
  });

  test("hands records over before the rest has come", async () => {
    const source = longPage();
    const rows = source.slice(source.indexOf("service-0"), source.indexOf("service-1000"));
    let pulled = 0;
    function* chunks(): Generator<string> {
      yield source.slice(0, source.indexOf("service-0"));
      for (;;) {
        pulled++;
        yield rows;
      }
    }
    const parts: RegistryPart[] = [];
    for await (const part of streamText(chunks())) {
      if ("record" in part) parts.push(part);
      if (parts.length === 2500) break;
    }
    expect(parts).toHaveLength(2500);
    // 3,000 lines show the columns; a piece that cannot be told is looked at again when doubled.
    expect(pulled).toBeLessThanOrEqual(8);
  });

  test("puts columns in their place that are empty in its first rows", async () => {
    const last = [
      createRecord({
        name: "long-name-at-15",
        port: { first: 10_000, last: 10_010 },
        description: "A_long_word_of_a_description",
        contacts: ["A_person_with_a_long_id"],
        registrationDate: "2001-02-03",
        modificationDate: "2004-05-06",
        references: [{ type: "rfc", data: "rfc6335" }],
        unauthorizedUse: "Unauthorized use known on some port",
        notes: "Defined TXT keys: None",
      }),
      createRecord({ name: "b", port: 10_011, protocol: "dccp", serviceCode: 1145656131 }),
    ];
    const source = longPage(last);
    const { registry, problems } = fromText(source);
    expect(registry.records.slice(4000)).toEqual(last);
    expect(problems.map(({ code }) => code)).toEqual([]);
    await expectSame(source, cutEvery(65_536, source));
  });
});

test("contacts that cross their columns are told the same in pieces, and refuse no record", async () => {
  const people = Array.from({ length: 30 }, (_, i) => ({
    id: `Person_${i}`,
    name: `Person ${i}`,
    organization: "Some Example",
    uris: [`mailto:p${i}&example.org`],
    updated: "2001-02-03",
  }));
  const records = [createRecord({ name: "a", port: 1, protocol: "tcp", contacts: ["Person_1"] })];
  const lines = toText(createRegistry({ records, people })).split("\n");
  const first = lines.findIndex((line) => line.startsWith("[Person_0]"));
  const crossed = lines.map((line, i) =>
    i > first + 5 && line.startsWith("[Person_")
      ? line.replace(/ {2,}(?=\S)/, " words across ")
      : line,
  );
  const source = crossed.join("\n");
  const { registry, problems } = fromText(source);
  expect(registry.records).toEqual(records);
  expect(problems.filter(({ code }) => code === "text/column-crossed").length).toBeGreaterThan(10);
  expect(problems.map(({ code }) => code)).not.toContain("text/columns-crossed");
  await expectSame(source, cutEvery(100, source));
});

describe("a stream of other text", () => {
  const registry = createRegistry({
    records: [createRecord({ name: "alpha", port: 7, protocol: "tcp", description: "First" })],
  });
  test.each([
    ["parted by tabs", toCopy(registry, "tab")],
    ["parted by pipes", toMarkdown(registry)],
    ["parted by spaces", toCopy(registry, "space")],
    ["of another kind", "Nothing of the registry.\n"],
    ["that is empty", ""],
  ])("%s is read whole", async (_, source) => {
    for (const length of [1, 7, 1000]) await expectSame(source, cutEvery(length, source));
  });
});

describe.skipIf(!hasSnapshots)(`published text ${NEEDS_SNAPSHOTS}`, () => {
  test.each(["2025-09-22", "2022-10-21", "2014-07-11", "2013-06-26"])(
    "of %s as a stream",
    async (day) => {
      const source = readSnapshot(day, "txt");
      const { dialect: _, ...whole } = fromText(source);
      for (const length of [9973, 65_536])
        expect(await collectParts(streamText(cutEvery(length, source)))).toEqual(whole);
    },
  );
});
