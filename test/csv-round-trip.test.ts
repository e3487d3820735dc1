import { fromCsv, toCsv } from "@portolan/csv";
import { COLUMNS, createRegistry, Report, type ServiceRecord } from "@portolan/model";
import { parse } from "csv-parse/sync";
import { csvParseRows } from "d3-dsv";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { arbitraryRegistry } from "./arbitrary-registry.js";
import { wholeCharacter } from "./arbitrary-text.js";

/** Text with many of the characters that CSV is afraid of, and any other. */
const cellText = fc
  .array(
    fc.oneof(
      fc.constantFrom('"', '""', ",", ";", "\n", "\r\n", "\r", "'", "=", " ", "a,1,tcp"),
      fc.string({ unit: wholeCharacter }),
    ),
    { maxLength: 6 },
  )
  .map((parts) => parts.join(""));

/** A record's text fields hold what CSV gives back as it was: no blanks at the edges. */
const trimmed = cellText.map((text) => text.trim());

const record: fc.Arbitrary<ServiceRecord> = fc
  .record(
    {
      name: trimmed,
      port: fc.integer({ min: 0, max: 65535 }),
      protocol: fc.constantFrom("tcp", "udp", "sctp", "dccp"),
      description: trimmed,
      unauthorizedUse: trimmed,
      notes: trimmed,
    },
    { requiredKeys: [] },
  )
  .map((fields) => {
    const given = Object.entries(fields).filter(([, value]) => value !== "");
    return { ...Object.fromEntries(given), contacts: [], references: [] };
  });

const registries = fc
  .array(record, { minLength: 1, maxLength: 8 })
  .map((records) => createRegistry({ records }));

/** Gives the codes of the problems that are about CSV and not about what the records say. */
function csvCodes(problems: ReturnType<typeof fromCsv>["problems"]): readonly string[] {
  return problems.map(({ code }) => code).filter((code) => code.startsWith("csv/"));
}

describe("any text survives", () => {
  test("fromCsv(toCsv(registry)) equals the registry", () => {
    fc.assert(
      fc.property(
        registries,
        fc.constantFrom("\n" as const, "\r\n" as const),
        (registry, lineEnding) => {
          const result = fromCsv(toCsv(registry, { lineEnding }));
          expect(result.registry).toEqual(registry);
          expect(
            csvCodes(result.problems).filter((code) => code !== "csv/cells-protected"),
          ).toEqual([]);
        },
      ),
    );
  });

  test("whatever a registry's columns show is shown again after reading", () => {
    fc.assert(
      fc.property(arbitraryRegistry(), (registry) => {
        const report = new Report();
        const csv = toCsv(registry, { rendering: "none", report });
        fc.pre(!report.problems.some(({ code }) => code === "csv/list-ambiguous"));
        expect(toCsv(fromCsv(csv).registry)).toBe(csv);
      }),
    );
  });

  test("also with safe cells, none of which is left a formula", () => {
    fc.assert(
      fc.property(registries, (registry) => {
        const csv = toCsv(registry, { safeCells: true });
        expect(fromCsv(csv, { safeCells: true }).registry).toEqual(registry);
        for (const cell of csvParseRows(csv).flat()) expect(cell).not.toMatch(/^[=+\-@\t\r\n]/);
      }),
    );
  });

  test("csv-parse and d3-dsv read the same cells", () => {
    fc.assert(
      fc.property(registries, (registry) => {
        const csv = toCsv(registry);
        const rows = parse(csv, { record_delimiter: "\r\n" });
        expect(csvParseRows(csv)).toEqual(rows);
        expect(rows.slice(1).map((row) => row[3])).toEqual(
          registry.records.map(({ description }) => description ?? ""),
        );
      }),
    );
  });
});

const HEADER = COLUMNS.map(({ heading }) => heading);

/** Writes rows in any of the forms that RFC 4180 and spreadsheets allow. */
const written = fc
  .record({
    rows: fc.array(fc.array(cellText, { minLength: 12, maxLength: 12 }), {
      minLength: 1,
      maxLength: 6,
    }),
    delimiter: fc.constantFrom(",", ";", "\t"),
    lineEnding: fc.constantFrom("\r\n", "\n", "\r"),
    isAlwaysQuoted: fc.boolean(),
  })
  .map(({ rows, delimiter, lineEnding, isAlwaysQuoted }) => {
    const write = (cell: string) =>
      isAlwaysQuoted || /[",;\t\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
    const lines = [HEADER, ...rows].map((row) => row.map(write).join(delimiter) + lineEnding);
    return { rows, source: lines.join("") };
  });

/** Five records, two with quoted cells, one of these with line breaks. */
const SMALL = toCsv(
  createRegistry({
    records: ["a", 'b "c", d', "e\nf, g\nh", "i", 'j, "k"'].map((description, i) => ({
      ...{ name: `s${i}`, port: i, protocol: "tcp", description, contacts: ["X"], references: [] },
    })),
  }),
  { lineEnding: "\n" },
);
const BODY = SMALL.indexOf("\n") + 1;

/** Where each row of {@link SMALL} starts and ends. */
const SMALL_ROWS = fromCsv(SMALL).offsets.map((start, i, starts) => ({
  start,
  end: (starts[i + 1] ?? SMALL.length) - 1,
}));

interface Damage {
  readonly at: number;
  readonly length: number;
  readonly text: string;
}

/** A piece put in, taken out or changed anywhere after the header line. */
const damage: fc.Arbitrary<Damage> = fc.record({
  at: fc.integer({ min: BODY, max: SMALL.length - 1 }),
  length: fc.integer({ min: 0, max: 9 }),
  text: fc.constantFrom("", '"', '""', ",", "\n", "\r", '","', '"x', ' "'),
});

function applyDamage(text: string, { at, length, text: put }: Damage): string {
  return text.slice(0, at) + put + text.slice(at + length);
}

describe("the scanner and csv-parse agree", () => {
  test("on every way of writing rows", () => {
    fc.assert(
      fc.property(written, ({ rows, source }) => {
        const { registry, problems } = fromCsv(source);
        expect(
          registry.records.map(({ description = "", notes = "" }) => [description, notes]),
        ).toEqual(rows.map((row) => [row[3], row[11]]));
        const codes = csvCodes(problems);
        const isExpected = (code: string) =>
          code === "csv/delimiter" || code === "csv/cells-protected";
        expect(codes.filter((code) => !isExpected(code))).toEqual([]);
      }),
    );
  });

  test("on what is damaged: csv-parse accepts what has no problem, with the same rows", () => {
    fc.assert(
      fc.property(fc.array(damage, { minLength: 1, maxLength: 4 }), (damages) => {
        const source = damages.reduce(applyDamage, SMALL);
        const { registry, problems } = fromCsv(source);
        const rows = strictRows(source);
        const complaints = csvCodes(problems).filter((code) => code !== "csv/blank-lines");
        if (complaints.length > 0) return;
        expect(rows?.slice(1).map((row) => row[3])).toEqual(
          registry.records.map(({ description = "" }) => description),
        );
      }),
      { numRuns: 500 },
    );
  });
});

test("damage inside a row costs no other row, and is told where it is", () => {
  fc.assert(
    fc.property(damage, (change) => {
      const source = applyDamage(SMALL, change);
      const row = SMALL_ROWS.findIndex(({ end }) => change.at <= end);
      const { start = 0, end = 0 } = SMALL_ROWS[row] ?? {};
      fc.pre(change.at + change.length <= end && !/[\r\n]/.test(change.text));
      const { registry, problems } = fromCsv(source);
      const others = fromCsv(SMALL).registry.records.filter((_, i) => i !== row);
      const rest = registry.records.filter(({ name }) => name !== `s${row}`);
      expect(rest).toEqual(expect.arrayContaining(others));
      const isRead = registry.records.length > others.length;
      const grown = change.text.length - change.length;
      const isTold = problems.some(
        ({ start: { offset = -1 } = {} }) => start <= offset && offset <= end + grown,
      );
      expect(isRead || isTold).toBe(true);
    }),
    { numRuns: 1000 },
  );
});

/** Reads with csv-parse, strictly. */
function strictRows(source: string): readonly (readonly string[])[] | undefined {
  try {
    return parse(source, { record_delimiter: ["\r\n", "\n", "\r"], skip_empty_lines: true });
  } catch {
    return undefined;
  }
}
