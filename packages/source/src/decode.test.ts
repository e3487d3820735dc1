import { describe, expect, it } from "vitest";
import { type InputWarning, utf16Of } from "./decode.js";
import { decode } from "./index.js";

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

/** Decodes bytes, and gives the text with the place of the first line that is not UTF-8. */
async function decoded(bytes: Uint8Array) {
  const warnings: InputWarning[] = [];
  const text = await decode(bytes, "x", { onWarning: (warning) => warnings.push(warning) });
  expect(warnings.length).toBeLessThan(2);
  return { text, position: warnings[0]?.position };
}

describe("a line that is not UTF-8", () => {
  const bad = Uint8Array.of(0xe9);
  const joined = (...parts: readonly (string | Uint8Array)[]): Uint8Array =>
    Buffer.concat(parts.map((part) => Buffer.from(part)));

  it.each(["", "a", "ab", "abc", "é", "aé", "€", "a€b", "😀", "\ufeffa"])(
    "is told by its first bad byte, behind %j",
    async (before) => {
      for (const above of ["", "one\n", "one\n\nthrée\n"]) {
        const { text, position } = await decoded(joined(above, before, bad, "\nlast\n", bad));
        // A byte order mark at the very beginning is no part of the text.
        const shown = above + before;
        const whole = shown.startsWith("\ufeff") ? shown.slice(1) : shown;
        const inLine = whole.length - above.length;
        expect(position).toEqual({
          line: above.split("\n").length,
          column: inLine + 1,
          offset: whole.length,
        });
        expect(text.split("\n").slice(-2)).toEqual(["last", "é"]);
        expect(text.startsWith(above)).toBe(true);
      }
    },
  );

  it("is told where it is in a line that is decoded in pieces", async () => {
    for (const length of [(1 << 20) - 1, 1 << 20, (1 << 20) + 1, (1 << 21) + 1]) {
      const before = "x".repeat(length);
      const { text, position } = await decoded(joined("first\n", before, bad, "y\n"));
      expect(position).toEqual({ line: 2, column: length + 1, offset: length + 6 });
      expect(text === `first\n${before}éy\n`).toBe(true);
    }
  });
});

it("a long line is cut between its characters", async () => {
  for (const character of ["é", "€", "😀"]) {
    for (const shift of ["", "a", "aa", "aaa"]) {
      const text = `${shift}${character.repeat((1 << 20) / 2)}`;
      const { text: found, position } = await decoded(Buffer.from(text));
      expect(found === text).toBe(true);
      expect(position).toBeUndefined();
    }
  }
});

it("more than a twentieth of control characters is no text", async () => {
  const bytes = (controls: number, others: string): Uint8Array =>
    Buffer.from("\u0001".repeat(controls) + others);
  await expect(decode(bytes(2, "a".repeat(38)), "x")).resolves.toHaveLength(40);
  await expect(decode(bytes(2, "a".repeat(37)), "x")).rejects.toThrow("binary data");
  await expect(decode(bytes(0, "\b\t\n\v\f\r\u001b"), "x")).resolves.toHaveLength(7);
  await expect(decode(bytes(0, "\u001f a"), "x")).rejects.toThrow("binary data");
  await expect(decode(bytes(0, "\u0020 a"), "x")).resolves.toBe("  a");
});

it("a tar archive is known by its mark behind the name", async () => {
  const archive = (at: number): Uint8Array =>
    Buffer.from(`${"a".repeat(at)}ustar${"b".repeat(300)}`);
  await expect(decode(archive(257), "x")).rejects.toThrow("tar archive");
  await expect(decode(archive(256), "x")).resolves.toContain("ustar");
  await expect(decode(archive(258), "x")).resolves.toContain("ustar");
});
