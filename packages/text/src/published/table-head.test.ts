import { describe, expect, it, test } from "vitest";
import { captionAt, findTableEnd, headAt } from "./table-head.js";
import { TextLines } from "./text-lines.js";

const linesOf = (...lines: readonly string[]): TextLines => new TextLines(`${lines.join("\n")}\n`);

const headOf = (at: number, ...lines: readonly string[]) =>
  headAt(linesOf(...lines), at, "records");

const MIDDLE = "Name   Port   Transport Protocol   Description   Assignee   Contact";

describe("headings of records", () => {
  test("are a line of four words of headings at least, in columns", () => {
    expect(headOf(0, "Name   Port   Transport   Description")).toEqual({ first: 0, end: 1 });
    expect(headOf(0, "Name   Port   Description")).toBeUndefined();
    // The same word twice is one.
    expect(headOf(0, "Name   Port   Description   Port")).toBeUndefined();
    expect(headOf(0, "Name Port Transport Description")).toBeUndefined();
    expect(headOf(0, "Name  Port  Transport  Description")).toBeUndefined();
    expect(headOf(0, "Name Port Transport   Description")).toEqual({ first: 0, end: 1 });
    expect(headOf(0, "  Name   Port   Transport   Description")).toEqual({ first: 0, end: 1 });
    expect(headOf(0, "name   Port   Transport   Description   Assignee")).toBeUndefined();
    expect(headOf(0, "-Name   Port   Transport   Description   Assignee")).toBeUndefined();
    expect(headOf(0, "")).toBeUndefined();
    expect(
      headOf(0, "Service Name and Transport Protocol Port Number Registry   "),
    ).toBeUndefined();
  });

  test("begin with a letter from A to Z", () => {
    const line = "Port   Transport   Description   Assignee";
    for (const first of ["Ant", "Zoo"])
      expect(headOf(0, `${first}   ${line}`), first).toBeDefined();
    for (const first of ["@t", "[t", "ant", "Ölt"])
      expect(headOf(0, `${first}   ${line}`), first).toBeUndefined();
  });

  it.each([
    [7, 3, true],
    [6, 3, false],
    [7, 4, false],
    [4, 1, true],
    [4, 2, false],
  ])("are known for the most part: %i words known, %i others", (known, others, isHead) => {
    const words = [
      ...["Name", "Port", "Transport", "Description", "Assignee", "Contact", "Reference"].slice(
        0,
        known,
      ),
      ...["Alpha", "Beta", "Gamma", "Delta"].slice(0, others),
    ];
    expect(headOf(0, words.join("   ")) !== undefined).toBe(isHead);
  });

  test("go on in lines above the middle one, four at most, and one more below", () => {
    const part = "Service   Date";
    const above = (count: number): readonly string[] => Array.from({ length: count }, () => part);
    for (const count of [0, 1, 2, 3, 4]) {
      const lines = ["prose of a page", ...above(count), MIDDLE, ...above(count + 1), "a row"];
      // From the middle line and from each below it that says enough.
      expect(headOf(count + 1, ...lines), `${count}`).toEqual({ first: 1, end: 2 * count + 3 });
    }
    expect(headOf(6, "prose", ...above(5), MIDDLE)).toEqual({ first: 2, end: 7 });
    // A row below, or a line more than there can be, is none of them.
    expect(headOf(0, MIDDLE, part, part, "a row")).toEqual({ first: 0, end: 2 });
    expect(headOf(1, part, MIDDLE, part, part, part)).toEqual({ first: 0, end: 4 });
    expect(headOf(1, part, MIDDLE, "a row", part)).toEqual({ first: 0, end: 2 });
  });

  test("may be known by a line above the middle one", () => {
    const top = "Service   Port   Transport   Registration   Modification";
    expect(headOf(0, top, MIDDLE, "Code   Notes", "a row")).toEqual({ first: 0, end: 3 });
    expect(headOf(0, top, "Name   Number", "Date", "Date", MIDDLE, "a row")).toEqual({
      first: 0,
      end: 5,
    });
    // The middle line is looked for within four lines.
    expect(headOf(0, top, "Name", "Date", "Date", "Date", MIDDLE, "a row")).toEqual({
      first: 0,
      end: 2,
    });
  });
});

test("headings of contacts", () => {
  const lines = linesOf("ID   Name   Organization   Contact URI   Last", "Updated", "[A]");
  expect(headAt(lines, 0, "people")).toEqual({ first: 0, end: 2 });
  expect(headAt(lines, 0, "records")).toBeUndefined();
});

describe("captions", () => {
  it.each([
    ["Contact Information", "people"],
    ["   People  ", "people"],
    ["Footnote", "footnotes"],
    ["Footnotes", "footnotes"],
    ["Licensing Terms", "trailer"],
    ["[12]Licensing Terms", "trailer"],
    ["References", "outside"],
    ["References:", "outside"],
    ["Internet Assigned Numbers Authority", "outside"],
    ["Service Name and Transport Protocol Port Number Registry", "outside"],
    ["1 2 3 4 5 6 ... 137", "pager"],
    ["[3]1 2 [4]3 ... [5]137", "pager"],
    ["1 2", "pager"],
    ["1", undefined],
    ["Contact Information of all", undefined],
    ["The People", undefined],
    ["Footnotess", undefined],
    ["", undefined],
  ])("%j", (text, kind) => {
    expect(captionAt(linesOf(text), 0)).toBe(kind);
    expect(captionAt(linesOf("a row", "", text), 2)).toBe(kind);
    expect(captionAt(linesOf("", text), 1)).toBe(kind);
    // Only below an empty line.
    expect(captionAt(linesOf("a row", text), 1)).toBeUndefined();
  });

  test("are sixty characters long at most", () => {
    const pager = (length: number): string => `${"1 ".repeat(length)}2`.slice(-length).trimStart();
    expect(pager(59)).toHaveLength(59);
    expect(captionAt(linesOf(pager(59)), 0)).toBe("pager");
    expect(captionAt(linesOf(`1${pager(59)}`), 0)).toBe("pager");
    expect(captionAt(linesOf(`11${pager(59)}`), 0)).toBeUndefined();
    expect(captionAt(linesOf(`   ${`1${pager(59)}`}   `), 0)).toBe("pager");
  });
});

describe("the end of a table", () => {
  const TOP = "Service   Port   Registration";
  const PEOPLE = "ID   Name   Organization   Contact URI   Last";
  const endOf = (from: number, limit: number, ...lines: readonly string[]) =>
    findTableEnd(linesOf(...lines), from, limit);

  test("is before a caption below an empty line, and the empty lines above it", () => {
    expect(endOf(0, 9, "row", "row", "", "", "People")).toBe(2);
    expect(endOf(0, 9, "row", "row", "People")).toBeUndefined();
    expect(endOf(0, 9, "row", "", "row")).toBeUndefined();
    expect(endOf(0, 9, "People", "row")).toBe(0);
  });

  test("is before the headings of another table, empty line or none", () => {
    for (const head of [MIDDLE, PEOPLE]) {
      expect(endOf(0, 9, "row", head, "row"), head).toBe(1);
      expect(endOf(0, 9, "row", "", head, "row"), head).toBe(1);
    }
    expect(endOf(0, 9, "row", TOP, MIDDLE, "row")).toBe(1);
    expect(endOf(0, 9, "row", "", TOP, TOP, TOP, TOP, MIDDLE, "row")).toBe(1);
    expect(endOf(1, 9, "row", "row", "Assignee row", MIDDLE)).toBe(3);
  });

  test("is looked for up to a limit, by headings that go on behind it", () => {
    const lines = ["row", "row", "", "People"];
    expect(endOf(0, 4, ...lines)).toBe(2);
    expect(endOf(0, 3, ...lines)).toBeUndefined();
    expect(endOf(0, 2, "row", TOP, MIDDLE)).toBe(1);
    expect(endOf(0, 1, "row", TOP, MIDDLE)).toBeUndefined();
    expect(endOf(0, 2, "row", TOP, TOP, TOP, TOP, MIDDLE)).toBe(1);
    // What begins before the first line of the table is its own.
    expect(endOf(2, 9, TOP, MIDDLE, "row", "row")).toBeUndefined();
    expect(endOf(1, 9, TOP, MIDDLE, "row")).toBeUndefined();
  });
});
