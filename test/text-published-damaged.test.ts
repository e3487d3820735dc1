import { createRecord, createRegistry } from "@portolan/model";
import { fromText, toText } from "@portolan/text";
import fc from "fast-check";
import { describe, expect, it } from "vitest";

/** Many rows of one line, all with a contact, and none like another. */
const many = Array.from({ length: 12 }, (_, i) =>
  createRecord({
    name: `service-${"abcdefghijkl"[i]}`,
    port: 1000 + 37 * i,
    protocol: i % 2 === 0 ? "tcp" : "udp",
    description: i % 3 === 0 ? "Service" : "Some-Protocol",
    contacts: [i % 4 === 0 ? "Ann_Lee" : "Bo_With_a_Long_Name"],
    registrationDate: "2013-05-28",
  }),
);
const manyLines = toText(createRegistry({ records: many }), { frame: false }).split("\n");
const firstRow = manyLines.findIndex((line) => line.startsWith("service-a"));

describe("blanks that one row has more or less", () => {
  it("are told at that row and leave all others as they are", () => {
    const damage = fc.record({
      row: fc.nat({ max: many.length - 1 }),
      run: fc.nat(),
      // By 13, a date stands exactly in the next column, which is no damage that shows.
      by: fc.integer({ min: -20, max: 12 }).filter((by) => by !== 0),
    });
    fc.assert(
      fc.property(damage, ({ row, run, by }) => {
        const line = manyLines[firstRow + row] ?? "";
        const runs = [...line.matchAll(/ {2,}/g)];
        const { 0: blanks, index } = runs[run % runs.length] ?? { 0: "", index: 0 };
        const length = Math.max(1, blanks.length + by);
        if (length === blanks.length) return;
        const changed =
          line.slice(0, index) + " ".repeat(length) + line.slice(index + blanks.length);
        const { registry, problems } = fromText(manyLines.with(firstRow + row, changed).join("\n"));
        const { name } = many[row] ?? {};
        expect(registry.records.filter((other) => other.name !== name)).toEqual(
          many.filter((other) => other.name !== name),
        );
        expect(problems.map(({ start }) => start?.line)).toContain(firstRow + row + 1);
      }),
      { numRuns: 300 },
    );
  });
});
