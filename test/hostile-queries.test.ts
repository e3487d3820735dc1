import { createRegistry, txtKeysOf } from "@portolan/model";
import {
  createIndex,
  lookup,
  parseQueries,
  parseQuery,
  queriesInText,
  search,
} from "@portolan/query";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";

/** Pieces of which queries and the output of tools are made, and what breaks readers. */
const piece = fc.constantFrom(
  ..."0 1 9 443 65536 : :: [ ] / \\ - – . , ; * % _ = ( ) < > \" ' # @ & -> $ ^".split(" "),
  ...["tcp", "udp", "SC:", "SC=x", "port ", "dpt:", "https", "_ipp._tcp", " ", "\t", "\n", "\r\n"],
  ...["\u0000", "\u001B[31m", "\u202E", "\uD800", "é", "日本", "__proto__", "constructor"],
);
const text = fc.array(piece, { maxLength: 30 }).map((pieces) => pieces.join(""));
const index = createIndex(
  createRegistry({
    records: [
      { name: "https", port: 443, protocol: "tcp" },
      { name: "__proto__", port: 1, protocol: "__proto__" },
      { name: "constructor", port: 1, protocol: "tcp", notes: "Defined TXT keys: __proto__=<x>" },
    ],
  }),
);

describe("a query of any kind", () => {
  it("is understood as something, and answered", () => {
    fc.assert(
      fc.property(text, (asked) => {
        const answer = lookup(index, asked);
        expect(answer.query.kind).toMatch(/^(?:port|name|dns-sd|service-code)$/);
        for (const { text: part } of parseQueries(asked)) lookup(index, part);
        for (const { text: part, query } of queriesInText(asked).queries) {
          // What is shown as the query is what was understood.
          expect(parseQuery(part)).toEqual(query);
        }
        search(createRegistry({ records: index.records }), asked);
      }),
      { numRuns: 2_000 },
    );
  });

  it("finds names that objects have of their own", () => {
    expect(lookup(index, "__proto__").entries).toHaveLength(1);
    expect(lookup(index, "toString").entries).toEqual([]);
    expect(lookup(index, "1").names).toEqual(
      Object.fromEntries([
        ["tcp", ["constructor"]],
        ["__proto__", ["__proto__"]],
      ]),
    );
    const [, , record] = index.records;
    expect(record && txtKeysOf(record)).toEqual([{ key: "__proto__", value: "<x>" }]);
  });
});

describe("time grows with the length only", () => {
  it.each([
    "1",
    ":",
    "1:",
    "a ",
    "%a",
    "_",
    "/",
    "(",
    "tcp ",
    "1,",
    "[",
    ".1",
    "SC:",
    "-> ",
    "\n1:1",
  ])("%j over and over", (part) => {
    const long = part.repeat(50_000);
    const start = performance.now();
    parseQuery(long);
    queriesInText(long);
    queriesInText(`${long} x y`);
    lookup(index, long);
    expect(performance.now() - start).toBeLessThan(2_000);
  });
});

it("a port with very many names is answered in time", () => {
  const records = Array.from({ length: 300_000 }, (_, i) => ({
    ...{ name: `name-${i}`, port: 80, protocol: "tcp" },
    ...{ contacts: [], references: [] },
  }));
  const start = performance.now();
  const { entries, names } = lookup(createIndex(createRegistry({ records })), "80");
  expect(entries).toHaveLength(records.length);
  expect(names?.tcp?.[0]).toBe("name-0");
  // Squared, this took minutes.
  expect(performance.now() - start).toBeLessThan(20_000);
});
