import { createRegistry, type Registry, type ServiceRecord } from "@portolan/model";
import { parseGlob } from "@portolan/model/internal";
import { parseSelection, type SelectionTexts, select } from "@portolan/query";
import { describe, expect, test } from "vitest";
import { parsePortSet } from "../port-set.js";
import { Selector } from "./select.js";

const record = (parts: Partial<ServiceRecord>): ServiceRecord => ({
  contacts: [],
  references: [],
  ...parts,
});

const registry = createRegistry({
  updated: "2025-09-22",
  records: [
    record({
      name: "http",
      port: 80,
      protocol: "tcp",
      contacts: ["Ann"],
      modificationDate: "2021-10-01",
    }),
    record({
      name: "x11",
      port: { first: 6000, last: 6063 },
      protocol: "udp",
      registrationDate: "2003-08",
    }),
    record({ port: 4242, description: "Unassigned" }),
    record({
      name: "SQL*Net",
      port: 66,
      references: [
        { type: "uri", data: "https://example.org/spec", text: "Spec" },
        { type: "note", data: "1" },
      ],
      notes: ["See ", { reference: { type: "person", data: "Bob" } }],
    }),
    record({ name: "airport", protocol: "tcp" }),
  ],
  people: ["Ann", "Bob", "Cy"].map((id) => ({ id, uris: [] })),
  footnotes: [
    { anchor: "1", text: "One" },
    { anchor: "2", text: "Two" },
  ],
});

function selected(texts: SelectionTexts): Registry {
  const parsed = parseSelection(texts);
  if (!("selection" in parsed)) throw new Error(parsed.message);
  return select(registry, parsed.selection);
}

const keys = (texts: SelectionTexts): readonly unknown[] =>
  selected(texts).records.map(({ name, port }) => name ?? port);

describe("select", () => {
  test.each<[SelectionTexts, readonly unknown[]]>([
    [{ port: "1-79, 6010" }, ["x11", "SQL*Net"]],
    [{ protocol: "TCP" }, ["http", "airport"]],
    [{ protocol: "none" }, [4242, "SQL*Net"]],
    [{ name: "HTTP,x1?" }, ["http", "x11"]],
    [{ name: "*" }, ["http", "x11", "SQL*Net", "airport"]],
    [{ status: "unassigned" }, [4242]],
    [{ class: "system" }, ["http", "SQL*Net"]],
    [{ since: "2003-08-01" }, ["http", "x11"]],
    [{ since: "2003-08-02" }, ["http"]],
    [{ since: "2021" }, ["http"]],
    [{ where: "EXAMPLE.org" }, ["SQL*Net"]],
    [{ where: "[bob]" }, ["SQL*Net"]],
    [{ class: "user", protocol: "udp" }, ["x11"]],
  ])("%j", (texts, expected) => {
    expect(keys(texts)).toEqual(expected);
  });

  test("no criterion gives the registry as it is", () => {
    expect(select(registry, {})).toBe(registry);
  });

  test("people and footnotes are those cited", () => {
    const part = selected({ name: "sql[*]*" });
    expect(part.people.map(({ id }) => id)).toEqual(["Bob"]);
    expect(part.footnotes.map(({ anchor }) => anchor)).toEqual(["1"]);
    expect(part.updated).toBe("2025-09-22");
  });
});

test("a selector counts what it takes, and keeps whom the header cites", () => {
  const selector = new Selector({ protocols: ["tcp"] });
  expect(registry.records.map((one) => selector.takes(one))).toEqual([
    true,
    false,
    false,
    false,
    true,
  ]);
  expect(selector.taken).toBe(2);
  const { people, footnotes } = registry;
  const cites = (header: Partial<Registry>) => {
    const kept = selector.tailOf(createRegistry(header), { people, footnotes });
    return [...kept.people.map(({ id }) => id), ...kept.footnotes.map(({ anchor }) => anchor)];
  };
  expect(cites({})).toEqual(["Ann"]);
  expect(cites({ references: [{ type: "note", data: "2" }] })).toEqual(["Ann", "2"]);
  expect(cites({ notes: [{ text: [{ reference: { type: "person", data: "Cy" } }] }] })).toEqual([
    "Ann",
    "Cy",
    "2",
  ]);
  const header = createRegistry({ ...registry, references: [{ type: "person", data: "Cy" }] });
  expect(select(header, { classes: ["dynamic"] }).people.map(({ id }) => id)).toEqual(["Cy"]);
});

describe("parseSelection", () => {
  test.each<[SelectionTexts, string]>([
    [
      { port: "1-65536" },
      "“1-65536” is neither a port (0 to 65535) nor a range such as 6000-6063.",
    ],
    [{ port: "80," }, "“” is neither a port (0 to 65535) nor a range such as 6000-6063."],
    [{ protocol: "tpc" }, "“tpc” is none of tcp, udp, sctp, dccp, none."],
    [{ class: "sytem" }, "“sytem” is none of system, user, dynamic."],
    [
      { since: "2023-02-29" },
      "“2023-02-29” is not a date of the form YYYY, YYYY-MM or YYYY-MM-DD.",
    ],
    [{ name: "a[b" }, "“a[b” has a “[” without “]”."],
    [{ name: "" }, "An empty pattern matches no name."],
    [{ where: "" }, "An empty text stands in every record."],
  ])("%j", (texts, message) => {
    expect(parseSelection(texts)).toEqual({ option: Object.keys(texts)[0], message });
  });
});

test("a port set is sorted and joined", () => {
  expect(parsePortSet("8080,1-1023,1024,500-600")).toEqual({
    value: [
      { first: 1, last: 1024 },
      { first: 8080, last: 8080 },
    ],
  });
});

describe("parseGlob", () => {
  test.each([
    ["http*", "HTTPS", true],
    ["*s", "https", true],
    ["*", "", true],
    ["h??p", "http", true],
    ["h??p", "htp", false],
    ["[a-c]x", "bx", true],
    ["[!a-c]x", "bx", false],
    ["[]]x", "]x", true],
    ["[a-]x", "-x", true],
    ["*a*b", "xaxxb", true],
    ["*a*b", "xbxxa", false],
    ["z39.50", "z39-50", false],
  ])("%s on %s is %s", (glob, name, expected) => {
    const parsed = parseGlob(glob);
    expect("value" in parsed && parsed.value(name)).toBe(expected);
  });

  test("many stars on a long name do not hang", () => {
    const parsed = parseGlob(`${"*a".repeat(200)}b`);
    expect("value" in parsed && parsed.value("a".repeat(20_000))).toBe(false);
  });
});
