import { createRegistry, type Registry, Report } from "@portolan/model";
import { collapseSpace, renderRecord } from "@portolan/model/internal";
import { fromText, toText } from "@portolan/text";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { anyCharacter, arbitraryRegistry } from "./arbitrary-registry.js";

/** Gives each record as its twelve columns, on one line. */
function rowsOf(registry: Registry): readonly string[] {
  return registry.records
    .map((record) => Object.values(renderRecord(record, "none")).map(collapseSpace).join("|"))
    .sort();
}

/** Words of service names, dates and prose as the registry has them. */
const name = fc.stringMatching(/^[a-z][a-z0-9]{0,6}(-[a-z0-9]{1,6})?$/);
const prose = fc
  .array(fc.constantFrom("Simple", "Protocol", "for", "the", "Data", "Exchange", "of", "Systems"), {
    minLength: 1,
    maxLength: 12,
  })
  .map((words) => words.join(" "));
const record = fc.record(
  {
    name,
    port: fc.integer({ min: 1, max: 65_535 }),
    protocol: fc.constantFrom("tcp", "udp"),
    description: prose,
    registrationDate: fc.constantFrom("2001-02", "2011-12-13"),
    notes: prose,
  },
  { requiredKeys: ["name", "port", "protocol"], noNullPrototype: true },
);

const registryLike: fc.Arbitrary<Registry> = fc.array(record, { maxLength: 30 }).map((records) =>
  createRegistry({
    records: records.map((fields) => ({ ...fields, contacts: [], references: [] })),
  }),
);

test.each([
  ["of any text", arbitraryRegistry({ provenance: false })],
  ["like IANA's", registryLike],
] as const)("a registry %s is read back as it was written, or it is reported", (_, registries) => {
  fc.assert(
    fc.property(registries, (registry) => {
      const report = new Report();
      const { registry: found } = fromText(toText(registry, { report }));
      const codes = report.problems.map(({ code }) => code);
      if (!codes.includes("text/records-altered")) expect(rowsOf(found)).toEqual(rowsOf(registry));
      if (!codes.includes("text/people-altered"))
        expect(found.people.map(({ id }) => collapseSpace(id))).toEqual(
          registry.people.map(({ id }) => collapseSpace(id)),
        );
    }),
  );
});

test("a text that is cut and spoilt is read without a throw", () => {
  const spoilt = fc
    .tuple(
      arbitraryRegistry({ provenance: false }),
      fc.string({ unit: anyCharacter, maxLength: 200 }),
      fc.nat(),
      fc.nat(),
    )
    .map(([registry, text, at, length]) => {
      const page = toText(registry);
      const start = at % (page.length + 1);
      return page.slice(0, start) + text + page.slice(start + (length % 500));
    });
  fc.assert(
    fc.property(spoilt, (source) => {
      const { registry, offsets, problems } = fromText(source);
      expect(offsets).toHaveLength(registry.records.length);
      for (const offset of offsets) expect(offset).toBeLessThan(source.length);
      for (const { start } of problems)
        expect(start?.offset ?? 0).toBeLessThanOrEqual(source.length);
    }),
  );
});

// A reader that looks at each row once per row would run into the time limit of the test.
test("reading takes time in proportion to the text", () => {
  const head = toText(createRegistry(), { frame: false });
  const rows = ["x\n", "   words without a name\n", "\n", "x 1 tcp", "[", `x${" ".repeat(40)}y\n`];
  for (const row of rows) {
    expect(fromText(head + row.repeat(200_000)).dialect, row).toBe("iana");
  }
});
