import { expect, test } from "vitest";
import { bytesOf } from "./meant-lines.js";

test("a character has the bytes that its encoding gives it, at each end of each length", () => {
  const text = String.fromCodePoint(0x7f, 0x80, 0x7ff, 0x800, 0xffff, 0x1_0000, 0x10_ffff);
  for (const character of [...text, text, "plain", "é"]) {
    expect(bytesOf(character, "utf-8")).toBe(Buffer.from(character).toString("latin1"));
    expect(bytesOf(character, "latin1")).toBe(character);
  }
});
