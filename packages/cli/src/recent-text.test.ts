import { expect, test } from "vitest";
import { RecentText } from "./recent-text.js";

test("gives a text from an offset on, as far as the chunk after", () => {
  const recent = new RecentText();
  for (const chunk of ["abc", "de", "", "fghi"]) recent.add(chunk);
  const from = Array.from({ length: 11 }, (_, offset) => recent.from(offset));
  expect(from.slice(0, 3)).toEqual(["abcde", "bcde", "cde"]);
  expect(from.slice(3, 5)).toEqual(["de", "e"]);
  expect(from.slice(5)).toEqual(["fghi", "ghi", "hi", "i", "", ""]);
});

test("keeps the last 8 MiB, and the chunk in which they begin", () => {
  const recent = new RecentText();
  const half = 4 * 1024 * 1024;
  recent.add("a");
  recent.add("b".repeat(half));
  recent.add("c".repeat(half));
  expect(recent.from(0)?.startsWith("ab")).toBe(true);
  recent.add("d");
  expect(recent.from(0)).toBeUndefined();
  expect(recent.from(1)?.startsWith("bb")).toBe(true);
  expect(recent.from(2 * half + 1)).toBe("d");
  recent.add("e".repeat(half));
  expect(recent.from(half)).toBeUndefined();
  expect(recent.from(half + 1)?.startsWith("cc")).toBe(true);
});
