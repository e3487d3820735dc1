import { describe, expect, it, test } from "vitest";
import { MEASURES, type TextColumn } from "./columns.js";
import { Grid } from "./grid.js";
import { RowEvidence } from "./row-evidence.js";
import type { RowRules } from "./row-rules.js";
import { TextLines } from "./text-lines.js";

/** The widths of the columns in which the rows below stand, each parted from the next by one blank. */
const WIDTHS = { name: 10, port: 6, description: 20, assignee: 14, notes: 20 };
type Cells = { readonly [column in keyof typeof WIDTHS]?: string };

const COLUMNS: readonly TextColumn[] = Object.entries(WIDTHS).map(([heading, width], i, all) => {
  const start = all.slice(0, i).reduce((sum, [, before]) => sum + before + 1, 0);
  return { heading, start, end: start + width, leeway: 0, offset: 0 };
});

const RULES: RowRules = { anchors: [0, 1], name: 0, single: [1], prose: [2, 4] };

function lay(lines: readonly Cells[]): Grid {
  const text = lines.map((cells) =>
    Object.entries(WIDTHS)
      .map(([column, width]) => (cells[column as keyof Cells] ?? "").padEnd(width))
      .join(" ")
      .trimEnd(),
  );
  const source = text.map((line) => `${line}\n`).join("");
  const layout = { columns: COLUMNS, measures: MEASURES, isExact: false };
  return new Grid(new TextLines(source), layout, 0, lines.length);
}

function costOf(lines: readonly Cells[], rules = RULES): number {
  const evidence = new RowEvidence(lay(lines), rules);
  return evidence.rowCost(evidence.row(0, lines.length));
}

/** A row against which nothing speaks; its name abbreviates nothing. */
const PLAIN: Cells = { name: "qq", port: "7", description: "First", assignee: "[Ann]" };

/** What a row costs whose cells are as those of {@link PLAIN}, but for some. */
const withCells = (cells: Cells): number => costOf([{ ...PLAIN, ...cells }]);

/** What a row costs whose text in one column has these lines; the others have one. */
const withLines = (column: keyof Cells, ...texts: readonly string[]): number =>
  costOf(texts.map((text, i) => ({ ...(i === 0 ? PLAIN : {}), [column]: text })));

/** As fitted to the published files: other weights are to be fitted anew. */
const FITTED = {
  forcedBreak: 7,
  emptyEdge: 20,
  openBracket: 15,
  smallLetter: 1.6,
  noLetter: 2,
  openEnd: 6,
  innerEnd: 5,
  explainedLetter: -1,
  lonelyName: 3,
  brokenName: 12,
  wrappedName: 2,
  twin: -14,
  cousin: -4,
  sameWord: -1.5,
};

describe("what speaks against lines as one row", () => {
  test("is nothing, of a row as they are", () => {
    expect(costOf([PLAIN])).toBe(0);
    expect(withLines("description", "A first line of text", "and a second one")).toBe(0);
  });

  it.each([
    ["the next word just fits", ["Fifteen letters", "fits"], 1],
    ["the next word is one too long", ["Fifteen letters", "fitss"], 0],
    ["only the first word counts of the next line", ["Fifteen letters", "fits well"], 1],
    ["two of two", ["One", "two", "three"], 2],
    ["one of two", ["Seventeen letters", "longs", "three"], 1],
  ])("a line break that need not be: %s", (_, lines, breaks) => {
    expect(withLines("description", ...lines)).toBe(breaks * FITTED.forcedBreak);
    expect(withLines("notes", ...lines)).toBe(breaks * FITTED.forcedBreak);
  });

  test("an empty line at an edge, once", () => {
    expect(costOf([{}, PLAIN])).toBe(FITTED.emptyEdge);
    expect(costOf([PLAIN, {}])).toBe(FITTED.emptyEdge);
    expect(costOf([{}, PLAIN, {}])).toBe(FITTED.emptyEdge);
    expect(costOf([PLAIN, {}, { notes: "Note" }])).toBe(0);
  });

  it.each([
    ["First (of", 1],
    ["First of)", 1],
    ["First [of", 1],
    ["First [of)", 1],
    ["First (of]", 1],
    ["First (of one) [it]", 0],
    ["First ((of one)", 1],
    ["First ([of)]", 0],
  ])("brackets that do not match: %s", (text, open) => {
    // The last word does not matter.
    expect(withCells({ description: `${text}x` })).toBe(open * FITTED.openBracket);
    expect(withCells({ notes: `${text}x` })).toBe(open * FITTED.openBracket);
  });

  test("brackets that close on another line match", () => {
    expect(withLines("description", "First of all (as far", "as it goes)")).toBe(0);
    expect(withLines("description", "First of all [as far", "as it goes)")).toBe(
      FITTED.openBracket,
    );
    expect(withLines("assignee", "[One_Company_a", "nd_its_sons_]")).toBe(0);
    expect(withCells({ assignee: "[One" })).toBe(FITTED.openBracket);
    expect(withCells({ assignee: "One]" })).toBe(FITTED.openBracket);
  });

  it.each([
    ["first", FITTED.smallLetter],
    ["a", FITTED.smallLetter],
    ["zone", FITTED.smallLetter],
    ["état", FITTED.smallLetter],
    ["État", 0],
    ["First", 0],
    ["Aone", 0],
    ["Zone", 0],
    ["0th", 0],
    ["9th", 0],
    ["٣", 0],
    ["(first)", FITTED.noLetter],
    ["“First”", FITTED.noLetter],
    [":-)", FITTED.noLetter + FITTED.openBracket],
    ["@x", FITTED.noLetter],
    ["{x}", FITTED.noLetter],
    ["`x", FITTED.noLetter],
    ["[x]", FITTED.noLetter],
    ["/x", FITTED.noLetter],
  ])("how prose begins: %s", (text, cost) => {
    expect(withCells({ description: text === "a" ? "a b" : text })).toBe(cost);
    expect(withCells({ notes: text === "a" ? "a b" : text })).toBe(cost);
  });

  it.each("a an and as at by for from in into is of on or over the to using via with".split(" "))(
    "prose that ends with %s",
    (word) => {
      expect(withCells({ description: `First ${word}` })).toBe(FITTED.openEnd);
      expect(withCells({ description: `First ${word.toUpperCase()}` })).toBe(FITTED.openEnd);
      expect(withCells({ description: `First-${word}` })).toBe(FITTED.openEnd);
      expect(withCells({ description: `First ${word}.` })).toBe(0);
      for (const letter of ["q", "Q", "8", "_"])
        expect(withCells({ description: `First ${letter}${word}` }), letter).toBe(0);
    },
  );

  it.each([
    ["First,", FITTED.openEnd],
    ["First &", FITTED.openEnd],
    ["First/", FITTED.openEnd],
    ["First-", FITTED.openEnd],
    ["First (", FITTED.openEnd + FITTED.openBracket],
    ["First)", FITTED.openBracket],
    ["First.", 0],
    ["First;", 0],
    ["The", FITTED.openEnd],
  ])("prose that ends with a sign, or is nothing but such a word: %s", (text, cost) => {
    expect(withCells({ description: text })).toBe(cost);
    expect(withCells({ notes: text })).toBe(cost);
  });

  test("how the others begin and end does not matter", () => {
    expect(withCells({ assignee: "from" })).toBe(0);
    expect(withCells({ assignee: "*," })).toBe(0);
    // Nor how a line ends that is not the last, or begins that is not the first.
    expect(withLines("description", "Firsts and others of", "other kinds")).toBe(0);
    expect(withLines("description", "Firsts and others by", "(other kinds)")).toBe(0);
  });

  it.each("Ltd Limited Inc LLC L.L.C Corp Corporation GmbH AG Co S.A B.V Pty Oy AB".split(" "))(
    "a line ends as a company's name with %s, and goes on",
    (end) => {
      const line = `${"X".repeat(19 - end.length)} ${end}`;
      expect(withLines("description", line, "Sons")).toBe(FITTED.innerEnd);
      expect(withLines("description", `${line.slice(1)}.`, "Sons")).toBe(FITTED.innerEnd);
      expect(withLines("description", `${line.replace(" ", "")}x`, "Sons")).toBe(0);
      expect(withLines("description", "Sons and their sons,", `${line.slice(1)}.`)).toBe(0);
      expect(withLines("description", line, line, "Sons")).toBe(2 * FITTED.innerEnd);
    },
  );

  test("a row of one cell", () => {
    expect(costOf([{ name: "qq" }])).toBe(FITTED.lonelyName);
    expect(costOf([{ name: "qq", port: "7" }])).toBe(0);
    expect(costOf([{ description: "First" }])).toBe(FITTED.lonelyName);
    expect(costOf([{ name: "qq" }, { description: "First" }])).toBe(0);
    expect(costOf([{ description: "A first line of text" }, { description: "and more" }])).toBe(
      FITTED.lonelyName,
    );
  });

  it.each([
    [["qqqqqqqqqq", "ww"], FITTED.brokenName],
    [["qqqqqqqqqq", "wwwwwwwwww", "xx"], 2 * FITTED.brokenName],
    [["qqqq", "wwwww"], FITTED.brokenName + FITTED.forcedBreak],
    [["qqqq", "wwwwww"], FITTED.brokenName],
    [["Qq xxxxxx", "ww"], FITTED.wrappedName],
    [["Qq xxxxxx", "wwwwwwwwww", "xx"], 2 * FITTED.wrappedName],
    [["qqqqqqqqqq", "ww xx"], FITTED.wrappedName],
    [["Qq x", "ww"], FITTED.wrappedName + FITTED.forcedBreak],
  ])("a name of several lines: %j", (lines, cost) => {
    expect(withLines("name", ...lines)).toBe(cost);
  });

  test("is told whether it is less than a limit, before it is weighed and after", () => {
    for (const isWeighed of [false, true])
      for (const [limit, isLess] of [
        [FITTED.smallLetter, false],
        [FITTED.smallLetter + 0.1, true],
      ] as const) {
        const evidence = new RowEvidence(lay([{ ...PLAIN, description: "first" }]), RULES);
        const row = evidence.row(0, 1);
        if (isWeighed) evidence.rowCost(row);
        expect(evidence.isCheaper(row, limit)).toBe(isLess);
      }
    // What the name explains counts, too: four letters are two more than two.
    const explained = new RowEvidence(
      lay([{ ...PLAIN, name: "psia", description: "phys sec intero all" }]),
      RULES,
    );
    const cost = FITTED.smallLetter + 2 * FITTED.explainedLetter;
    expect(explained.isCheaper(explained.row(0, 1), cost)).toBe(false);
    expect(explained.isCheaper(explained.row(0, 1), cost + 0.1)).toBe(true);
  });
});

describe("letters of a name that the description explains", () => {
  it.each([
    ["psia", "Phys Sec Intero All", 4],
    ["PSIA", "Phys Sec Intero All", 4],
    ["psib", "Phys Sec Intero All", 3],
    ["psi", "Phys Sec Intero All", 3],
    ["ps", "Phys Sec Intero All", 2],
    ["p", "Phys Sec Intero All", 1],
    ["p-s-i-a", "Phys Sec Intero All", 4],
    ["fmserver", "FileMaker Server", 8],
    ["fm-serverq", "FileMaker Server", 8],
    ["abcdefghij", "Abcdefghij", 8],
    ["abcdefg", "Abcdefghij", 7],
    ["ipq", "IPv6 Queue", 2],
    ["ipvsixq", "IPv6 Queue", 3],
    ["ipv6q", "IPv6 Queue", 5],
    ["tcpserv", "TCPServer", 7],
    ["tserv", "TCPServer", 5],
    ["x25gate", "X25 Gateway", 7],
    ["x2gate", "X25 Gateway", 6],
    ["bof", "Bay of Fish", 3],
    ["bf", "Bay of Fish", 2],
    ["bfis", "Bay of Fish", 4],
    ["bof2", "Bay over Flat", 3],
    ["éta", "État", 3],
    ["zzz", "Phys Sec Intero All", 0],
  ])("%s: %s", (name, description, letters) => {
    expect(withCells({ name, description })).toBeCloseTo(
      FITTED.explainedLetter * Math.max(0, letters - 2),
    );
  });

  test("are not asked of the notes", () => {
    expect(withCells({ name: "psia", notes: "Phys Sec Intero All" })).toBe(0);
  });

  test("go on over the lines of both", () => {
    const lines: readonly Cells[] = [
      { ...PLAIN, name: "psiaforeve", description: "Phys Sec Intero Alli" },
      { description: "Forever" },
    ];
    expect(costOf(lines)).toBe(FITTED.explainedLetter * 6);
    expect(costOf([lines[0] ?? {}, { description: "Nothing" }])).toBe(FITTED.explainedLetter * 2);
    // Of a broken name, with the letters of each line.
    const broken = [lines[0] ?? {}, { name: "rr", description: "Forever" }];
    expect(costOf(broken)).toBe(FITTED.brokenName + FITTED.explainedLetter * 6);
  });

  test("of an id up to twelve, by whatever explains most", () => {
    const rules = { anchors: [1], single: [1], prose: [0, 2, 4], label: 3 };
    const explained = (cells: Cells): number => costOf([{ ...PLAIN, ...cells }], rules);
    const names = { name: "Xyz", assignee: "[Ann_B_Clever]" };
    expect(explained({ ...names, assignee: "[AnnBClevr]", description: "Ann B Clevrly" })).toBe(
      FITTED.explainedLetter * 7,
    );
    expect(explained({ name: "Ann", assignee: "AnnaBellaxYZ", notes: "Anna Bellax" })).toBe(
      FITTED.explainedLetter * 8,
    );
    expect(explained({ ...names, assignee: "AbcdefghIjkl", description: "Abcdefgh Ijklmn" })).toBe(
      FITTED.explainedLetter * 10,
    );
    expect(
      explained({ ...names, assignee: "AbcdefghIjklmn", description: "Abcdefgh Ijklmn" }),
    ).toBe(FITTED.explainedLetter * 10);
    expect(explained({ ...names, assignee: "" })).toBe(0);
  });
});

describe("a row beside the one before it", () => {
  /** What it costs that the second lines follow the first ones. */
  function kinCost(before: readonly Cells[], row: readonly Cells[], rules = RULES): number {
    const evidence = new RowEvidence(lay([...before, ...row]), rules);
    const end = before.length + row.length;
    return evidence.kinCost(evidence.row(0, before.length), evidence.row(before.length, end));
  }

  const { name: _, ...nameless } = PLAIN;
  it.each([
    ["all the same", [PLAIN], [PLAIN], 2 * FITTED.twin],
    ["another name", [PLAIN], [{ ...PLAIN, name: "ww" }], 2 * FITTED.cousin],
    ["no name in one", [PLAIN], [nameless], 2 * FITTED.cousin],
    ["no name in both", [nameless], [nameless], 2 * FITTED.twin],
    ["another text", [PLAIN], [{ ...PLAIN, assignee: "[Bo]" }], FITTED.twin],
    [
      "the same first word",
      [PLAIN],
      [{ ...PLAIN, description: "First of two" }],
      FITTED.twin + FITTED.sameWord,
    ],
    ["a word that is longer", [PLAIN], [{ ...PLAIN, description: "Firsts" }], FITTED.twin],
    ["nothing below a text", [PLAIN], [{ name: "qq", port: "8" }], 0],
    ["a text below nothing", [{ name: "qq", port: "8" }], [PLAIN], 0],
    [
      "other lines below the same first one",
      [PLAIN],
      [PLAIN, { description: "and more" }],
      FITTED.twin + FITTED.sameWord,
    ],
    [
      "a name of words",
      [{ ...PLAIN, name: "Qq ww" }],
      [{ ...PLAIN, name: "Qq ww" }],
      3 * FITTED.twin,
    ],
    [
      "a name of two lines",
      [{ ...PLAIN, name: "qqqqqqqqqq" }, { name: "ww" }],
      [{ ...PLAIN, name: "qqqqqqqqqq" }, { name: "ww" }],
      3 * FITTED.twin,
    ],
    [
      "a name with another second line",
      [{ ...PLAIN, name: "qqqqqqqqqq" }, { name: "ww" }],
      [{ ...PLAIN, name: "qqqqqqqqqq" }, { name: "xx" }],
      2 * FITTED.cousin,
    ],
    ["a name with a line more", [PLAIN], [PLAIN, { name: "ww" }], 2 * FITTED.cousin],
  ])("%s", (_name, before, row, cost) => {
    expect(kinCost(before, row)).toBe(cost);
  });

  test("of contacts, which have no names of services, is a twin", () => {
    const rules = { anchors: [1], single: [1], prose: [0, 2, 4], label: 3 };
    // Of name, description, assignee and notes, three have text.
    expect(kinCost([PLAIN], [PLAIN], rules)).toBe(3 * FITTED.twin);
  });
});
