import { existsSync, readFileSync } from "node:fs";
import { toCsv } from "@portolan/csv";
import { fromHtml, toHtml } from "@portolan/html";
import { createRegistry, hasErrors, type Registry } from "@portolan/model";
import { fromXml } from "@portolan/xml";
import { describe, expect, it } from "vitest";
import { asToldBy } from "./losses/losses.js";
import { hasSnapshots, NEEDS_SNAPSHOTS, readSnapshot, sharedPath, snapshotPath } from "./shared.js";

const PAGE_OF_2015 = "registry/2015-03-16/service-names-port-numbers-page-1-of-137.xhtml";
const OTHER_REGISTRY = "registry/protocol-numbers/protocol-numbers-2015.xhtml";

describe.skipIf(!hasSnapshots)(`the published pages ${NEEDS_SNAPSHOTS}`, () => {
  describe.each(["2024-04-30", "2025-09-22"])("of %s", (day) => {
    const page = (): string => readSnapshot(day, "xhtml");
    const registryOfXml = (): Registry => fromXml(readSnapshot(day, "xml")).registry;

    it("say what the XML of the day says: all records, people, header and footnotes", () => {
      const { registry, problems } = fromHtml(page());
      const expected = asToldBy("html", registryOfXml());
      expect(problems).toEqual([]);
      expect({ ...registry, records: [], people: [] }).toEqual({
        ...expected,
        records: [],
        people: [],
      });
      expectEqualEntries(registry.records, expected.records);
      expectEqualEntries(registry.people, expected.people);
    });

    it("give the published CSV of the day, byte for byte", () => {
      expect(toCsv(fromHtml(page()).registry) === readSnapshot(day, "csv")).toBe(true);
    });

    it("are written again from the XML with all that they show", () => {
      const registry = registryOfXml();
      const again = fromHtml(toHtml(registry)).registry;
      const expected = asToldBy("html", registry);
      expectEqualEntries(again.records, expected.records);
      expectEqualEntries(again.people, expected.people);
      expect({ ...again, records: [], people: [] }).toEqual({
        ...expected,
        records: [],
        people: [],
      });
    });

    it("keep every row that is whole when they are cut off", () => {
      const source = page();
      const whole = fromHtml(source);
      const { registry, problems } = fromHtml(source.slice(0, 1_000_000));
      expect(problems.map(({ code }) => code)).toEqual(["html/cut-off"]);
      expect(registry.records).toEqual(whole.registry.records.slice(0, registry.records.length));
      const next = whole.offsets[registry.records.length] ?? 0;
      expect(source.slice(next, 1_000_000)).not.toContain("</tr>");
    });
  });

  it("of 2015 have one page of a hundred records", () => {
    const { registry, problems } = fromHtml(readFileSync(sharedPath(PAGE_OF_2015), "utf8"));
    expect(problems).toEqual([]);
    expect(registry).toMatchObject({
      id: "service-names-port-numbers",
      title: "Service Name and Transport Protocol Port Number Registry",
      updated: "2015-03-16",
      page: { number: 1, count: 137 },
      references: [{ type: "rfc", data: "rfc6335" }],
    });
    expect(registry.records).toHaveLength(100);
    expect(registry.people).toHaveLength(11);
    expect(registry.people.at(-1)).toEqual({
      id: "Robert_Ullmann",
      name: "Robert Ullmann",
      uris: ["mailto:ariel&world.std.com"],
    });
  });

  it("of another registry are refused", () => {
    const { registry, problems } = fromHtml(readFileSync(sharedPath(OTHER_REGISTRY), "utf8"));
    expect(problems.map(({ code, start }) => [code, start?.line])).toEqual([
      ["html/other-page", 55],
    ]);
    expect(hasErrors(problems)).toBe(true);
    expect(registry.records).toEqual(createRegistry().records);
  });

  it("exist for these tests", () => {
    expect(existsSync(snapshotPath("2025-09-22", "xhtml"))).toBe(true);
  });
});

/** Compares long lists; a difference shows only the entries that differ. */
function expectEqualEntries(found: readonly unknown[], expected: readonly unknown[]): void {
  expect(found).toHaveLength(expected.length);
  const differs = (index: number) =>
    JSON.stringify(sorted(found[index])) !== JSON.stringify(sorted(expected[index]));
  const places = [...found.keys()].filter(differs).slice(0, 5);
  expect(places.map((place) => found[place])).toEqual(places.map((place) => expected[place]));
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort()
      .map(([key, inner]) => [key, sorted(inner)]),
  );
}
