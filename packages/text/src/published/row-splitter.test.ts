import { describe, expect, test } from "vitest";
import { MEASURES } from "./columns.js";
import { Grid } from "./grid.js";
import { anchorsOf, candidateEnds, isAnchored, possibleRows, type RowRules } from "./row-rules.js";
import { type RowLines, RowSplitter } from "./row-splitter.js";
import { TextLines } from "./text-lines.js";

/** Name, port, description and notes stand at these screen columns. */
const STARTS = [0, 11, 18, 39];
const RULES: RowRules = { anchors: [0, 1], name: 0, single: [1], prose: [2, 3] };

function gridOf(lines: readonly string[], isExact = false): Grid {
  const columns = STARTS.map((start, i) => ({
    ...{ heading: "", start, end: (STARTS[i + 1] ?? 61) - 1, leeway: 0, offset: 0 },
  }));
  const source = lines.map((line) => `${line}\n`).join("");
  const layout = { columns, measures: MEASURES, isExact };
  return new Grid(new TextLines(source), layout, 0, lines.length, isExact ? [] : undefined);
}

/** Lays a row out: each cell in the middle of its lines, a line of a cell for each text. */
function row(name: string, port: string, description = "", notes = ""): readonly string[] {
  const cells = [name, port, description, notes].map((text) =>
    text === "" ? [] : text.split("|"),
  );
  const height = Math.max(...cells.map((lines) => lines.length));
  return Array.from({ length: height }, (_, y) =>
    cells
      .map((lines, i) => {
        const text = lines[y - Math.floor((height - lines.length) / 2)] ?? "";
        return text.padEnd((STARTS[i + 1] ?? 60) - (STARTS[i] ?? 0));
      })
      .join("")
      .trimEnd(),
  );
}

/** Gives the rows into which lines are split: the number of their lines, and what is wrong with them. */
function split(
  lines: readonly string[],
  { isExact = false, isWhole = true, rules = RULES } = {},
): { readonly rows: readonly string[]; readonly next: number; readonly previous: number } {
  const rows: RowLines[] = [];
  const { next, previous } = new RowSplitter(rules).split(
    gridOf(lines, isExact),
    { previous: 0, next: 0 },
    isWhole,
    (found) => rows.push(found),
  );
  const shown = rows.map(
    ({ start, end, flaw }) => `${start}-${end}${flaw === undefined ? "" : ` ${flaw}`}`,
  );
  return { rows: shown, next, previous };
}

const rowsOf = (lines: readonly string[], options?: Parameters<typeof split>[1]) =>
  split(lines, options).rows;

test.each(["e", "é"])("a text of %s across a border is cut there", (letter) => {
  const grid = gridOf([`one        ${letter.repeat(9)}`]);
  expect([1, 2].map((column) => grid.text(0, column))).toEqual([
    letter.repeat(7),
    letter.repeat(2),
  ]);
  expect(grid.crossings(0, 1)).toEqual([17]);
});

describe("a line is anchored", () => {
  const anchored = (lines: readonly string[], at: number, rules = RULES): boolean =>
    isAnchored(gridOf(lines), rules, at);

  test("by a port, or a name of one word with none of several beside it", () => {
    expect(anchored(row("", "7", "First"), 0)).toBe(true);
    expect(anchored(row("one", "", "First"), 0)).toBe(true);
    expect(anchored(row("", "", "First"), 0)).toBe(false);
    expect(anchored(["one two"], 0)).toBe(false);
    expect(anchored(["one two    7"], 0)).toBe(true);
    expect(anchored(["one", "one two"], 0)).toBe(false);
    expect(anchored(["one two", "one"], 1)).toBe(false);
    expect(anchored(["one", "one", "one two"], 0)).toBe(true);
    expect(anchored(["one two", "one", "one"], 2)).toBe(true);
    // Where no column is one of names, by the anchors alone.
    const { name: _, ...nameless } = RULES;
    expect(anchored(["one two"], 0, nameless)).toBe(true);
    expect(anchored(row("", "", "First"), 0, nameless)).toBe(false);
  });
});

describe("the rows that may begin at a line", () => {
  const endsOf = (...lines: readonly string[]): readonly number[] => {
    const grid = gridOf(lines);
    const range = { start: 0, end: lines.length };
    return candidateEnds(grid, RULES, anchorsOf(grid, RULES, range), 0);
  };

  test("have their name and port in the middle, and their tallest cell from top to bottom", () => {
    expect(endsOf(...row("one", "1", "First"))).toEqual([1]);
    expect(endsOf(...row("one", "1", "First|line"))).toEqual([1, 2]);
    expect(endsOf(...row("one", "1", "First|line|more"))).toEqual([3]);
    expect(endsOf(...row("one", "1", "First|line|more|and more"))).toEqual([3, 4]);
    expect(endsOf("one        1", "                  First")).toEqual([1]);
    expect(endsOf("                  First", "one        1")).toEqual([]);
    expect(endsOf("                  First", "one        1", "                  more")).toEqual([
      3,
    ]);
    expect(endsOf(...row("one", "1", "First|line|more", "Notes|below"))).toEqual([3]);
    expect(endsOf(...row("one", "1", "First|line", "Notes"))).toEqual([1, 2]);
    expect(
      endsOf("one        1      First", "                  line                 Notes"),
    ).toEqual([1]);
  });

  test("may have a name of several lines: parts of a word, or words that end with a bracket", () => {
    expect(endsOf(...row("one|two", "1", "First|line"))).toEqual([1, 2]);
    expect(endsOf(...row("Some Name|(of it)", "1", "First|line"))).toEqual([1, 2]);
    expect(endsOf(...row("Some Name|of it", "1", "First|line"))).toEqual([1]);
    expect(endsOf(...row("Some|Name|(of)", "1", "First"))).toEqual([1]);
    expect(endsOf(...row("one", "1|2", "First|line"))).toEqual([1]);
  });

  test.each([2, 3, 7, 8, 9])("may have a name of %i lines with blanks, eight at most", (count) => {
    const name = ["Some Name", ...Array(count - 2).fill("of it"), "(so)"];
    const description = Array.from({ length: count }, (_, i) => `line${i}`);
    const lines = row(name.join("|"), "1", description.join("|"));
    expect(endsOf(...lines).includes(count)).toBe(count <= 8);
  });

  test("may have an empty line above or below, which the tallest cell may have", () => {
    expect(endsOf("", "one        1      First", "")).toEqual([3]);
    expect(endsOf("one        1      First", "")).toEqual([1, 2]);
  });
});

test("ways through lines are those on which all lines are in rows", () => {
  const ways = (...lines: readonly string[]) =>
    possibleRows(gridOf(lines), RULES, { start: 0, end: lines.length });
  expect(ways(...row("one", "1"), ...row("two", "2", "First|line"))).toEqual([[1], [3], []]);
  expect(ways(...row("one", "1"), "", ...row("two", "2"))).toEqual(
    [[1], [2], [3]].map((ends, i) => (i === 0 ? [1, 2] : ends)),
  );
  expect(ways(...row("one", "1"), "                  stray")).toEqual([[], []]);
});

describe("lines are split into rows", () => {
  const tall = row(
    "tall",
    "2",
    "A line of some words|and others of a text|a third",
    "Notes of many words|and two",
  );

  test("of any heights", () => {
    expect(rowsOf([...row("one", "1"), ...tall, ...row("two", "3")])).toEqual([
      "0-1",
      "1-4",
      "4-5",
    ]);
    expect(rowsOf([...tall, ...tall, ...tall])).toEqual(["0-3", "3-6", "6-9"]);
    expect(rowsOf(row("one", "1"))).toEqual(["0-1"]);
    expect(rowsOf([])).toEqual([]);
  });

  test("with a word for an empty line only where the layout has none", () => {
    const lines = [...row("one", "1"), "", ...row("two", "2")];
    expect(rowsOf(lines)).toEqual(["0-1", "2-3"]);
    expect(rowsOf(lines, { isExact: true })).toEqual(["0-1", "1-2 stray", "2-3"]);
    expect(rowsOf(["", ...tall, "", "", ...tall])).toEqual(["1-4", "6-9"]);
  });

  test("as far as they can be told, whatever follows", () => {
    const lines = [...row("one", "1"), ...row("two", "2"), ...row("six", "3")];
    expect(split(lines, { isWhole: false })).toEqual({ rows: ["0-1"], next: 1, previous: 0 });
    expect(split(lines)).toEqual({ rows: ["0-1", "1-2", "2-3"], next: 3, previous: 2 });
    expect(split([...lines, ...tall], { isWhole: false })).toEqual({
      rows: ["0-1", "1-2"],
      next: 2,
      previous: 1,
    });
    expect(split(tall, { isWhole: false })).toEqual({ rows: [], next: 0, previous: 0 });
    expect(split(tall)).toEqual({ rows: ["0-3"], next: 3, previous: 0 });
  });

  test("with a stray line, which a row has where cells stand as a program liked", () => {
    const stray = "                  a stray line";
    const lines = [...row("one", "1"), stray, ...row("two", "2")];
    expect(rowsOf(lines, { isExact: true })).toEqual(["0-1", "1-2 stray", "2-3"]);
    expect(rowsOf(lines)).toEqual(["0-1", "1-3 off-centre"]);
    expect(rowsOf([stray, ...row("one", "1"), ...tall], { isExact: true })).toEqual([
      ...["0-1 stray", "1-2", "2-5"],
    ]);
    expect(rowsOf([stray])).toEqual(["0-1 stray"]);
    expect(rowsOf([stray, stray])).toEqual(["0-1 stray", "1-2 stray"]);
  });

  test("told as ambiguous where another way is nearly as good", () => {
    const lines = ["one", "two", "six", "ten"].flatMap((name) =>
      row(name, "", "word1|word2", "noting|nothings"),
    );
    expect(rowsOf(lines)).toEqual(["0-2", "2-4", "4-6", "6-8"]);
    const either = [
      ...row("one", "", "Words"),
      ...["                  More"],
      ...row("two", "", "Words"),
      ...["                  More"],
      ...row("six", "", "Words"),
    ];
    expect(rowsOf(either).every((shown) => /^\d+-\d+(?: ambiguous| stray)?$/.test(shown))).toBe(
      true,
    );
  });

  test("of more lines than are looked at together, by halves", () => {
    const names = Array.from({ length: 400 }, (_, i) =>
      row(`Svc (${i % 10})`, "", `Number ${i}|of them`),
    );
    const found = rowsOf(names.flat());
    expect(found).toHaveLength(400);
    expect(found).toEqual(names.map((_, i) => `${2 * i}-${2 * i + 2}`));
  });
});
