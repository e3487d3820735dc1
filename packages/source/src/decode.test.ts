import { describe, expect, it } from "vitest";
import { utf16Of } from "./decode.js";

/** Pairs of bytes: `a` for a letter and a zero, `b` for a zero and a letter, `x` for two letters, `0` for zeros. */
function bytesOf(pairs: string): Uint8Array {
  const shapes: Readonly<Record<string, readonly [number, number]>> = {
    ...{ a: [65, 0], b: [0, 65], x: [65, 65], 0: [0, 0] },
  };
  return Uint8Array.from([...pairs].flatMap((pair) => shapes[pair] ?? []));
}

const many = (pair: string, count: number): string => pair.repeat(count);

describe("UTF-16 without a byte order mark", () => {
  it.each([
    // More than half of the pairs have their zero on one side, less than an eighth of these on the other.
    ["a", "utf-16le"],
    ["b", "utf-16be"],
    ["x", undefined],
    ["0", undefined],
    ["ax", undefined],
    ["aax", "utf-16le"],
    ["bx", undefined],
    ["bbx", "utf-16be"],
    ["ab", undefined],
    [`${many("a", 8)}b`, undefined],
    [`${many("a", 9)}b`, "utf-16le"],
    [`${many("b", 8)}a`, undefined],
    [`${many("b", 9)}a`, "utf-16be"],
    [`${many("a", 8)}0`, "utf-16le"],
    [`${many("a", 7)}0`, undefined],
    ["", undefined],
  ])("%s", (pairs, encoding) => {
    expect(utf16Of(bytesOf(pairs))).toBe(encoding);
    // Half a pair at the end says nothing.
    expect(utf16Of(Uint8Array.from([...bytesOf(pairs), 65]))).toBe(encoding);
  });

  it("is told by its mark, whatever follows", () => {
    expect(utf16Of(Uint8Array.of(0xff, 0xfe, 65, 65))).toBe("utf-16le");
    expect(utf16Of(Uint8Array.of(0xfe, 0xff, 65, 65))).toBe("utf-16be");
    expect(utf16Of(Uint8Array.of(0xff))).toBeUndefined();
    expect(utf16Of(Uint8Array.of(0xff, 0xff, 65, 65))).toBeUndefined();
    expect(utf16Of(Uint8Array.of(0xfe, 0xfe, 65, 65))).toBeUndefined();
  });
});
