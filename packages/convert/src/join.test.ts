import { joinRegistries } from "@portolan/convert";
import { createRegistry, type Registry, type ServiceRecord } from "@portolan/model";
import { describe, expect, it } from "vitest";

const record = (parts: Partial<ServiceRecord>): ServiceRecord => ({
  contacts: [],
  references: [],
  ...parts,
});
const part = (registry: Partial<Registry>, source = "") => {
  const made = createRegistry(registry);
  return { registry: made, problems: [], offsets: made.records.map((_, i) => i), source };
};

const http = record({ name: "http", port: 80, protocol: "tcp" });
const https = record({ name: "https", port: 443, protocol: "tcp" });
const ipp = record({ name: "ipp" });

describe("joining", () => {
  it("gives one part back as it is", () => {
    const only = part({ records: [https, http, https] });
    expect(joinRegistries([only]).registry).toBe(only.registry);
  });

  it("puts pages in registry order, whatever the order they are given in, repeated rows once", () => {
    const first = part({
      updated: "2025-01-01",
      title: "T",
      page: { number: 1 },
      records: [http, https],
    });
    const second = part({ updated: "2025-01-01", records: [https, ipp] });
    const joined = joinRegistries([second, first]);
    expect(joined.registry.records).toEqual([http, https, ipp]);
    expect(joined.registry.page).toBeUndefined();
    expect(joined.problems).toEqual([[], []]);
  });

  it("keeps what one part itself repeats", () => {
    const twice = part({ records: [ipp, ipp] });
    expect(joinRegistries([twice, part({ records: [ipp] })]).registry.records).toEqual([ipp, ipp]);
  });

  it("takes record, person and header of the newer part where two disagree, and says so with position", () => {
    const fresh = { ...http, description: "new" };
    const old = part(
      { updated: "2024-01-01", records: [https, http], people: [{ id: "A", uris: [] }] },
      "one\ntwo",
    );
    const recent = part({
      updated: "2025-01-01",
      records: [fresh],
      people: [{ id: "A", name: "A", uris: [] }],
    });
    const { registry, problems } = joinRegistries([{ ...old, offsets: [0, 4] }, recent]);
    expect(registry.updated).toBe("2025-01-01");
    expect(registry.records).toEqual([fresh, https]);
    expect(registry.people).toEqual([{ id: "A", name: "A", uris: [] }]);
    expect(problems[0]).toMatchObject([
      { code: "join/record-differs", start: { line: 2, column: 1 } },
      { code: "join/person-differs" },
    ]);
    expect(problems[1]).toEqual([]);
  });

  it("keeps the footnote of the newer part where two have the same number, and says so", () => {
    const citing = (name: string): ServiceRecord =>
      record({ name, references: [{ type: "note", data: "1" }] });
    const old = part({
      updated: "2024-01-01",
      records: [citing("old")],
      footnotes: [
        { anchor: "1", text: "What was meant then." },
        { anchor: "2", text: "The same." },
      ],
    });
    const recent = part({
      updated: "2025-01-01",
      records: [citing("new")],
      footnotes: [
        { anchor: "2", text: "The same." },
        { anchor: "1", text: "What is meant now." },
      ],
    });
    const { registry, problems } = joinRegistries([old, recent]);
    expect(registry.footnotes).toEqual(recent.registry.footnotes);
    expect(problems[0]).toMatchObject([
      { code: "join/footnote-differs", message: expect.stringMatching(/^The footnote 1 differs/) },
    ]);
    expect(problems[1]).toEqual([]);
  });
});
