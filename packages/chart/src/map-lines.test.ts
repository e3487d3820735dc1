import { mapLines } from "@portolan/chart";
import { createRegistry } from "@portolan/model";
import { describe, expect, test } from "vitest";

const registry = createRegistry({
  records: [
    { name: "a", port: { first: 0, last: 31 } },
    { name: "b", port: { first: 32, last: 40 } },
    { name: "c", port: 64 },
    { port: 65, description: "Reserved" },
    { port: { first: 66, last: 95 }, description: "Unassigned" },
    { port: { first: 96, last: 1023 }, description: "Unassigned" },
    { name: "d", port: 65_535 },
  ],
});

test("rows say where they begin, and how full their characters are", () => {
  const { lines, portsOfCell, legend } = mapLines(registry);
  expect(portsOfCell).toBe(32);
  expect(lines.map(({ first }) => first)).toEqual(Array.from({ length: 32 }, (_, i) => 2048 * i));
  const [first] = lines;
  expect(first?.cells.slice(0, 5).map(({ quarters }) => quarters)).toEqual([4, 2, 1, 0, 0]);
  expect(first?.cells.slice(2, 4).map(({ kind }) => kind.label)).toEqual([
    "Assigned",
    "Unassigned",
  ]);
  expect(first?.cells[40]?.kind.isUnknown).toBe(true);
  expect(lines.at(-1)?.cells.at(-1)?.quarters).toBe(1);
  const counts = Object.fromEntries(legend.map(({ kind, count }) => [kind.label, count]));
  expect(counts).toMatchObject({ Assigned: 43, Reserved: 1, Unassigned: 958 });
});

describe.each([32, 64, 128] as const)("%i columns", (columns) => {
  test.each(["rows", "hilbert"] as const)("hold every port once, in %s", (layout) => {
    const { lines, portsOfCell } = mapLines(registry, { columns, layout });
    expect(lines.flatMap(({ cells }) => cells).length * portsOfCell).toBe(65_536);
    // Each port with a name gives at least one character that is not empty.
    const taken = lines.flatMap(({ cells }) => cells).filter(({ quarters }) => quarters > 0);
    expect(taken.length).toBeGreaterThanOrEqual(2);
    expect(taken.length).toBeLessThanOrEqual(8);
  });
});
