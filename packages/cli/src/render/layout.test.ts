import stringWidth from "string-width";
import { expect, it } from "vitest";
import { cut, definitionList, messageLine, table, widthOf, wrapWords } from "./layout.js";

/** Every letter before those of East Asia. */
const LETTERS = Array.from({ length: 0x3100 - 0x20 }, (_, i) => String.fromCharCode(0x20 + i));

it("counts the columns of every letter, alone and beside others, as string-width does", () => {
  const texts = LETTERS.flatMap((letter) => [letter, `a${letter}`, `${letter}\u0301`]);
  const expected = (text: string): number | undefined => {
    try {
      return stringWidth(text);
    } catch {
      return undefined;
    }
  };
  const thrown = texts.filter((text) => expected(text) === undefined);
  expect(texts.filter((text) => ![widthOf(text), undefined].includes(expected(text)))).toEqual([]);
  expect(thrown.map((text) => widthOf(text) - (text.startsWith("a") ? 1 : 0))).toEqual(
    thrown.map(() => 1),
  );
});

const paper = { isTerminal: false, width: 80, textWidth: Number.POSITIVE_INFINITY };
const terminal = (width: number) => ({ isTerminal: true, width, textWidth: width });

it.each([
  ["a word that ends at the edge", "1234567890 123456789 abc", 20, ["1234567890 123456789", "abc"]],
  [
    "a word one too long for the line",
    "1234567890 1234567890 abc",
    20,
    ["1234567890", "1234567890 abc"],
  ],
  [
    "a word longer than a line",
    "a 123456789012345678901 b",
    20,
    ["a", "123456789012345678901", "b"],
  ],
  [
    "fewer columns than any text is broken into",
    "1234567890 123456789 abc",
    5,
    ["1234567890 123456789", "abc"],
  ],
  ["wide letters", "日本語日本語日 日本 a", 20, ["日本語日本語日 日本", "a"]],
  ["nothing", "", 20, [""]],
])("breaks %s", (_, text, width, lines) => {
  expect(wrapWords(text, width)).toBe(`${lines.join("\n")}\n`);
});

it.each([
  ["abcdef", 6, "abcdef"],
  ["abcdefg", 6, "abcde…"],
  ["日本語", 6, "日本語"],
  ["日本語a", 6, "日本…"],
  ["a日本語", 6, "a日本…"],
])("cuts %s to %i columns", (line, width, shown) => {
  expect(cut(line, width)).toBe(shown);
});

it("has further lines of a message two blanks in, on a terminal", () => {
  const message = "one two three four five six seven";
  expect(messageLine(message, paper)).toBe(`${message}\n`);
  expect(messageLine(message, terminal(20))).toBe("one two three four\n  five six seven\n");
  expect(messageLine("aaaaaaaaaa bbbbbbbbbb cccccccccc ddddddddddd", terminal(23))).toBe(
    "aaaaaaaaaa bbbbbbbbbb\n  cccccccccc\n  ddddddddddd\n",
  );
  expect(messageLine("", terminal(20))).toBe("\n");
});

it("has meanings beside their terms while there are twenty columns for them, else below", () => {
  const items = [
    ["a", "one two three four five"],
    ["term", ""],
    ["", "of no term"],
  ] as const;
  expect(definitionList(items, { width: 28, termWidth: 4 })).toBe(
    "  a     one two three four\n        five\n  term\n        of no term\n",
  );
  expect(definitionList(items, { width: 27, termWidth: 4 })).toBe(
    "  a\n      one two three four\n      five\n  term\n        of no term\n",
  );
  expect(definitionList([["日本", "x"]], { width: 40, termWidth: 5, indent: 0 })).toBe(
    "日本   x\n",
  );
});

it("narrows the widest columns of a table on a terminal, the last of them first, and none below six", () => {
  const rows = [
    ["name", "1234567890", "1234567890"],
    ["日本", "x", ""],
  ];
  expect(table(rows, paper)).toBe("name  1234567890  1234567890\n日本  x\n");
  const fitted = [28, 27, 26, 25, 20, 19].map(
    (width) => table(rows, terminal(width)).split("\n")[0],
  );
  expect(fitted).toEqual([
    "name  1234567890  1234567890",
    "name  1234567890  12345678…",
    "name  12345678…  12345678…",
    "name  12345678…  1234567…",
    "name  12345…  12345…",
    "name  12345…  12345…",
  ]);
  expect(table([["HEAD", "B"], ["a"]], paper)).toBe("HEAD  B\na\n");
});
