import { fromCsv, toCsv } from "@portolan/csv";
import { collapseSpace } from "@portolan/model/internal";
import { fromXml } from "@portolan/xml";
import { csvParseRows } from "d3-dsv";
import { describe, expect, test } from "vitest";
import { hasSnapshots, NEEDS_SNAPSHOTS, readSnapshot } from "./shared.js";

describe.skipIf(!hasSnapshots)(`IANA's own CSV ${NEEDS_SNAPSHOTS}`, () => {
  test.each([
    ["2025-09-22", 14485],
    ["2024-04-30", 14447],
    ["2020-06-25", 14226],
    ["2019-12-31", 14178],
  ])("of %s is what the XML of that day gives, byte for byte", (date, count) => {
    const { registry } = fromXml(readSnapshot(date, "xml"));
    expect(registry.records).toHaveLength(count);
    expect(toCsv(registry) === readSnapshot(date, "csv")).toBe(true);
  });

  test.each([
    ["2025-09-22", "none", 14485],
    ["2024-04-30", "none", 14447],
    ["2014-07-11", "A", 13521],
  ] as const)("of %s comes back from the records read from it", (date, rendering, count) => {
    const source = readSnapshot(date, "csv");
    const { registry, problems, offsets } = fromCsv(source);
    expect(problems).toEqual([]);
    expect(registry.records).toHaveLength(count);
    expect(offsets).toHaveLength(count);
    expect(toCsv(registry, { rendering }) === source).toBe(true);
  });

  test("of 2014 has the rows that the XML of 2017 gives in the rendering of that time", () => {
    const rows = csvParseRows(toCsv(fromXml(readSnapshot("2017-03-10", "xml")).registry));
    const shown = (row: readonly string[]): string => JSON.stringify(row.map(collapseSpace));
    const later = new Map(rows.map((row) => [shown(row), row]));
    // Rows that were not edited in between agree but for white space, which the rendering decides.
    const pairs = csvParseRows(readSnapshot("2014-07-11", "csv")).flatMap((row) => {
      const same = later.get(shown(row));
      return same === undefined ? [] : [[row, same] as const];
    });
    expect(pairs.length).toBeGreaterThan(13_000);
    expect(pairs.filter(([row, same]) => String(row) !== String(same))).toEqual([]);
  });

  test("gives the same records when every cell is quoted", () => {
    const source = readSnapshot("2025-09-22", "csv");
    const quoted = csvParseRows(source).map((row) =>
      row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(),
    );
    const { registry, problems } = fromCsv(quoted.join("\n"));
    expect(registry).toEqual(fromCsv(source).registry);
    expect(problems).toEqual([]);
  });

  test("loses one row to a quote that is never closed", () => {
    const source = readSnapshot("2025-09-22", "csv");
    const { registry, problems } = fromCsv(source.replace(",Remote Job Entry,", ',"Remote Job,'));
    expect(registry.records).toHaveLength(14484);
    expect(problems.map(({ code, start }) => [code, start?.line, start?.column])).toEqual([
      ["csv/quote-not-closed", 12, 11],
    ]);
  });
});
