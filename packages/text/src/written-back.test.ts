import { createRegistry, type Registry, Report } from "@portolan/model";
import { toCopy, toText } from "@portolan/text";
import { describe, expect, it } from "vitest";

const record = (name: string, port: number) => ({
  ...{ name, port, protocol: "tcp", description: "Words" },
  ...{ contacts: ["Ann_Lee"], references: [] },
});
const REGISTRY = createRegistry({
  title: "Service Name and Transport Protocol Port Number Registry",
  updated: "2024-05-06",
  experts: ["Bo Day"],
  references: [{ type: "rfc", data: "rfc6335" }],
  notes: [{ text: "A note." }],
  records: [record("one", 1), record("two", 2), record("two", 2), record("ten", 10)],
  people: [
    { id: "Ann_Lee", name: "Ann Lee", uris: ["mailto:ann&one.example"], updated: "2020-01-02" },
    { id: "Bo_Day", organization: "Bo Day Inc.", uris: [] },
  ],
  footnotes: [{ anchor: "1", text: "A footnote." }],
});

/** Gives what is told of a page that is written, or of a copy. */
function toldOf(registry: Registry, write = (report: Report) => toText(registry, { report })) {
  const report = new Report();
  write(report);
  return report.problems.map(({ message }) => message);
}

describe("a page says what it cannot hold", () => {
  it("and nothing of what it holds", () => {
    expect(toldOf(REGISTRY)).toEqual([]);
    expect(toldOf(createRegistry())).toEqual([]);
  });

  it.each<[part: string, change: Partial<Registry>]>([
    ["title", { title: "Last Updated" }],
    ["date", { updated: "Reference" }],
    ["experts", { experts: ["Reference"] }],
    ["references", { references: [{ type: "text", text: "a][b" }] }],
    ["notes", { notes: [{ text: "Reference" }] }],
    ["footnotes", { footnotes: [{ anchor: "a b", text: "Lost." }] }],
  ])("of its %s", (part, change) => {
    expect(toldOf({ ...REGISTRY, ...change })).toEqual([
      `The registry is not read back with the same ${part}.`,
    ]);
  });
});

describe("a copy with nothing but blanks says what is read back otherwise", () => {
  const copied = (registry: Registry) =>
    toldOf(registry, (report) => toCopy(registry, "space", { report }));
  const lost = { unauthorizedUse: "In words" };

  it.each([
    ["one of them", [0, 0, 0, 1], 1, "ten 10"],
    ["one of two that were the same", [0, 1, 0, 0], 1, "two 2"],
    ["two that are the same", [0, 1, 1, 0], 2, "two 2"],
    ["all", [1, 1, 1, 1], 4, "one 1"],
  ])("of its records: %s", (_, which, count, first) => {
    const records = REGISTRY.records.map((one, i) => (which[i] === 1 ? { ...one, ...lost } : one));
    const [told = "", ...others] = copied({ ...REGISTRY, records });
    expect(told).toContain(`${count} of the records are not read back`);
    expect(told).toContain(first);
    expect(others).toEqual([]);
  });

  it.each([
    ["one", ["Ann_Lee"], 1],
    ["two", ["Ann_Lee", "Bo_Day"], 2],
  ])("of its people: %s", (_, ids, count) => {
    const people = REGISTRY.people.map((one) =>
      ids.includes(one.id) ? { ...one, uris: ["by hand"] } : one,
    );
    const [told = "", ...others] = copied({ ...REGISTRY, people });
    expect(told).toContain(`${count} of the people are not read back`);
    expect(told).toContain("Ann_Lee Ann Lee by hand 2020-01-02");
    expect(others).toEqual([]);
  });
});
