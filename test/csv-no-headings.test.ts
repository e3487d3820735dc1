import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { readRegistry } from "@portolan/convert";
import { toCsv } from "@portolan/csv";
import { csvParseRows, dsvFormat } from "d3-dsv";
import { describe, expect, it } from "vitest";
import { hasSnapshots, NEEDS_SNAPSHOTS, NEWEST_DAY, readSnapshot } from "./shared.js";

/** Rows as a spreadsheet saves them where the line of headings was not selected. */
describe.each([
  ["commas", ","],
  ["semicolons", ";"],
  ["tabs", "\t"],
])("rows without headings, with %s between and quotes where they are needed", (_, separator) => {
  async function expectAllCells(published: string): Promise<void> {
    const [, ...rows] = csvParseRows(published);
    const { registry, format } = await readRegistry(dsvFormat(separator).formatRows(rows));
    expect(format).toBe("csv");
    const [, ...written] = csvParseRows(toCsv(registry));
    expect(written).toEqual(rows);
  }

  it("are read as they are, for the excerpt", async () => {
    const excerpt = fileURLToPath(new URL("../fixtures/excerpt/input.csv", import.meta.url));
    await expectAllCells(readFileSync(excerpt, "utf8"));
  });

  it.skipIf(!hasSnapshots)(`are read as they are, of the last day ${NEEDS_SNAPSHOTS}`, async () => {
    await expectAllCells(readSnapshot(NEWEST_DAY, "csv"));
  });
});
