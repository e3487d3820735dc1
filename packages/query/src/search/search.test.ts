import { createRegistry, type ServiceRecord } from "@portolan/model";
import { KeptSearch, parseColumns, regexFinder, search, type TextFinder } from "@portolan/query";
import { describe, expect, test } from "vitest";
import { plainFinder } from "./search.js";

const record = (parts: Partial<ServiceRecord>): ServiceRecord => ({
  contacts: [],
  references: [],
  ...parts,
});

const registry = createRegistry({
  records: [
    record({ name: "pcp", port: 5351, protocol: "udp", contacts: ["IETF_Chair"] }),
    record({ name: "pmcd", port: 44321, description: "PCP server\n   (pmcd)" }),
    record({
      name: "pon",
      assignees: ["Forum"],
      contacts: ["Ann"],
      references: [
        { type: "uri", data: "https://example.org/TR.pdf", text: "TR" },
        { type: "rfc", data: "rfc6335" },
      ],
    }),
    record({
      port: 9,
      notes: ["See ", { reference: { type: "uri", data: "http://x.example", text: "x" } }],
    }),
  ],
  people: [{ id: "Ann", uris: ["mailto:ann&pcp.example"] }],
});

const names = (wanted: string | TextFinder, columns?: Parameters<typeof search>[2]) =>
  search(registry, wanted, columns).map(({ record: { name, port } }) => name ?? port);

async function regex(pattern: string): Promise<TextFinder> {
  const parsed = await regexFinder(pattern);
  if ("message" in parsed) throw new Error(parsed.message);
  return parsed.value;
}

describe("search", () => {
  test.each([
    ["pcp", ["pcp", "pmcd"]],
    ["PCP  SERVER (", ["pmcd"]],
    ["http", ["pon", 9]],
    ["rfc6335", ["pon"]],
    ["[ann]", ["pon"]],
    ["44", ["pmcd"]],
    [".", ["pon", 9]],
    ["mailto", []],
    ["", ["pcp", "pmcd", "pon", 9]],
  ])("%j", (wanted, expected) => {
    expect(names(wanted)).toEqual(expected);
    const places = new KeptSearch(registry.records).find(wanted);
    expect(places).toEqual(search(registry, wanted).map(({ index }) => index));
  });

  test("by pieces, no text reaches into the next", () => {
    const kept = new KeptSearch(registry.records);
    expect([kept.prepare(3), kept.prepare(3)]).toEqual([false, true]);
    expect(kept.find("pcp 5351")).toEqual([]);
    expect(kept.find("pcp\n5351")).toEqual([]);
    expect(kept.find("PCP")).toEqual([0, 1]);
  });

  test("in some columns", () => {
    expect(names("pcp", { columns: ["name"] })).toEqual(["pcp"]);
    expect(names("example", { columns: ["notes"] })).toEqual([9]);
    expect(names("chair", { columns: ["assignee"] })).toEqual(["pcp"]);
  });

  test("says where", () => {
    expect(search(registry, "pm")).toEqual([
      {
        record: registry.records[1],
        index: 1,
        matches: [
          { column: "name", text: "pmcd", spans: [{ start: 0, end: 2 }] },
          { column: "description", text: "PCP server (pmcd)", spans: [{ start: 12, end: 14 }] },
        ],
      },
    ]);
    expect(search(registry, "https")[0]?.matches).toEqual([
      {
        column: "reference",
        text: "https://example.org/TR.pdf",
        isTarget: true,
        spans: [{ start: 0, end: 5 }],
      },
    ]);
  });

  test("by regular expression", async () => {
    expect(names(await regex("^pm?cp?d?$"))).toEqual(["pcp", "pmcd"]);
    expect(search(registry, await regex("P."))[0]?.matches[0]?.spans).toEqual([
      { start: 0, end: 2 },
    ]);
  });
});

test("spans keep their offsets where lower case is longer", () => {
  expect(plainFinder("x").spans("İX x")).toEqual([
    { start: 1, end: 2 },
    { start: 3, end: 4 },
  ]);
});

test("an empty text is nowhere, and appears in every text", () => {
  expect(plainFinder("").spans("abc")).toEqual([]);
  expect(plainFinder("").test("abc")).toBe(true);
});

test("what a link points to is looked for where it is not what is shown", () => {
  const linked = (reference: { data?: string; text?: string }) =>
    search(
      createRegistry({ records: [record({ references: [{ type: "uri", ...reference }] })] }),
      "a",
    )
      .flatMap(({ matches }) => matches)
      .map(({ text, isTarget }) => `${text} ${isTarget ?? false}`);
  expect(linked({ data: "a:b", text: "x" })).toEqual(["a:b true"]);
  expect(linked({ data: "a:b", text: "a" })).toEqual(["[a] false", "a:b true"]);
  expect(linked({ data: "a:b" })).toEqual(["[a:b] false"]);
  expect(linked({ text: "a" })).toEqual(["[a] false"]);
});

test("letters of either case are the same, beyond ASCII too", () => {
  expect(plainFinder("ΣΑΣ").test("σας")).toBe(true);
  expect(plainFinder("ÉCOLE").test("l'école")).toBe(true);
  expect(plainFinder("straße").spans("STRAẞE straße")).toEqual([
    { start: 0, end: 6 },
    { start: 7, end: 13 },
  ]);
  expect(plainFinder("\u{10428}").test("\u{10400}")).toBe(true);
});

test("a text of any length is looked for", () => {
  expect(search(registry, "(".repeat(100_000))).toEqual([]);
  const long = "[a".repeat(8_000);
  expect(plainFinder(long).spans(`x${long.toUpperCase()}`)).toEqual([{ start: 1, end: 16_001 }]);
});

test("what cannot be matched in linear time is refused", async () => {
  expect(await regexFinder("(?=a)")).toHaveProperty("message");
  expect(await regexFinder("(a")).toEqual({
    message: "“(a” is not a regular expression: missing closing ): `(a`.",
  });
  const nested = await regex("(a+)+$");
  expect(nested.test(`${"a".repeat(50_000)}b`)).toBe(false);
});

test("columns are named by key or heading", () => {
  expect(parseColumns("Name, service code,serviceCode")).toEqual({
    value: ["name", "serviceCode", "serviceCode"],
  });
  expect(parseColumns("x")).toHaveProperty("message");
});
