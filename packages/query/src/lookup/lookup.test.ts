import { createRegistry, type ServiceRecord } from "@portolan/model";
import {
  createIndex,
  freePorts,
  lookup,
  nextFree,
  otherNamesOf,
  parseQuery,
} from "@portolan/query";
import { describe, expect, test } from "vitest";

const record = (parts: Partial<ServiceRecord>): ServiceRecord => ({
  contacts: [],
  references: [],
  ...parts,
});

const registry = createRegistry({
  records: [
    record({ port: 4, description: "Unassigned" }),
    record({ name: "http", port: 80, protocol: "tcp" }),
    record({
      name: "www",
      port: 80,
      protocol: "tcp",
      notes: 'This is a duplicate of the "http" service and should not be used.',
    }),
    record({ name: "http", port: 80, protocol: "sctp" }),
    record({
      name: "cl-1",
      port: 172,
      protocol: "tcp",
      description: 'IANA assigned this well-formed service name as a replacement for "cl/1".',
    }),
    record({ port: { first: 1500, last: 1502 }, description: "Unassigned" }),
    record({ port: 1502, protocol: "udp", description: "Reserved" }),
    record({ name: "x11", port: { first: 6000, last: 6063 }, protocol: "tcp" }),
    record({ name: "inner", port: 6010, protocol: "udp" }),
    record({ name: "ipp", protocol: "tcp" }),
    record({ name: "airport" }),
    record({ name: "second", port: 2049, protocol: "tcp", registrationDate: "2006-01" }),
    record({ name: "second", port: 2049, protocol: "udp", registrationDate: "2006-01" }),
    record({ name: "first", port: 2049, protocol: "tcp", registrationDate: "1999-01" }),
    record({ name: "first", port: 2049, protocol: "sctp", registrationDate: "1999-01" }),
    record({ name: "Old Name (Dock)", port: 3679, protocol: "tcp" }),
    record({ name: "discard", protocol: "dccp", serviceCode: 1145656131 }),
    record({ name: "ltp", protocol: "dccp", serviceCode: 0x6c7470 }),
  ],
});
const index = createIndex(registry);

/** Writes an answer as `name match` for each entry. */
const entries = (query: string): readonly string[] =>
  lookup(index, query).entries.map(({ record: { name }, match }) => `${name ?? "-"} ${match}`);

describe("lookup", () => {
  test("finds records whose protocol is in capitals, as lists of people have it", () => {
    const shouting = createIndex(
      createRegistry({ records: [record({ name: "http", port: 80, protocol: "TCP" })] }),
    );
    for (const query of ["80/tcp", "80/TCP", "http/tcp"])
      expect(lookup(shouting, query).entries, query).toMatchObject([{ record: { name: "http" } }]);
    expect(lookup(shouting, "80/udp")).toMatchObject({ entries: [], otherProtocols: ["TCP"] });
  });

  test.each([
    ["80", ["http exact", "http exact", "www exact"]],
    ["80/sctp", ["http exact"]],
    ["6010", ["x11 range", "inner exact"]],
    ["6010/TCP", ["x11 range"]],
    ["6060-6100", ["x11 exact"]],
    ["1501/udp", ["- range"]],
    ["HTTP", ["http case", "http case"]],
    ["http/sctp", ["http exact"]],
    ["www", ["http alias-target", "www exact"]],
    ["cl/1", ["cl-1 replacement"]],
    ["_ipp._tcp", ["ipp exact"]],
    ["_ipp._tcp.example.com.", ["ipp exact"]],
    ["_x._sub._ipp._tcp", ["ipp exact"]],
    ["_ipp._udp", []],
    ["_airport._udp", ["airport exact"]],
    ["_http._udp", ["http exact"]],
    ["2049", ["first exact", "first exact", "second exact", "second exact"]],
    ["2049/udp", ["second exact"]],
    ["old name (dock)", ["Old Name (Dock) case"]],
    ["SC:DISC", ["discard exact"]],
    ["1145656131", ["discard exact"]],
    ["SC:ltp", ["ltp exact"]],
    ["SC:NONE", []],
    ["70000", []],
    ["", []],
  ])("%s", (query, expected) => {
    expect(entries(query)).toEqual(expected);
  });

  test.each([
    ["80", "assigned"],
    ["1501", "unassigned"],
    ["1502/udp", "reserved"],
    ["50000", "dynamic"],
    ["2000", "unlisted"],
  ])("port %s is %s", (query, status) => {
    expect(lookup(index, query).status).toBe(status);
  });

  test("the names of a port are given for each protocol, the canonical one first", () => {
    expect(lookup(index, "2049").names).toEqual({
      tcp: ["first", "second"],
      udp: ["second"],
      sctp: ["first"],
    });
    expect(lookup(index, "80/tcp").names).toEqual({ tcp: ["http", "www"] });
    expect(lookup(index, "4").names).toEqual({});
  });

  test("another protocol's record is told, not given", () => {
    expect(lookup(index, "80/udp")).toMatchObject({ entries: [], otherProtocols: ["tcp", "sctp"] });
    expect(lookup(index, "ipp/udp")).toMatchObject({ entries: [], otherProtocols: ["tcp"] });
  });

  test("a name not found brings near names, the nearest first", () => {
    expect(lookup(index, "htttp").suggestions).toEqual(["http"]);
    expect(lookup(index, "iip").suggestions).toEqual(["ipp"]);
    expect(lookup(index, "somethingelse").suggestions).toEqual([]);
  });

  test.each([
    ["80/tcp", ["names", "status"]],
    ["80/udp", ["names", "otherProtocols", "status"]],
    ["2000", ["names", "status"]],
    ["2000/udp", ["names", "status"]],
    ["1500-1501", ["status"]],
    ["http", []],
    ["http/udp", ["otherProtocols"]],
    ["htttp", ["suggestions"]],
    ["htttp/udp", ["suggestions"]],
    ["SC:DISC", []],
    ["SC:NONE", []],
  ])("the answer to %s tells besides its records only %j", (query, expected) => {
    const { query: _, entries: __, ...others } = lookup(index, query);
    expect(Object.keys(others).sort()).toEqual(expected);
  });

  test("names are near with one letter wrong in four, two in five, the five nearest first", () => {
    const near = (names: readonly string[], wanted: string) =>
      lookup(
        createIndex(createRegistry({ records: names.map((name) => record({ name })) })),
        wanted,
      ).suggestions;
    expect(near(["abcd"], "abcx")).toEqual(["abcd"]);
    expect(near(["abcd"], "abxx")).toEqual([]);
    expect(near(["abcd"], "abcdef")).toEqual(["abcd"]);
    expect(near(["abcde"], "abcxx")).toEqual(["abcde"]);
    expect(near(["abcde"], "abxxx")).toEqual([]);
    expect(near(["ABCDE"], "abcdx")).toEqual(["ABCDE"]);
    expect(near(["abcde"], "abcdefg")).toEqual(["abcde"]);
    expect(near(["abcde"], "abcdefgh")).toEqual([]);
    expect(near(["xbcdy", "abcdy", "xbcde", "abcdx", "abcdz", "zbcde"], "abcde")).toEqual([
      "abcdy",
      "xbcde",
      "abcdx",
      "abcdz",
      "zbcde",
    ]);
  });

  test("a registered name is found, whatever it looks like, but for a port", () => {
    const names = ["80", "a/tcp", "tcp a", "_x._tcp", "SC:ABCD", "host:b", "1145656131"];
    const odd = createIndex(createRegistry({ records: names.map((name) => record({ name })) }));
    for (const name of names.slice(1))
      expect(lookup(odd, ` ${name} `).entries.map((entry) => entry.record.name)).toEqual([name]);
    expect(lookup(odd, "80").entries).toEqual([]);
    expect(lookup(odd, "c/tcp").query).toMatchObject({ name: "c", protocol: "tcp" });
  });

  test("records are in the order of the registry, those of a port in the order of protocols", () => {
    const mixed = createIndex(
      createRegistry({
        records: [
          record({ name: "b", port: 1, protocol: "udp", registrationDate: "2006-01" }),
          record({ name: "b", port: 1, protocol: "tcp", registrationDate: "2006-01" }),
          record({ name: "a", port: 1, protocol: "udp", registrationDate: "1999-01" }),
          record({ name: "a", port: 1, protocol: "tcp", registrationDate: "1999-01" }),
          record({ port: 1, description: "Reserved" }),
          record({ name: "short", protocol: "dccp", serviceCode: 7107696 }),
          record({ name: "padded", protocol: "dccp", serviceCode: 1819570208 }),
          record({ name: "c", port: 2, protocol: "udp" }),
          record({ name: "c", port: 2, protocol: "tcp" }),
        ],
      }),
    );
    const found = (query: string): readonly string[] =>
      lookup(mixed, query).entries.map(({ record: one }) => `${one.name}/${one.protocol}`);
    expect(found("1")).toEqual(["a/tcp", "a/udp", "b/tcp", "b/udp", "undefined/undefined"]);
    expect(found("2")).toEqual(["c/tcp", "c/udp"]);
    expect(found("SC:ltp")).toEqual(["short/dccp", "padded/dccp"]);
    expect(found("a")).toEqual(["a/udp", "a/tcp"]);
  });

  test("other names of a service", () => {
    expect(otherNamesOf(index, index.record(1))).toEqual(["www"]);
    expect(otherNamesOf(index, index.record(2))).toEqual(["http"]);
    expect(otherNamesOf(index, index.record(4))).toEqual(["cl/1"]);
    expect(otherNamesOf(index, index.record(0))).toEqual([]);
  });

  test("overlapping ranges are all found", () => {
    const overlapping = createIndex(
      createRegistry({
        records: [
          record({ name: "wide", port: { first: 1, last: 100 } }),
          record({ name: "narrow", port: { first: 10, last: 20 } }),
          record({ name: "late", port: { first: 50, last: 60 } }),
        ],
      }),
    );
    const names = (query: string) => lookup(overlapping, query).entries.map((e) => e.record.name);
    expect(names("15")).toEqual(["wide", "narrow"]);
    expect(names("55")).toEqual(["wide", "late"]);
    expect(names("99")).toEqual(["wide"]);
    expect(names("101")).toEqual([]);
  });
});

test("a query says what it asks for", () => {
  expect(parseQuery(" 6000-6063/udp ")).toEqual({
    kind: "port",
    port: { first: 6000, last: 6063 },
    protocol: "udp",
  });
  expect(parseQuery("914c/g")).toEqual({ kind: "name", name: "914c/g" });
  expect(parseQuery("_HTTP._TCP")).toEqual({ kind: "dns-sd", name: "HTTP", label: "tcp" });
});

test("ports that no record can have are not found", () => {
  const odd = createIndex({
    records: [
      record({ name: "below", port: -1 }),
      record({ name: "first", port: 0 }),
      record({ name: "last", port: 65_535 }),
      record({ name: "above", port: 65_536 }),
    ],
  });
  const names = (query: string) => lookup(odd, query).entries.map((entry) => entry.record.name);
  expect(names("0")).toEqual(["first"]);
  expect(names("65535")).toEqual(["last"]);
  expect(names("0-65535")).toEqual(["first", "last"]);
});

describe("free ports", () => {
  test("are those called unassigned and not given to another", () => {
    expect(freePorts(registry)).toEqual([
      { first: 4, last: 4 },
      { first: 1500, last: 1501 },
    ]);
    expect(freePorts(registry, { protocol: "tcp" }).at(-1)).toEqual({ first: 1500, last: 1502 });
  });

  test.each([
    [{}, { first: 1500, last: 1500 }],
    [{ class: "system" }, { first: 4, last: 4 }],
    [{ count: 2 }, { first: 1500, last: 1501 }],
    [{ count: 3 }, undefined],
    [
      { count: 3, protocol: "tcp" },
      { first: 1500, last: 1502 },
    ],
    [{ class: "dynamic" }, undefined],
  ] as const)("next free of %j", (options, expected) => {
    expect(nextFree(registry, options)).toEqual(expected);
  });

  test("a count that is none is refused", () => {
    expect(() => nextFree(registry, { count: 0 })).toThrow(TypeError);
  });
});
