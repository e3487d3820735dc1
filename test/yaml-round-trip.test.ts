import { deepStrictEqual } from "node:assert";
import { hasErrors, type Registry } from "@portolan/model";
import { toData } from "@portolan/model/internal";
import { fromXml } from "@portolan/xml";
import { fromYaml, toYaml, yamlChunks } from "@portolan/yaml";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { arbitraryRegistry } from "./arbitrary-registry.js";
import { wholeCharacter } from "./arbitrary-text.js";
import { recordsOfEachShape } from "./record-shapes.js";
import { hasSnapshots, NEEDS_SNAPSHOTS, NEWEST_DAY, readSnapshot } from "./shared.js";

test("any registry comes back equal, with nothing lost", () => {
  fc.assert(
    fc.property(arbitraryRegistry(), (registry) => {
      const result = fromYaml(toYaml(registry));
      deepStrictEqual(result.registry, registry);
      expect(hasErrors(result.problems)).toBe(false);
      expect(result.offsets).toHaveLength(registry.records.length);
    }),
    { numRuns: 1000 },
  );
});

// A comment at the end changes nothing but that the library has to read the text.
const forLibrary = (yaml: string): string => `${yaml}#\n`;

function everything(yaml: string): unknown {
  const { registry, problems, offsets } = fromYaml(yaml);
  return { registry, problems, offsets };
}

test("the library finds the same in what is written", () => {
  fc.assert(
    fc.property(arbitraryRegistry(), (registry) => {
      const yaml = toYaml(registry);
      deepStrictEqual(everything(forLibrary(yaml)), everything(yaml));
    }),
    { numRuns: 500 },
  );
});

const SNIPPETS = [
  ...'"\\:-?[]{}#&*!|>%@`~ \n\t\r0xé\u0085\u2028\ufeff',
  "  ",
  "- ",
  ": ",
  '"a": "b"',
  "\n  ",
  "\n    - ",
  "true",
  "null",
  "007",
  "1e3",
  "\\x41",
  "\\u0041",
  "\\\n",
  '""',
  "[]",
  "name: ",
  "...\n",
  "---\n",
];

test("a damaged text gives the same, whether or not the library has to read it", () => {
  const damage = fc.record({
    at: fc.nat(),
    length: fc.nat({ max: 4 }),
    insert: fc.oneof(fc.constant(""), fc.constantFrom(...SNIPPETS)),
  });
  let understood = 0;
  fc.assert(
    fc.property(
      // A short text, so that the library, which reads most of them, takes little time.
      arbitraryRegistry({ maxRecords: 1 }),
      fc.array(damage, { minLength: 1, maxLength: 2 }),
      (registry, damages) => {
        let yaml = toYaml(registry);
        for (const { at, length, insert } of damages) {
          const start = at % yaml.length;
          yaml = yaml.slice(0, start) + insert + yaml.slice(start + length);
        }
        if (!yaml.endsWith("\n")) return;
        const { registry: found, problems, offsets } = fromYaml(yaml);
        if (problems.some(({ code }) => code.startsWith("yaml/"))) return;
        understood++;
        deepStrictEqual(everything(forLibrary(yaml)), { registry: found, problems, offsets });
      },
    ),
    { numRuns: 3000 },
  );
  expect(understood).toBeGreaterThan(300);
});

test("any text whatever is read without harm", () => {
  const source = fc.oneof(
    fc.string({ unit: wholeCharacter }),
    fc
      .array(fc.constantFrom(...SNIPPETS, "records:", "a"), { maxLength: 20 })
      .map((all) => all.join("")),
    fc.json().map((json) => `records: ${json}\npeople: ${json}\n`),
  );
  fc.assert(
    fc.property(source, (text) => {
      const { registry, problems, offsets } = fromYaml(text);
      expect(offsets).toHaveLength(registry.records.length);
      for (const { start } of problems) expect(start?.offset ?? 0).toBeLessThanOrEqual(text.length);
    }),
    { numRuns: 2000 },
  );
});

describe.skipIf(!hasSnapshots)(`published registries ${NEEDS_SNAPSHOTS}`, () => {
  const newest = (): Registry => fromXml(readSnapshot(NEWEST_DAY, "xml")).registry;

  // losses.test.ts takes every other day through YAML and back.
  test("the newest XML is lossless as YAML", () => {
    const registry = newest();
    const yaml = toYaml(registry);
    const result = fromYaml(yaml);
    deepStrictEqual(result.registry, registry);
    expect(hasErrors(result.problems)).toBe(false);
    expect([...yamlChunks(registry)].join("")).toBe(yaml);
  });

  // yaml-readers.test.ts asks other libraries for the whole.
  test("the library reads each shape of record as the same data", () => {
    const registry = recordsOfEachShape(newest());
    expect(registry.records.length).toBeGreaterThan(100);
    deepStrictEqual(parse(toYaml(registry)), toData(registry));
  });
});
