import { describe, expect, test } from "vitest";
import { countLines, mostBetween } from "./line-counts.js";
import { byBytes, byCodePoints, type Measure, TextLines } from "./text-lines.js";

/** Counts the texts of lines column by column, as slowly as can be. */
function countPlainly(
  lines: readonly string[],
  measure: Measure,
): { readonly withText: readonly number[]; readonly withStart: readonly number[] } {
  const rows = lines.map((line) =>
    [...line].flatMap((character) => {
      const isText = character !== " " && character !== "\t";
      const width = isText ? measure(character.codePointAt(0) ?? 0) : 1;
      return Array.from({ length: width }, () => isText);
    }),
  );
  const width = Math.max(0, ...rows.map((row) => row.length));
  const columns = Array.from({ length: width }, (_, column) => column);
  return {
    withText: columns.map((column) => rows.filter((row) => row[column] === true).length),
    withStart: columns.map(
      (column) =>
        rows.filter((row) => row[column] === true && (column === 0 || row[column - 1] !== true))
          .length,
    ),
  };
}

const HEAD = ["Name   Port", "     Number"];

function counted(body: readonly string[], measure: Measure, isEnded = true) {
  const text = [...HEAD, ...body].join("\n") + (isEnded ? "\n" : "");
  const lines = new TextLines(text);
  const [found] = countLines(lines, { first: 0, end: 2 }, lines.count, [measure]);
  return {
    lines: found?.lines,
    withText: [...(found?.withText ?? [])],
    withStart: [...(found?.withStart ?? [])],
  };
}

const PARTS = ["a", "bc", "def", " ", "  ", "   ", "\t", "é", "漢", "𝒜", "word7"];

/** Makes lines of these parts, by a number; the same for the same. */
function linesFor(seed: number): readonly string[] {
  let state = seed;
  const below = (limit: number): number => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return (state >>> 16) % limit;
  };
  return Array.from({ length: 1 + below(60) }, () =>
    Array.from({ length: 1 + below(8) }, () => PARTS[below(PARTS.length)] ?? "").join(""),
  );
}

describe("lines below the headings", () => {
  test.each([
    ["code points", byCodePoints],
    ["bytes", byBytes],
  ])("are counted column by column, in %s", (_, measure) => {
    for (let seed = 0; seed < 100; seed++) {
      const body = linesFor(seed);
      const found = counted(body, measure, seed % 2 === 0);
      const plain = countPlainly(body, measure);
      expect(found.lines).toBe(body.length);
      for (const key of ["withText", "withStart"] as const) {
        const { length } = plain[key];
        expect(found[key].slice(0, length)).toEqual(plain[key]);
        expect(found[key].slice(length).every((count) => count === 0)).toBe(true);
      }
    }
  });

  test("have their headings left out, and stop where they are told", () => {
    const text = new TextLines([...HEAD, "ab cd", "ab cd", "ab cd", ""].join("\n"));
    const [found] = countLines(text, { first: 0, end: 2 }, 4, [byCodePoints]);
    expect(found?.lines).toBe(2);
    expect([...(found?.withText ?? [])].slice(0, 6)).toEqual([2, 2, 0, 2, 2, 0]);
  });

  test("of a long table are counted where two columns may still part", () => {
    const row = "name1 1234 tcp   some words";
    // Each ninth line has text in the fifth column, which is more than may be; the tenth has some at first.
    const body = Array.from({ length: 1500 }, (_, i) =>
      i % 9 === 4
        ? row.replace(" ", "x")
        : i < 30 && i % 3 === 0
          ? row.replace(" tcp", "xtcp")
          : row,
    );
    // Some lines end with a blank, at each of the places where others have text.
    const ended = body.map((text, i) => (i % 5 === 0 ? `${text.slice(0, 4 + (i % 20))} ` : text));
    const found = counted(ended, byCodePoints);
    const plain = countPlainly(ended, byCodePoints);
    const most = mostBetween(ended.length);
    plain.withText.forEach((count, column) => {
      if (count <= most) expect(found.withText[column], `${column}`).toBe(count);
      else expect(found.withText[column], `${column}`).toBeGreaterThan(10);
      // How many texts begin at a column is told where the one before may be between two.
      if (column > 0 && (plain.withText[column - 1] ?? 0) <= most)
        expect(found.withStart[column], `${column}`).toBe(plain.withStart[column]);
    });
    expect(plain.withText.filter((count) => count <= most).length).toBeGreaterThan(3);
  });

  test("are looked at up to a width", () => {
    const long = `${"x".repeat(8191)} ${"y".repeat(100)}`;
    const { withText } = counted([long], byCodePoints);
    expect(withText).toHaveLength(8192);
    expect(withText.slice(8189)).toEqual([1, 1, 0]);
  });
});

test("ten lines, or one of 32, may have text between two columns", () => {
  for (const [count, most] of [
    [1, 10],
    [320, 10],
    [352, 11],
    [3200, 100],
  ] as const)
    expect(mostBetween(count)).toBe(most);
});
