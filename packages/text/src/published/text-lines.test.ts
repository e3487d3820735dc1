import { expect, test } from "vitest";
import { byBytes } from "./text-lines.js";

test("a character takes as many columns as its UTF-8 has bytes, at each end of each length", () => {
  for (const codePoint of [0, 0x7f, 0x80, 0x7ff, 0x800, 0xffff, 0x1_0000, 0x10_ffff])
    expect(byBytes(codePoint)).toBe(Buffer.byteLength(String.fromCodePoint(codePoint)));
});
