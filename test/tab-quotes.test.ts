import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { readRegistry, streamRegistry } from "@portolan/convert";
import { fromCsv, toCsv } from "@portolan/csv";
import { COLUMNS, type ParseResult, type RegistryPart, type RunningText } from "@portolan/model";
import { collapseSpace } from "@portolan/model/internal";
import { fromText } from "@portolan/text";
import { csvParseRows, dsvFormat } from "d3-dsv";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cutEvery } from "./chunks.js";

const TITLE = "Service Name and Transport Protocol Port Number Registry";
const HEADINGS = COLUMNS.map(({ heading }) => heading);
const TABS = dsvFormat("\t");

/** Writes rows as spreadsheets do: a cell with a tab, a line break or a quote is quoted. */
const asSpreadsheet = (rows: readonly (readonly string[])[]): string =>
  TABS.formatRows(rows.map((row) => [...row]));
/** Writes rows as browsers copy them: nothing is quoted. */
const asBrowser = (rows: readonly (readonly string[])[]): string =>
  rows.map((row) => row.join("\t")).join("\n");
/** Writes rows with quotes around every cell. */
const asDatabase = (rows: readonly (readonly string[])[]): string =>
  rows.map((row) => row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join("\t")).join("\r\n");

/** Makes a row of which a test chooses the texts. */
function rowOf(name: string, port: number, description: string, notes = ""): readonly string[] {
  return [name, `${port}`, "tcp", description, "[A]", "[A]", "", "", "[RFC1]", "", "", notes];
}

/** More rows than are looked at to tell a format, none of them with a quote. */
const MANY = Array.from({ length: 1500 }, (_, i) =>
  rowOf(`plain-${i}`, i + 1, `Plain words, number ${i}`),
);

/** Gives what the cells of records show, white space aside. */
function shown({ registry }: Pick<ParseResult, "registry">): readonly (readonly string[])[] {
  const [, ...rows] = csvParseRows(toCsv(registry));
  return withoutLayout(rows);
}

function withoutLayout(rows: readonly (readonly string[])[]): readonly (readonly string[])[] {
  return rows.map((row) => row.map(collapseSpace));
}

const codesOf = ({ problems }: Pick<ParseResult, "problems">): readonly string[] => [
  ...new Set(problems.map(({ code }) => code)),
];

/** Words as cells have them, with all that parts cells or is quoted for it. */
const anyText = fc
  .array(fc.constantFrom("one", "two,", "x;", '"', '"word"', "it's", "é", "(a)"), {
    minLength: 1,
    maxLength: 5,
  })
  .map((words) => words.join(" "));
const brokenText = fc
  .array(fc.tuple(anyText, fc.constantFrom("\n", "\r\n", "\t", "\n\n", " ")), {
    minLength: 1,
    maxLength: 3,
  })
  .map((parts) => parts.flat().join("").trim());

/** Rows with such texts; a row before them shows that words with blanks are not quoted. */
function rowsWith(text: fc.Arbitrary<string>): fc.Arbitrary<readonly (readonly string[])[]> {
  return fc
    .array(fc.tuple(text, fc.oneof(fc.constant(""), text)), { minLength: 1, maxLength: 6 })
    .map((texts) => [
      rowOf("first", 1, "World Wide, Web; HTTP", "This entry is here"),
      ...texts.map(([description, notes], i) => rowOf(`s-${i}`, i + 2, description, notes)),
    ]);
}

describe("a table with tabs whose first quoted cell comes late", () => {
  const excerpt = fileURLToPath(new URL("../fixtures/excerpt/input.csv", import.meta.url));
  const [, ...published] = csvParseRows(readFileSync(excerpt, "utf8"));
  const rows = [...MANY, ...published];

  it.each([
    ["without headings", asSpreadsheet(rows)],
    ["below a title and headings", `${TITLE}\n\n${asSpreadsheet([HEADINGS, ...rows])}`],
    ["with headings", asSpreadsheet([HEADINGS, ...rows])],
  ])("is read as it is, whole and in pieces, %s", async (_, source) => {
    const whole = await readRegistry(source);
    expect(shown(whole)).toEqual(withoutLayout(rows));
    expect(codesOf(whole).filter((code) => /quote|row|cell/.test(code))).toEqual([]);
    const parts: RegistryPart[] = [];
    const streamed = await streamRegistry(cutEvery(4099, source));
    for await (const part of streamed.parts) parts.push(part);
    expect(parts.flatMap((part) => ("record" in part ? [part.record] : []))).toEqual(
      whole.registry.records,
    );
    expect(parts.flatMap((part) => ("problem" in part ? [part.problem] : []))).toEqual(
      whole.problems,
    );
  });
});

describe("cells that a program has quoted", () => {
  const READERS: readonly (readonly [string, (source: string) => ParseResult, string])[] = [
    ["text, without headings", fromText, ""],
    ["text, below a title", fromText, `${TITLE}\n\n${asBrowser([HEADINGS])}\n`],
    ["CSV, without headings", fromCsv, ""],
    ["CSV, with headings", fromCsv, `${asBrowser([HEADINGS])}\n`],
  ];

  it.each(READERS)("lose these quotes, and no others, in %s", (_, read, above) => {
    fc.assert(
      fc.property(rowsWith(brokenText), (rows) => {
        const result = read(above + asSpreadsheet(rows));
        expect(shown(result)).toEqual(withoutLayout(rows));
        expect(codesOf(result).filter((code) => /quote/.test(code))).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  it.each(READERS.slice(0, 3))("also where each is quoted, in %s", (_, read) => {
    fc.assert(
      fc.property(rowsWith(brokenText), (rows) => {
        expect(shown(read(asDatabase([HEADINGS, ...rows])))).toEqual(withoutLayout(rows));
      }),
      { numRuns: 30 },
    );
  });

  it.each([
    ["text", fromText],
    ["csv", fromCsv],
  ] as const)("without need lose them with a word, in %s", (format, read) => {
    const result = read(
      asBrowser([rowOf("a", 1, '"World Wide Web"'), rowOf("b", 2, "Two"), rowOf("c", 3, '"x, y"')]),
    );
    const texts = result.registry.records.map(({ description }) => description);
    expect(texts).toEqual(["World Wide Web", "Two", "x, y"]);
    expect(result.problems).toContainEqual(
      expect.objectContaining({ code: `${format}/quotes-removed`, values: { count: 2 } }),
    );
  });

  it.each([
    ["opening", 'The ""x"" protocol"'],
    ["closing", '"The ""x"" protocol'],
  ])("that have lost the %s quote cost at most their row, with a word", (_, damaged) => {
    const rows = [rowOf("a", 1, "One"), rowOf("b", 2, damaged), rowOf("c", 3, '"so ""called"""')];
    for (const read of [fromText, fromCsv]) {
      const result = read(asBrowser(rows));
      const others = result.registry.records.filter(({ name }) => name !== "b");
      expect(others.map(({ description }) => description)).toEqual(["One", 'so "called"']);
      const [problem] = result.problems.filter(({ code }) => /quote/.test(code));
      expect(problem?.start?.line).toBe(2);
    }
  });
});

describe("cells of a browser's copy that have quotes", () => {
  const texts = (result: ParseResult): readonly (RunningText | undefined)[] =>
    result.registry.records.flatMap(({ description, notes }) => [description, notes ?? ""]);

  it.each([
    ["without headings", ""],
    ["below a title", `${TITLE}\n\n${asBrowser([HEADINGS])}\n`],
  ])("keep them, or this is told, %s", (_, above) => {
    // Two quotes beside each other inside quotes cannot be told from a spreadsheet's.
    const text = anyText.filter((found) => !/""/.test(found));
    fc.assert(
      fc.property(rowsWith(text), (rows) => {
        const result = fromText(above + asBrowser(rows));
        expect(texts(result)).toEqual(rows.flatMap((row) => [row[3], row[11]]));
      }),
      { numRuns: 100 },
    );
  });

  it("keep them, or this is told, with headings first", () => {
    fc.assert(
      fc.property(rowsWith(anyText), (rows) => {
        const result = fromCsv(asBrowser([HEADINGS, ...rows]));
        const expected = rows.flatMap((row) => [row[3], row[11]]);
        const isTold = codesOf(result).some((code) => /quote/.test(code));
        expect(isTold || texts(result).every((found, i) => found === expected[i])).toBe(true);
        expect(isTold || result.registry.records.length === rows.length).toBe(true);
      }),
      { numRuns: 100 },
    );
  });

  it.each(['"foo"', '"foo bar"', '"22"', '"?"'])(
    "keep those around the whole text: %s",
    async (text) => {
      const rows = [rowOf("a", 1, "One, two words"), rowOf("b", 2, text)];
      for (const source of [asBrowser(rows), asBrowser([HEADINGS, ...rows])]) {
        const { registry, problems, format } = await readRegistry(source);
        expect(registry.records.map(({ description }) => description)).toEqual([
          "One, two words",
          text,
        ]);
        expect(problems.map(({ code }) => code)).toContain(`${format}/quotes-kept`);
      }
    },
  );

  it("take no row in between two quotes of different rows", () => {
    const rows = [rowOf("a", 1, '"One'), rowOf("b", 2, 'two"'), rowOf("c", 3, "Three")];
    expect(texts(fromText(asBrowser(rows))).filter((text) => text !== "")).toEqual([
      '"One',
      'two"',
      "Three",
    ]);
    const { registry, problems } = fromCsv(asBrowser([HEADINGS, ...rows]));
    expect(registry.records.map(({ name }) => name)).toEqual(["b", "c"]);
    expect(problems).toContainEqual(expect.objectContaining({ code: "csv/quote-not-closed" }));
  });
});
