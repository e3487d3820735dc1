import { detectFormat, readRegistry } from "@portolan/convert";
import { hasErrors, type ServiceRecord } from "@portolan/model";
import { describe, expect, test } from "vitest";

/** Rows with and without each cell, as they are in IANA's table. */
const ROWS: readonly (readonly string[])[] = [
  ["alpha", "7", "tcp", "First of all", "[Ann_Lee]", "[Ann_Lee]", "2001-02", "", "[RFC9999]"],
  ["alpha", "7", "udp", "First of all", "[Ann_Lee]", "[Ann_Lee]", "", "2015-03-04", ""],
  ["", "8-9", "", "Unassigned", "", "", "", "", ""],
  ["gamma", "", "tcp", "Has no port", "", "[Bo_Ek]", "", "", ""],
  ["delta", "9000", "sctp", "", "", "[Bo_Ek]", "2010-11-12", "", ""],
];

const HEADINGS = [
  ...["Service Name", "Port Number", "Transport Protocol", "Description", "Assignee", "Contact"],
  ...["Registration Date", "Modification Date", "Reference"],
];

const lines = (rows: readonly (readonly string[])[], separator: string): string =>
  rows.map((row) => `${row.join(separator)}\n`).join("");
const CSV = lines([HEADINGS, ...ROWS], ",");
const TSV = lines([HEADINGS, ...ROWS], "\t");

async function recordsOf(text: string): Promise<readonly ServiceRecord[]> {
  return (await readRegistry(text)).registry.records;
}

/** Reads as the command does, and gives the code of the first error. */
async function errorOf(text: string): Promise<string | undefined> {
  try {
    const { problems } = await readRegistry(text);
    return hasErrors(problems)
      ? problems.find((problem) => problem.severity === "error")?.code
      : "";
  } catch {
    return "format/unknown";
  }
}

describe("what programs write for an empty cell", () => {
  const marked = (mark: string): readonly (readonly string[])[] =>
    ROWS.map((row) => row.map((cell) => (cell === "" ? mark : cell)));

  test.each(["\\N", "NULL", "null", "None", "NA", "N/A", "nan", "-", "--", "\u2014"])(
    "%s is empty in tables with it",
    async (mark) => {
      const expected = await recordsOf(TSV);
      expect(expected).toHaveLength(ROWS.length);
      const rows = [HEADINGS, ...marked(mark)];
      expect(await recordsOf(lines(rows, "\t"))).toEqual(expected);
      expect(await recordsOf(lines(rows, ";"))).toEqual(expected);
      expect(await recordsOf(lines(rows.slice(1), "\t"))).toEqual(expected);
      const objects = marked(mark).map((row) =>
        Object.fromEntries(HEADINGS.map((heading, i) => [heading, row[i]])),
      );
      expect(await recordsOf(JSON.stringify(objects))).toEqual(expected);
      const { problems } = await readRegistry(lines(rows, ";"));
      expect(problems.map(({ code }) => code)).toContain("table/empty-marked");
    },
  );

  test("is what somebody wrote beside cells without text", async () => {
    const rows = [HEADINGS, ...ROWS, ["none", "10", "tcp", "-", "", "[Bo_Ek]", "NULL", "", ""]];
    const { registry, problems } = await readRegistry(lines(rows, ";"));
    const last = { name: "none", port: 10, description: "-", registrationDate: "NULL" };
    expect(registry.records.at(-1)).toMatchObject(last);
    expect(problems.map(({ code }) => code)).toContain("record/date-invalid");
    const row = '{"name":"a","port":1,"registrationDate":"-","modificationDate":null}\n';
    expect((await recordsOf(row))[0]).toMatchObject({ registrationDate: "-" });
  });
});

test.each(["Port", "Port/Protocol", "port_proto"])(
  "ports with their protocol under “%s” are two cells",
  async (heading) => {
    const source = `Service,${heading},Description\nhttp,80/tcp,Web\ndns,53/UDP,Names\nx11,6000-6063/tcp,X\n`;
    expect((await recordsOf(source)).map(({ port, protocol }) => [port, protocol])).toEqual([
      [80, "tcp"],
      [53, "udp"],
      [{ first: 6000, last: 6063 }, "tcp"],
    ]);
  },
);

describe("lines above the headings", () => {
  test.each([
    ["a title", "Ports of our site\n"],
    ["a title and a blank line", "Exported on 2025-01-01, by nobody\n\n"],
    ["column numbers", `${HEADINGS.map((_, i) => `Column${i + 1}`).join(",")}\n`],
    ["many lines", "line\n".repeat(18)],
  ])("%s are skipped, and told", async (_, above) => {
    expect(detectFormat(above + CSV)).toBe("csv");
    const { registry, problems } = await readRegistry(above + CSV);
    expect(registry.records).toEqual(await recordsOf(CSV));
    expect(problems.map(({ code }) => code)).toEqual(expect.arrayContaining(["csv/lines-above"]));
  });
});

describe("is refused", () => {
  test.each([
    ["a heading behind a line number", CSV.replace(/^/gm, "12:"), "csv/heading-damaged"],
    ["a heading behind a file name", CSV.replace(/^/gm, "a.csv:"), "csv/heading-damaged"],
    ["harbours", "Port,Description\nHamburg,Germany\nOslo,Norway\n", "csv/rows-implausible"],
    ["wine", "Name;Protocol;Port\nTawny;see below;Old\nRuby;-;Young\n", "csv/rows-implausible"],
    ["a package", '{"name":"a","version":"1.0.0","description":"b"}', "data/rows-implausible"],
    [
      "fruit",
      '{"name":"Apple","description":"A fruit"}\n{"name":"Pear","description":"Another"}\n',
      "data/rows-implausible",
    ],
    ["fruit in a list", '[{"name":"Apple","description":"A fruit"}]', "data/not-a-registry"],
    [
      "ports as keys",
      '{"80":{"name":"http","protocol":"tcp"},"22":{"name":"ssh","protocol":"tcp"}}',
      "data/not-a-registry",
    ],
    ["TOML", '[[services]]\nname = "http"\nport = 80\n', "format/unknown"],
  ])("%s", async (_, source, code) => {
    expect(await errorOf(source)).toBe(code);
  });

  test("a text whose tabs became blanks, with texts across the columns", async () => {
    const long = Array.from({ length: 40 }, (_, i) => [
      ...[`name-${i}`, String(100 + i), "tcp", "A description of more than one column"],
      ...["[Ann_Lee]", "[Ann_Lee]", "", "", "[RFC9999]"],
    ]);
    const expand = (row: readonly string[]): string =>
      row.reduce((line, cell) => line.padEnd(Math.ceil((line.length + 1) / 24) * 24) + cell);
    const source = [HEADINGS, ...long].map(expand).join("\n");
    expect(await errorOf(source)).toBe("text/columns-crossed");
  });
});
