import { readFileSync } from "node:fs";
import { fromCsv } from "@portolan/csv";
import { type Registry, Report } from "@portolan/model";
import { collapseSpace, renderRecord } from "@portolan/model/internal";
import { fromText, toText } from "@portolan/text";
import { fromXml } from "@portolan/xml";
import { beforeAll, describe, expect, test } from "vitest";
import { hasSnapshots, NEEDS_SNAPSHOTS, readSnapshot, sharedPath } from "./shared.js";

/** Gives the twelve columns of each record, on one line each. */
function rowsOf(registry: Registry): readonly (readonly string[])[] {
  return registry.records.map((record) =>
    Object.values(renderRecord(record, "none")).map(collapseSpace),
  );
}

function peopleOf(registry: Registry): readonly (readonly string[])[] {
  return registry.people.map(({ id, name = "", organization = "", uris, updated = "" }) =>
    [id, name, organization, ...uris.filter((uri) => uri !== ""), updated].map(collapseSpace),
  );
}

/** Compares row by row, so that a difference is shown small. */
function expectSameRows(
  found: readonly (readonly string[])[],
  expected: readonly (readonly string[])[],
): void {
  expect(found).toHaveLength(expected.length);
  found.forEach((row, i) => {
    if (row.join("\t") !== expected[i]?.join("\t")) expect(row).toEqual(expected[i]);
  });
}

/** IANA's row of prosharenotify for udp has no people, though that for tcp has: it looks cut short. */
const LIKE_CUT_SHORT: Readonly<Record<string, number>> = { "text/row-cut-short": 1 };

function countByCode(problems: readonly { readonly code: string }[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { code } of problems) counts[code] = (counts[code] ?? 0) + 1;
  return counts;
}

/** Rows of a published file whose borders the layout alone does not decide. */
const MOST_AMBIGUOUS = 4;

describe.skipIf(!hasSnapshots)(`IANA's text ${NEEDS_SNAPSHOTS}`, () => {
  describe.each(["2016-12-11", "2022-10-21", "2024-04-30", "2025-09-22"])("of %s", (day) => {
    let text: string;
    let expected: Registry;
    beforeAll(() => {
      text = readSnapshot(day, "txt");
      expected = fromXml(readSnapshot(day, "xml")).registry;
    });

    test("gives the records and people of the XML", () => {
      const { registry, dialect, problems } = fromText(text);
      expect(dialect).toBe("iana");
      expectSameRows(rowsOf(registry), rowsOf(expected));
      expectSameRows(peopleOf(registry), peopleOf(expected));
      const { title, updated } = expected;
      expect(registry).toMatchObject({ title, updated });
      expect(registry.footnotes.map(({ anchor }) => anchor)).toEqual(["1"]);
      const { "text/row-ambiguous": ambiguous = 0, ...others } = countByCode(problems);
      expect(ambiguous).toBeLessThanOrEqual(MOST_AMBIGUOUS);
      expect(others).toEqual(LIKE_CUT_SHORT);
    });

    test("is what toText writes from the XML, line for line", () => {
      const report = new Report();
      const written = toText(expected, { report }).split("\n");
      const published = text.split("\n");
      expect(written.find((line, i) => line !== published[i])).toBeUndefined();
      expect(written).toHaveLength(published.length);
      expect(report.problems).toEqual([]);
    });
  });

  test("of 2014-07-11 gives the 13,521 records of the CSV of that day", () => {
    const { registry, problems } = fromText(readSnapshot("2014-07-11", "txt"));
    const expected = fromCsv(readSnapshot("2014-07-11", "csv")).registry;
    expect(registry.records).toHaveLength(13_521);
    expectSameRows(rowsOf(registry), rowsOf(expected));
    expect(Object.keys(countByCode(problems)).sort()).toEqual([
      "text/row-ambiguous",
      ...Object.keys(LIKE_CUT_SHORT),
    ]);
  });

  test("of 2013-06-26 gives all its 13,306 records, most as they were a year later", () => {
    const { registry, problems } = fromText(readSnapshot("2013-06-26", "txt"));
    expect(registry.records).toHaveLength(13_306);
    expect(registry.people).toHaveLength(4736);
    expect(Object.keys(countByCode(problems)).sort()).toEqual([
      "text/row-ambiguous",
      ...Object.keys(LIKE_CUT_SHORT),
    ]);
    // The assignee was shown together with the contact then; all other columns are compared.
    const comparable = (rows: readonly (readonly string[])[]): readonly string[] =>
      rows.map((row) => row.filter((_, column) => column !== 4).join("\t"));
    const later = new Set(comparable(rowsOf(fromCsv(readSnapshot("2014-07-11", "csv")).registry)));
    const same = comparable(rowsOf(registry)).filter((row) => later.has(row)).length;
    expect(same).toBeGreaterThan(13_306 * 0.97);
  });

  test("is read as well in columns of other widths", () => {
    const { registry } = fromXml(readSnapshot("2017-03-10", "xml"));
    const expected = rowsOf(registry);
    for (const width of [28, 31, 36, 45, 60]) {
      const wide = { description: "x".repeat(width), contacts: [], references: [], name: "zz" };
      const text = toText({ ...registry, records: [...registry.records, wide] });
      const read = fromText(text);
      expect(read.registry.records).toHaveLength(expected.length + 1);
      const wrong = rowsOf(read.registry).filter(
        (row, i) => i < expected.length && row.join("\t") !== expected[i]?.join("\t"),
      );
      // One border that is not found spoils two rows, and is reported.
      expect(wrong.length).toBeLessThanOrEqual(4);
      const { "text/row-ambiguous": ambiguous = 0 } = countByCode(read.problems);
      expect(ambiguous).toBeGreaterThanOrEqual(wrong.length / 2);
    }
  });

  describe("of 2024-04-30 with a fault", () => {
    let text: string;
    let all: number;
    beforeAll(() => {
      text = readSnapshot("2024-04-30", "txt");
      all = fromText(text).registry.records.length;
    });

    /** Reads a text and leaves the problems out that the whole text has, too. */
    function faultsOf(source: string): ReturnType<typeof fromText> {
      const result = fromText(source);
      const isOfWhole = (code: string): boolean =>
        code === "text/row-ambiguous" || code in LIKE_CUT_SHORT;
      const problems = result.problems.filter(({ code }) => !isOfWhole(code));
      return { ...result, problems };
    }

    test("cut off in the middle of a row", () => {
      const { registry, problems } = faultsOf(text.slice(0, 1_000_000));
      expect(registry.records.length).toBeGreaterThan(6000);
      const codes = problems.map(({ code }) => code);
      expect(codes).toEqual(expect.arrayContaining(["text/row-cut-off", "text/person-unlisted"]));
      const cut = problems.find(({ code }) => code === "text/row-cut-off");
      expect(cut?.start?.offset).toBe(1_000_000);
    });

    test("with a renamed column", () => {
      const renamed = text.replace(" Assignee ", "  Owner   ");
      const { registry, problems } = faultsOf(renamed);
      expect(registry.records).toHaveLength(all);
      expect(problems).toHaveLength(1);
      expect(problems[0]).toMatchObject({
        code: "text/column-renamed",
        start: { line: 68, column: (renamed.split("\n")[67]?.indexOf("Owner") ?? 0) + 1 },
      });
    });

    test("with a column missing", () => {
      const lines = text.split("\n");
      const start = lines[67]?.indexOf(" Service   ", 200) ?? 0;
      const without = lines.map((line, i) =>
        i < 67 ? line : `${line.slice(0, start)}${line.slice(start + 11)}`,
      );
      const { registry, problems } = faultsOf(without.join("\n"));
      expect(registry.records).toHaveLength(all);
      expect(problems[0]).toMatchObject({ code: "text/column-missing", start: { line: 68 } });
    });

    test("with a line that somebody wrote into it", () => {
      const lines = text.split("\n");
      lines.splice(
        500,
        0,
        "    a line of words that has nothing to do with the columns of the table",
      );
      const { registry, problems } = faultsOf(lines.join("\r\n"));
      const texts = new Set(rowsOf(registry).map((row) => row.join("\t")));
      const kept = rowsOf(fromText(text).registry).filter((row) => texts.has(row.join("\t")));
      expect(kept.length).toBeGreaterThanOrEqual(all - 2);
      expect(problems[0]?.start?.line).toBe(501);
    });
  });

  test("of another registry is called by its name", () => {
    const text = readFileSync(sharedPath("registry/protocol-numbers/protocol-numbers.txt"), "utf8");
    const { registry, problems, dialect } = fromText(text);
    expect(registry.records).toEqual([]);
    expect(dialect).toBeUndefined();
    expect(problems).toMatchObject([
      { code: "text/other-registry", severity: "error", start: { line: 8, column: 68 } },
    ]);
    expect(problems[0]?.message).toContain("“Protocol Numbers”");
  });
});
