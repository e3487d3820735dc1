import { deepStrictEqual } from "node:assert";
import { hasErrors, type Registry, Report } from "@portolan/model";
import { fromXml, toXml } from "@portolan/xml";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { anyCharacter, arbitraryRegistry, xmlCharacter } from "./arbitrary-registry.js";
import { readWithSaxes } from "./saxes-elements.js";

const attributeName = fc.constantFrom("section", "xml:lang", "Ünder_1.a-b", "constructor");

/** Leaves out what XML has no place for: how a registry was read. */
function carried(registry: Registry): Registry {
  const { page: _, ...rest } = registry;
  return {
    ...rest,
    records: rest.records.map(({ inferred: _, ...record }) => record),
    people: rest.people.map(({ inferred: _, ...person }) => person),
  };
}

test("any registry that XML can carry comes back equal, without an error", () => {
  const character = fc.oneof({ arbitrary: xmlCharacter, weight: 20 }, fc.constant("\r"));
  fc.assert(
    fc.property(arbitraryRegistry({ character, attributeName }), (any) => {
      const registry = carried(any);
      const report = new Report();
      const xml = toXml(registry, { report });
      const result = fromXml(xml);
      deepStrictEqual(result.registry, registry);
      expect(hasErrors(result.problems)).toBe(false);
      expect(report.problems).toEqual([]);
    }),
    { numRuns: 1000 },
  );
});

test("any registry at all gives XML that we and others read, and all that is lost is reported", () => {
  fc.assert(
    fc.property(arbitraryRegistry({ character: anyCharacter }), (registry) => {
      const report = new Report();
      const xml = toXml(registry, { report });
      readWithSaxes(xml);
      const result = fromXml(xml);
      expect(hasErrors(result.problems)).toBe(false);
      if (report.problems.length === 0) deepStrictEqual(result.registry, registry);
    }),
    { numRuns: 1000 },
  );
});
