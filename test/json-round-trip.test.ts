import { deepStrictEqual } from "node:assert";
import { fromCsv } from "@portolan/csv";
import { fromJson, fromJsonl, jsonChunks, toJson, toJsonl } from "@portolan/json";
import { hasErrors } from "@portolan/model";
import { renderingOf, renderRecord, toData } from "@portolan/model/internal";
import { fromXml } from "@portolan/xml";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { arbitraryRegistry } from "./arbitrary-registry.js";
import { wholeCharacter } from "./arbitrary-text.js";
import { hasSnapshots, NEEDS_SNAPSHOTS, NEWEST_DAY, readSnapshot } from "./shared.js";

test("any registry comes back equal, with nothing lost", () => {
  fc.assert(
    fc.property(arbitraryRegistry(), (registry) => {
      const result = fromJson(toJson(registry));
      deepStrictEqual(result.registry, registry);
      expect(hasErrors(result.problems)).toBe(false);
      expect(result.offsets).toHaveLength(registry.records.length);
    }),
    { numRuns: 1000 },
  );
});

test("any indentation gives the text of JSON.stringify", () => {
  fc.assert(
    fc.property(arbitraryRegistry(), fc.integer({ min: 0, max: 12 }), (registry, indent) => {
      expect(toJson(registry, { indent })).toBe(
        `${JSON.stringify(toData(registry), null, indent)}\n`,
      );
    }),
  );
});

test("any text whatever is read without harm", () => {
  const source = fc.oneof(
    fc.string({ unit: wholeCharacter }),
    fc.json(),
    fc.json().map((json) => `{"records":[${json}],"people":[${json}],"title":${json}}`),
  );
  fc.assert(
    fc.property(source, (text) => {
      const { registry, problems, offsets } = fromJson(text);
      expect(offsets).toHaveLength(registry.records.length);
      for (const { start } of problems) expect(start?.offset).toBeLessThanOrEqual(text.length);
      fromJsonl(text);
    }),
    { numRuns: 2000 },
  );
});

test("any damage to a text costs no more than what it says", () => {
  const damage = fc.tuple(fc.nat(), fc.nat({ max: 3 }), fc.string({ maxLength: 3 }));
  fc.assert(
    fc.property(arbitraryRegistry({ maxRecords: 3 }), damage, (registry, [at, length, insert]) => {
      const json = toJson(registry);
      const start = at % json.length;
      const damaged = json.slice(0, start) + insert + json.slice(start + length);
      const result = fromJson(damaged);
      if (result.problems.some(({ code }) => code.startsWith("json/"))) return;
      // What was read is what was written, up to what was reported.
      const again = fromJson(toJson(result.registry));
      deepStrictEqual(again.registry, result.registry);
    }),
    { numRuns: 1000 },
  );
});

test("any row of the flat table shows the cells of its record", () => {
  fc.assert(
    fc.property(arbitraryRegistry(), (registry) => {
      const rows = toJsonl(registry)
        .split("\n")
        .filter((line) => line !== "")
        .map((line): Record<string, string | null> => JSON.parse(line));
      const cells = registry.records.map((record) => renderRecord(record, renderingOf(registry)));
      expect(rows).toHaveLength(cells.length);
      for (const [i, row] of rows.entries())
        for (const [key, cell] of Object.entries(cells[i] ?? {})) expect(row[key] ?? "").toBe(cell);
    }),
  );
});

describe.skipIf(!hasSnapshots)(`published registries ${NEEDS_SNAPSHOTS}`, () => {
  // losses.test.ts takes every other day through JSON and back.
  test("the newest XML is lossless as JSON", () => {
    const { registry } = fromXml(readSnapshot(NEWEST_DAY, "xml"));
    const result = fromJson(toJson(registry));
    deepStrictEqual(result.registry, registry);
    expect(hasErrors(result.problems)).toBe(false);
    expect([...jsonChunks(registry)].join("")).toBe(toJson(registry));
  });

  test.each([
    ["2025-09-22", 14485],
    ["2024-04-30", 14447],
  ])("XML and CSV of %s give the same %i flat rows", (day, count) => {
    const { registry } = fromXml(readSnapshot(day, "xml"));
    const jsonl = toJsonl(registry);
    expect(jsonl.split("\n")).toHaveLength(count + 1);
    expect(toJsonl(fromCsv(readSnapshot(day, "csv")).registry)).toBe(jsonl);
    const again = fromJsonl(jsonl);
    expect(again.problems.filter(({ severity }) => severity === "error")).toEqual([]);
    expect(toJsonl(again.registry)).toBe(jsonl);
  });
});
