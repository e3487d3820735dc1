import { COLUMNS, oneLine } from "@portolan/model";
import { renderRecord } from "@portolan/model/internal";
import { fromText } from "@portolan/text";
import { describe, expect, it } from "vitest";

const HEADINGS = COLUMNS.map(({ heading }) => heading);

/** Writes a row of a table with tabs: cells, and the tabs up to the last column. */
function row(...cells: readonly string[]): string {
  return [...cells, ...HEADINGS.slice(cells.length).map(() => "")].join("\t");
}

/** Gives each record as its cells that are not empty, and the lines of which something is told. */
function read(lines: readonly string[], headings: readonly string[] = HEADINGS) {
  const { registry, problems } = fromText([headings.join("\t"), ...lines].join("\n"));
  const rows = registry.records.map((record) =>
    Object.entries(renderRecord(record, "none"))
      .filter(([, text]) => text !== "")
      .map(([column, text]) => `${column}: ${oneLine(text)}`)
      .join(", "),
  );
  const told = problems
    .filter(({ code }) => /line|row-/.test(code))
    .map(({ code, start }) => `${start?.line} ${code}`);
  return { rows, told };
}

const ALPHA = "name: alpha, port: 1, protocol: tcp, description: One";
const OMEGA = "name: omega, port: 9, protocol: udp, description: Last";
const NOTED = row(...["alpha", "1", "tcp", "One", "", "", "", "", "", "", ""], "Keys:");

describe("a row with tabs goes on in the next line", () => {
  it.each<[what: string, lines: readonly string[], cells: string, told: readonly string[]]>([
    ["up to its last tab", ["alpha\t1\ttcp\tOne", `and two${"\t".repeat(8)}`], " and two", []],
    [
      "with fewer tabs than it lacks, which is told",
      ["alpha\t1\ttcp\tOne", `and two${"\t".repeat(7)}`],
      " and two",
      ["3 text/line-joined"],
    ],
    [
      "with words and no tab, which is told, and then with its last tabs",
      ["alpha\t1\ttcp\tOne", "and two", `and three${"\t".repeat(8)}`],
      " and two and three",
      ["3 text/line-joined"],
    ],
    [
      "with a sentence of the registry",
      ["alpha\t1\ttcp\tOne", "IANA assigned this well-formed service name.\t\t\t"],
      " IANA assigned this well-formed service name.",
      [],
    ],
    ["with keys, one a line", [NOTED, "one=<a>", "two=<b>"], ", notes: Keys: one=<a> two=<b>", []],
    [
      "with a word behind its notes, which is told",
      [NOTED, "Word of it"],
      ", notes: Keys: Word of it",
      ["3 text/line-joined"],
    ],
    [
      "with notes in a last cell that is empty so far",
      [row("alpha", "1", "tcp", "One"), "Defined TXT keys: one=<a>", "two=<b>"],
      ", notes: Defined TXT keys: one=<a> two=<b>",
      [],
    ],
    [
      "with keys of which a line in between has spoken",
      [row("alpha", "1", "tcp", "One"), "Defined TXT keys:", "one"],
      ", notes: Defined TXT keys: one",
      [],
    ],
  ])("%s", (_, lines, cells, told) => {
    expect(read([...lines, row("omega", "9", "udp", "Last")])).toEqual({
      rows: [ALPHA + cells, OMEGA],
      told,
    });
  });
});

describe("a line with tabs is no part of the row above", () => {
  it.each<[what: string, lines: readonly string[], told: readonly string[]]>([
    ["that is whole", [row("alpha", "1", "tcp", "One"), "Words"], ["3 text/row-unreadable"]],
    [
      "that is whole, where a key follows of which nobody has spoken",
      [row("alpha", "1", "tcp", "One"), "one=<a>"],
      ["3 text/row-unreadable"],
    ],
  ])("%s", (_, lines, told) => {
    const { rows, ...others } = read([...lines, row("omega", "9", "udp", "Last")]);
    expect(rows).toEqual([ALPHA, OMEGA]);
    expect(others.told).toEqual(told);
  });

  it("that is whole without notes, though its last cell has words", () => {
    const headings = HEADINGS.slice(0, 4);
    const lines = ["alpha\t1\ttcp\tOne", "Words", "omega\t9\tudp\tLast"];
    expect(read(lines, headings)).toEqual({
      rows: [ALPHA, OMEGA],
      told: ["3 text/row-unreadable"],
    });
  });

  it.each([
    [
      "a port and a protocol",
      "beta\t2\tudp\tTwo",
      "name: beta, port: 2, protocol: udp, description: Two",
    ],
    ["a port without a name", "\t2\tudp\tTwo", "port: 2, protocol: udp, description: Two"],
    ["a port first", "2\tudp\tTwo", "port: 2, protocol: udp, description: Two"],
    ["a range first", "2-9\t\tUnassigned", "port: 2-9, description: Unassigned"],
    ["a name and a protocol", "beta\t\tudp\t", "name: beta, protocol: udp"],
    ["a name and a description", "beta\t\t\tTwo", "name: beta, description: Two"],
  ])("where it begins with %s", (_, line, expected) => {
    expect(read(["alpha\t1\ttcp\tOne", line]).rows).toEqual([ALPHA, expected]);
  });

  it.each([
    ["a name alone", "beta\t\t\t"],
    ["words and a description", "two words\t\t\tTwo"],
    ["people", "[X]\t\t\tTwo"],
    ["a protocol that is none", "beta\t2\tx y\tTwo"],
    ["a port that is none", "beta\tx\tudp\tTwo"],
  ])("but is one where it begins with %s", (_, line) => {
    const { rows, told } = read(["alpha\t1\ttcp\tOne", line]);
    expect(rows).toHaveLength(1);
    expect(told).toContain("3 text/line-joined");
  });
});

describe("a row with tabs that has lost its first tab", () => {
  it("has its port in the first column, if the port’s is the second", () => {
    expect(read(["2\ttcp\tTwo"]).rows).toEqual(["port: 2, protocol: tcp, description: Two"]);
    const swapped = ["Port Number", "Service Name", "Transport Protocol", "Description"];
    expect(read(["2\talpha\ttcp\tTwo"], swapped).rows).toEqual([
      "name: alpha, port: 2, protocol: tcp, description: Two",
    ]);
    const others = ["Service Name", "Transport Protocol", "Port Number", "Description"];
    expect(read(["7\ttcp\t80\tTwo", "alpha\ttcp\t81\tOne"], others).rows).toEqual([
      "name: 7, port: 80, protocol: tcp, description: Two",
      "name: alpha, port: 81, protocol: tcp, description: One",
    ]);
  });
});

describe("rows with tabs and without headings", () => {
  const dialectOf = (line: string): string | undefined => fromText(`${line}\n${line}\n`).dialect;

  it("are known by a port and a protocol, or a range and eight cells behind it", () => {
    expect(dialectOf("alpha\t1\ttcp\tOne")).toBe("tab");
    expect(dialectOf("alpha\t1\ttcp")).not.toBe("tab");
    expect(dialectOf("alpha\tx\ttcp\tOne")).not.toBe("tab");
    expect(dialectOf("alpha\t1\tx y\tOne")).not.toBe("tab");
    expect(dialectOf(`\t2-9\t\tUnassigned${"\t".repeat(7)}`)).toBe("tab");
    expect(dialectOf(`\t2-9\t\tUnassigned${"\t".repeat(6)}`)).not.toBe("tab");
    expect(dialectOf(`\t2-9\tx y\tUnassigned${"\t".repeat(7)}`)).not.toBe("tab");
  });
});

it("a row with tabs that is short is told, but for the last, which may be cut", () => {
  const whole = row("alpha", "1", "tcp", "One");
  const short = "beta\t2\tudp\tTwo";
  expect(read([short, whole, whole]).told).toEqual(["2 text/row-short"]);
  expect(read([whole, short, whole]).told).toEqual(["3 text/row-short"]);
  expect(read([whole, whole, short]).told).toEqual(["4 text/row-cut-off"]);
});

it("a row with tabs needs two cells, and a title at most eighty signs", () => {
  expect(read(["two\t2", row("alpha", "1", "tcp", "One")]).rows[0]).toBe("name: two, port: 2");
  const page = (title: string): string =>
    [HEADINGS.join("\t"), row("alpha", "1", "tcp", "One"), title, "[1] Words"].join("\n");
  const footnotesOf = (signs: number): number =>
    fromText(page(`${"#".repeat(signs - "Footnotes".length)}Footnotes`)).registry.footnotes.length;
  expect([footnotesOf(80), footnotesOf(81)]).toEqual([1, 0]);
});
