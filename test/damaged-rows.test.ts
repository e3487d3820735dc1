import { fromCsv, toCsv } from "@portolan/csv";
import { fromHtml, toHtml } from "@portolan/html";
import { fromJson, fromJsonl, toJson, toJsonl } from "@portolan/json";
import { createRegistry, type ParseResult, type Registry } from "@portolan/model";
import { fromYaml, toYaml } from "@portolan/yaml";
import fc from "fast-check";
import { describe, expect, test } from "vitest";

const DESCRIPTION = ['Says "a, b; c" & <d>', { break: true as const }, "\n  {e}: [f] # 'g' \\ h"];

const REGISTRY: Registry = createRegistry({
  id: "service-names-port-numbers",
  title: "Service Name and Transport Protocol Port Number Registry",
  updated: "2025-09-22",
  records: Array.from({ length: 24 }, (_, i) => ({
    ...(i % 5 === 3 ? {} : { name: `service-${i}` }),
    port: i % 7 === 2 ? { first: 6000 + i * 10, last: 6005 + i * 10 } : 1000 + i,
    protocol: i % 2 === 0 ? "tcp" : "udp",
    ...(i % 3 === 0 ? { description: DESCRIPTION } : { description: `Service number ${i}` }),
    contacts: i % 4 === 0 ? [] : [`Person_${i % 3}`],
    ...(i % 6 === 1 ? { assignees: ["IESG"] } : {}),
    registrationDate: "2001-06-07",
    references: i % 4 === 1 ? [{ type: "rfc" as const, data: "rfc6335" }] : [],
  })),
  people: [0, 1, 2].map((i) => ({ id: `Person_${i}`, name: `Person ${i}`, uris: ["mailto:p"] })),
});

interface Form {
  readonly source: string;
  readonly read: (source: string) => ParseResult;
  /** How far before its offset a row begins. */
  readonly lead?: number;
  /** What follows the last sign of a row, up to the next. */
  readonly tail: RegExp;
}

const LIST_END = /,?\s*(?:\]\}?\s*|\],[\s\S]*)?$/;

const FORMS: Readonly<Record<string, Form>> = {
  csv: { source: toCsv(REGISTRY), read: fromCsv, tail: /\r\n$/ },
  "JSON Lines": { source: toJsonl(REGISTRY), read: fromJsonl, tail: /\n$/ },
  JSON: { source: toJson(REGISTRY), read: fromJson, tail: LIST_END },
  "JSON, indented": { source: toJson(REGISTRY, { indent: 2 }), read: fromJson, tail: LIST_END },
  "JSON on one line": { source: toJson(REGISTRY, { indent: 0 }), read: fromJson, tail: LIST_END },
  "a list of flat rows": {
    source: `[${toJsonl(REGISTRY).trimEnd().replaceAll("\n", ",\n")}]\n`,
    read: fromJson,
    tail: LIST_END,
  },
  YAML: {
    source: toYaml(REGISTRY),
    read: fromYaml,
    lead: 4,
    tail: /\s*-?\s*(?:people:[\s\S]*)?$/,
  },
  HTML: { source: toHtml(REGISTRY), read: fromHtml, tail: /\s*(?:<\/tbody>[\s\S]*)?$/ },
};

/** Signs that mean something in one of the formats. */
const SIGNS = [..."\"',{}[]:\\\n<>&=x7 \t\r;-#/é|"];

const damage = fc.record({
  row: fc.nat(),
  place: fc.nat(),
  removed: fc.oneof(fc.constant(0), fc.constant(1), fc.integer({ min: 1, max: 8 })),
  put: fc.oneof(fc.constant(""), fc.constantFrom(...SIGNS)),
});

describe.each(Object.entries(FORMS))("%s", (_, { source, read, lead = 0, tail }) => {
  const whole = read(source);
  const records = whole.registry.records.map((record) => JSON.stringify(record));

  test("is whole", () => {
    expect(whole.problems).toEqual([]);
    expect(records).toHaveLength(24);
  });

  test("damage inside one row costs that row only, and is told there", () => {
    fc.assert(
      fc.property(damage, ({ row, place, removed, put }) => {
        const index = row % records.length;
        const start = (whole.offsets[index] ?? 0) - lead;
        const upTo = source.slice(start, whole.offsets[index + 1] ?? source.length);
        const end = start + upTo.replace(tail, "").length;
        const at = start + (place % (end - start));
        const damaged = source.slice(0, at) + put + source.slice(Math.min(end, at + removed));
        const { registry, problems } = read(damaged);
        const found = registry.records.map((record) => JSON.stringify(record));
        const lost = records.filter((record, i) => i !== index && !found.includes(record));
        expect(lost).toEqual([]);
        // A row that is gone is told at one of its lines; the fault may show in the line after.
        if (registry.records.length >= records.length) return;
        const first = source.slice(0, start).split("\n").length;
        const last = first + source.slice(start, end).split("\n").length + 1;
        const lines = problems.map((problem) => problem.start?.line ?? 0);
        expect(lines.some((line) => line >= first && line <= last)).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });
});
