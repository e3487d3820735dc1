import stringWidth from "string-width";
import { expect, it } from "vitest";
import { widthOf } from "./layout.js";

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
