import { createRegistry, type RecordFields } from "@portolan/model";
import { createIndex, diff, lookup } from "@portolan/query";
import { describe, expect, test } from "vitest";
import { chartChanges } from "./changes.js";
import { COLORINGS, type Coloring, colorPorts } from "./coloring.js";
import { PORT_COUNT } from "./layout.js";

const RECORDS: readonly RecordFields[] = [
  { port: 0, protocol: "tcp", description: "Reserved" },
  { name: "old", port: 7, protocol: "tcp", registrationDate: "1999-01" },
  { port: 7, protocol: "udp", description: "Unassigned" },
  { port: 8, protocol: "udp", description: "Unassigned" },
  { port: 8, protocol: "tcp", description: "De-registered" },
  { name: "two", port: 9, protocol: "udp" },
  { name: "two", port: 9, protocol: "tcp", registrationDate: "2021-02-03" },
  { name: "str", port: 10, protocol: "sctp" },
  { name: "any", port: 11 },
  { name: "x11", port: { first: 6000, last: 6063 }, protocol: "tcp", registrationDate: "2004-05" },
  { name: "used", port: 90, protocol: "tcp", unauthorizedUse: "by others" },
  {
    port: { first: 2000, last: 2099 },
    description: "Unassigned",
    unauthorizedUse: "Known on ports 2000, 2005, 2007 and 2099, not 1999 or 2100, see [RFC2010]",
  },
  { name: "without" },
  { name: "high", port: 50_000, protocol: "udp" },
];
const registry = createRegistry({ records: RECORDS });
const chart = { registry, index: createIndex(registry) };

function labels(coloring: Coloring, ports: readonly number[]): readonly (string | undefined)[] {
  const { kinds, kindOf } = colorPorts(chart, coloring);
  return ports.map((port) => kinds[kindOf[port] ?? -1]?.label);
}

test("records are found on each port of their range", () => {
  expect(chart.index.onPort(7)).toEqual([1, 2]);
  expect(chart.index.onPort(6063)).toEqual([9]);
  expect(chart.index.onPort(6064)).toEqual([]);
  expect(chart.index.onPort(65_535)).toEqual([]);
});

describe("status", () => {
  test("is what a look-up says", () => {
    const index = createIndex(registry);
    const { kinds, kindOf } = colorPorts(chart, "status");
    const words = new Map([["unlisted", "Not listed"]]);
    for (const port of [0, 1, 7, 8, 9, 11, 2001, 6010, 50_000, 50_001, 65_535]) {
      const { status = "" } = lookup(index, { kind: "port", port });
      const label = words.get(status) ?? `${status[0]?.toUpperCase()}${status.slice(1)}`;
      expect(kinds[kindOf[port] ?? -1]?.label, `port ${port}`).toBe(label);
    }
  });

  test.each([
    ["assigned", { name: "a" }],
    ["deprecated", { name: "b", notes: "Deprecated." }],
    ["reserved", { description: "Reserved" }],
    ["unassigned", { description: "Unassigned" }],
  ])("of two records is the same in either order, beside what is %s", (_, one) => {
    for (const other of [
      { name: "c" },
      { description: "Reserved" },
      { description: "Unassigned" },
    ]) {
      const statusOf = (...records: readonly RecordFields[]): string | undefined => {
        const both = createRegistry({ records: records.map((record) => ({ ...record, port: 3 })) });
        const { kinds, kindOf } = colorPorts(
          { registry: both, index: createIndex(both) },
          "status",
        );
        const { status = "" } = lookup(createIndex(both), { kind: "port", port: 3 });
        const label = kinds[kindOf[3] ?? -1]?.label;
        expect(label?.toLowerCase()).toBe(status);
        return label;
      };
      expect(statusOf(one, other)).toBe(statusOf(other, one));
    }
  });

  test("unauthorized use of a block is that of the ports which it names", () => {
    const known = "Unauthorized use known";
    expect(labels("status", [90, 2000, 2005, 2007, 2099])).toEqual(Array(5).fill(known));
    expect(labels("status", [2001, 2004, 2010, 2098])).toEqual(Array(4).fill("Unassigned"));
  });
});

test.each([...COLORINGS, "change"] as const)(
  "what has no record is not said to be free, by %s",
  (by) => {
    const label = (part: object) => {
      const { kinds, kindOf } = colorPorts({ ...chart, registry: { ...registry, ...part } }, by);
      return kinds[kindOf[443] ?? -1]?.label;
    };
    expect(label({})).toBe("Not listed");
    expect(label({ coverage: "excerpt" })).toBe("Not in the excerpt");
    expect(label({ page: { number: 1 } })).toBe("Not in this part");
  },
);

test("protocol", () => {
  expect(labels("protocol", [7, 9, 10, 11, 0, 50_000])).toEqual([
    "TCP only",
    "TCP and UDP",
    "SCTP or DCCP",
    "Assigned without protocol",
    "Not assigned",
    "UDP only",
  ]);
});

test("year is that of the first registration", () => {
  expect(labels("year", [7, 9, 6010, 11, 8])).toEqual([
    "Until 2002",
    "Since 2020",
    "2003–2005",
    "Assigned, no date",
    "Not assigned",
  ]);
});

test("each year is in the step whose label has it", () => {
  const years = Array.from({ length: 50 }, (_, at) => 1985 + at);
  const records = years.map((year, port) => ({
    name: `y${year}`,
    port,
    protocol: "tcp",
    registrationDate: `${year}-06`,
  }));
  const dated = createRegistry({ records });
  const { kinds, kindOf } = colorPorts({ registry: dated, index: createIndex(dated) }, "year");
  const found = years.map((_, port) => kinds[kindOf[port] ?? -1]?.label ?? "");
  expect([...new Set(found)]).toEqual([
    "Until 2002",
    "2003–2005",
    "2006–2009",
    "2010–2014",
    "2015–2019",
    "Since 2020",
  ]);
  for (const [at, year] of years.entries()) {
    const [first = "", last = first] = found[at]?.match(/\d+/g) ?? [];
    const isOpen = found[at]?.startsWith("Since");
    expect(year, found[at]).toBeGreaterThanOrEqual(
      found[at]?.startsWith("Until") ? 0 : Number(first),
    );
    expect(year, found[at]).toBeLessThanOrEqual(isOpen ? 9999 : Number(last));
  }
});

test("class", () => {
  expect(labels("class", [7, 8, 6010, 2000, 50_000, 50_001])).toEqual([
    "System, assigned",
    "System, not assigned",
    "User, assigned",
    "User, not assigned",
    "Dynamic, assigned",
    "Dynamic",
  ]);
});

test("every port has a kind, whatever it is coloured by", () => {
  for (const coloring of [...COLORINGS, "change"] as const) {
    const { kinds, kindOf } = colorPorts(chart, coloring);
    expect(kindOf).toHaveLength(PORT_COUNT);
    expect(Math.max(...kindOf)).toBeLessThan(kinds.length);
  }
});

test("change shows where a difference is", () => {
  const fresh = createRegistry({
    records: [
      ...RECORDS.filter(({ name }) => name !== "any" && name !== "str"),
      { name: "fresh", port: 12, protocol: "tcp" },
      { name: "str", port: 13, protocol: "sctp" },
    ].map((record) => (record.port === 90 ? { ...record, description: "new words" } : record)),
  });
  const changes = chartChanges(diff(registry, fresh));
  const { kinds, kindOf } = colorPorts(
    { registry: fresh, index: createIndex(fresh), changes },
    "change",
  );
  const label = (port: number) => kinds[kindOf[port] ?? -1]?.label;
  expect([10, 11, 12, 13, 90, 7, 5].map(label)).toEqual([
    "Gone",
    "Gone",
    "New",
    "New",
    "Changed",
    "Assigned, as before",
    "Not listed",
  ]);
  expect(changes.report.totals.map(({ words }) => words)).toEqual([
    "1 new",
    "1 gone",
    "1 moved",
    "1 edited",
  ]);
});
