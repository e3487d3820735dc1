import { createRegistry, type ServiceRecord } from "@portolan/model";
import { stats } from "@portolan/query";
import { expect, test } from "vitest";

const record = (parts: Partial<ServiceRecord>): ServiceRecord => ({
  contacts: [],
  references: [],
  ...parts,
});

test("stats counts", () => {
  const registry = createRegistry({
    updated: "2025-09-22",
    records: [
      record({ port: { first: 4, last: 6 }, description: "Unassigned" }),
      record({ name: "a", port: 80, protocol: "tcp", registrationDate: "2003-08" }),
      record({ name: "A", port: 80, protocol: "ddp", registrationDate: "2001-01-01" }),
      record({ name: "b_c", port: 2000, protocol: "tcp", registrationDate: "2003-09" }),
      record({ port: { first: 3000, last: 3009 }, description: "Unassigned" }),
      record({ name: "d" }),
      record({ name: "a2", port: 80, protocol: "tcp" }),
    ],
    people: [{ id: "Ann", uris: [] }],
  });
  expect(stats(registry, { blocks: 1 })).toEqual({
    updated: "2025-09-22",
    records: 7,
    people: 1,
    names: 4,
    invalidNames: 1,
    severalNames: 1,
    ranges: 2,
    byStatus: [
      { kind: "assigned", count: 5 },
      { kind: "unassigned", count: 2 },
      { kind: "reserved", count: 0 },
      { kind: "de-registered", count: 0 },
      { kind: "deprecated", count: 0 },
      { kind: "discouraged", count: 0 },
    ],
    byClass: [
      { kind: "system", count: 4 },
      { kind: "user", count: 2 },
      { kind: "dynamic", count: 0 },
      { kind: "none", count: 1 },
    ],
    byProtocol: [
      { kind: "tcp", count: 3 },
      { kind: "udp", count: 0 },
      { kind: "sctp", count: 0 },
      { kind: "dccp", count: 0 },
      { kind: "ddp", count: 1 },
      { kind: "none", count: 3 },
    ],
    byYear: [
      { kind: "2001", count: 1 },
      { kind: "2003", count: 2 },
    ],
    undated: 4,
    freeByClass: [
      { kind: "system", count: 3 },
      { kind: "user", count: 10 },
      { kind: "dynamic", count: 0 },
    ],
    longestFree: [{ first: 3000, last: 3009 }],
  });
});

test("free ports count for the class that each is in, wherever their block begins", () => {
  const free = (...blocks: readonly (readonly [first: number, last: number])[]) =>
    stats(
      createRegistry({
        records: blocks.map(([first, last]) =>
          record({ port: { first, last }, description: "Unassigned" }),
        ),
      }),
    );
  const expected = [
    { kind: "system", count: 24 },
    { kind: "user", count: 77 },
    { kind: "dynamic", count: 0 },
  ];
  expect(free([1000, 1100]).freeByClass).toEqual(expected);
  // Two records that touch are one block.
  const touching = free([1000, 1023], [1024, 1100]);
  expect(touching.freeByClass).toEqual(expected);
  expect(touching.longestFree).toEqual([{ first: 1000, last: 1100 }]);
});
