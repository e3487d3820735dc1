import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { gzipSync } from "node:zlib";
import {
  type DecodeOptions,
  decode,
  type Input,
  openInputFile,
  openInputStream,
  SourceError,
} from "@portolan/source";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { wholeCharacter } from "./arbitrary-text.js";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "portolan-input-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const put = (bytes: Uint8Array): string => {
  const path = join(folder, "input");
  writeFileSync(path, bytes);
  return path;
};

/** Cuts bytes into chunks of a length, as a stream. */
function streamOf(bytes: Uint8Array, length: number): Readable {
  const chunks: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; at += length) chunks.push(bytes.subarray(at, at + length));
  return Readable.from(chunks);
}

/** Gives the text of an input to its end with its warnings, or the error on the way. */
async function textOf(
  open: (options: DecodeOptions) => Promise<Input>,
): Promise<
  { readonly text: string; readonly warnings: readonly unknown[] } | Partial<SourceError>
> {
  const warnings: unknown[] = [];
  try {
    const input = await open({ onWarning: (warning) => warnings.push(warning) });
    let text = "";
    for await (const chunk of input.chunks) text += chunk;
    return { text, warnings };
  } catch (error) {
    return faultOf(error);
  }
}

function faultOf(error: unknown): Partial<SourceError> {
  if (!(error instanceof SourceError)) throw error;
  const { code, input, message, position } = error;
  return { code, input, message, ...(position === undefined ? {} : { position }) };
}

const fromBytes = (bytes: Uint8Array, length = bytes.length + 1) =>
  textOf((options) => openInputStream(streamOf(bytes, length), { ...options, name: "x" }));

test("a file is read, compressed or not", async () => {
  const text = "a".repeat(10_000);
  expect(await textOf((options) => openInputFile(put(Buffer.from(text)), options))).toEqual({
    text,
    warnings: [],
  });
  expect(await textOf((options) => openInputFile(put(gzipSync(text)), options))).toEqual({
    text,
    warnings: [],
  });
  expect(await fromBytes(gzipSync(text), 1)).toEqual({ text, warnings: [] });
  expect((await openInputFile(put(Buffer.from(text)))).size).toBe(10_000);
});

describe("encodings", () => {
  test.each([
    ["utf16le", "\uFEFFhttp 80/tcp é\n", "http 80/tcp é\n"],
    ["utf16le", "http 80/tcp é\n", "http 80/tcp é\n"],
    ["utf8", "\uFEFFhttp 80/tcp é\n", "http 80/tcp é\n"],
  ] as const)("%s is told by its mark or its zeros", async (encoding, source, text) => {
    const bytes = Buffer.from(source, encoding);
    expect(await fromBytes(bytes, 3)).toEqual({ text, warnings: [] });
    if (encoding === "utf16le")
      expect(await fromBytes(bytes.swap16(), 5)).toEqual({ text, warnings: [] });
  });

  test("a line that is not UTF-8 is read as Windows-1252, with one warning for the first", async () => {
    const bytes = Buffer.from("é\nab\x93c\x94\nd\xE9\n", "latin1");
    const utf8 = Buffer.concat([Buffer.from("é\n"), bytes.subarray(2)]);
    expect(await fromBytes(utf8, 2)).toMatchObject({
      text: "é\nab“c”\ndé\n",
      warnings: [{ code: "source/windows-1252", position: { line: 2, column: 3, offset: 4 } }],
    });
  });

  test("one that is named is used, and UTF-8 then refuses what is none", async () => {
    const bytes = Buffer.from("caf\xE9", "latin1");
    expect(await decode(bytes, "x", { encoding: "windows-1250" })).toBe("café");
    await expect(decode(bytes, "x", { encoding: "utf-8" })).rejects.toMatchObject({
      code: "source/not-utf-8",
      position: { line: 1, column: 4 },
    });
  });
});

test.each([
  ["PK\x03\x04\x14\0\x06\0[Content_Types].xml", /Excel/],
  ["PK\x03\x04\x14\0\0\0registry.csv", /zip archive/],
  ["%PDF-1.7\n%", /PDF/],
  ["bplist00\xD4", /web archive/],
  ["version https://git-lfs.github.com/spec/v1\noid sha256:0\n", /git lfs pull/],
  ["abc\0def", /binary data/],
])("what is no text is named: %j", async (source, what) => {
  const fault = await fromBytes(Buffer.from(source, "latin1"));
  expect(fault).toMatchObject({ code: "source/not-text", message: expect.stringMatching(what) });
});

test("a text with a few control characters is one, as somebody may have made it to deceive", async () => {
  const source = `name,port\nn\0\u001b[31m,80\n${"http,80\n".repeat(20)}`;
  expect(await fromBytes(Buffer.from(source))).toEqual({ text: source, warnings: [] });
});

/** Texts and what is none. */
const bytes = fc.oneof(
  fc.string({ unit: wholeCharacter }).map((text) => Buffer.from(text)),
  fc.string({ unit: wholeCharacter }).map((text) => Buffer.from(`\uFEFF${text}\uFEFF`)),
  fc.string().map((text) => Buffer.from(text, "utf16le")),
  fc.string().map((text) => gzipSync(text)),
  fc.string().map((text) => gzipSync(text).subarray(0, 20)),
  fc
    .tuple(fc.string({ unit: wholeCharacter }), fc.uint8Array({ maxLength: 4 }), fc.string())
    .map(([before, bad, after]) =>
      Buffer.concat([Buffer.from(`é\n${before}`), bad, Buffer.from(after)]),
    ),
);

test("chunks give the text, or the fault, that the whole gives", async () => {
  const length = fc.integer({ min: 1, max: 9 });
  await fc.assert(
    fc.asyncProperty(bytes, length, async (source, chunkLength) => {
      expect(await fromBytes(source, chunkLength)).toEqual(await fromBytes(source));
    }),
    { numRuns: 1000 },
  );
});

/** Bytes with several faults: no text in gzip that is broken behind it, lines that are none, too many. */
const brokenTwice = fc
  .record({
    start: fc.constantFrom("", "abc\0def", "caf\xE9\n", "%PDF-1.7\n", "http 80/tcp\n"),
    lines: fc.array(fc.string(), { maxLength: 9 }),
    count: fc.constantFrom(1, 3, 500, 5_000),
    isPacked: fc.boolean(),
    faults: fc.array(fc.nat(), { maxLength: 2 }),
  })
  .map(({ start, lines, count, isPacked, faults }) => {
    const text =
      start + Array.from({ length: count }, (_, i) => `${lines.join(`${i}\n`)}`).join("");
    const plain = Buffer.from(text, "latin1");
    const source = isPacked ? gzipSync(plain) : plain;
    for (const at of faults)
      if (source.length > 30) source[10 + (at % (source.length - 10))] = at & 0xff;
    return source;
  });

test("of bytes with several faults the same one is told, however they come", async () => {
  const options = fc.record(
    { encoding: fc.constant("utf-8"), maxBytes: fc.integer({ min: 1, max: 9_000 }) },
    { requiredKeys: [], noNullPrototype: true },
  );
  const length = fc.integer({ min: 1, max: 40_000 });
  await fc.assert(
    fc.asyncProperty(brokenTwice, length, options, async (source, chunkLength, its) => {
      const read = (most: number) =>
        textOf((given) => openInputStream(streamOf(source, most), { ...given, ...its, name: "x" }));
      expect(await read(chunkLength)).toEqual(await read(source.length + 1));
    }),
    { numRuns: 300 },
  );
});

describe("a stream", () => {
  /** Gives lines without end, and counts them. */
  function endless(): { readonly stream: Readable; readonly asked: () => number } {
    let asked = 0;
    const lines = function* () {
      for (;;) {
        asked++;
        yield Buffer.from("0123456789\n");
      }
    };
    return { stream: Readable.from(lines(), { highWaterMark: 1 }), asked: () => asked };
  }

  test("is read no further than is asked for, and told when that is all", async () => {
    const { stream, asked } = endless();
    const input = await openInputStream(stream);
    expect(asked()).toBeLessThan(500);
    let lines = 0;
    for await (const _ of input.chunks) if (++lines === 600) break;
    expect(asked()).toBeLessThan(700);
    expect(stream.destroyed).toBe(true);
  });

  test("is told when nobody wants any of it, or it cannot be read", async () => {
    const { stream } = endless();
    const input = await openInputStream(stream);
    await input.close();
    expect(stream.destroyed).toBe(true);
    const binary = Readable.from([Buffer.from("abc\0def")]);
    await expect(openInputStream(binary)).rejects.toThrow(SourceError);
    expect(binary.destroyed).toBe(true);
  });
});

test("files that cannot be read say so", async () => {
  expect(await textOf(() => openInputFile(join(folder, "none")))).toMatchObject({
    code: "source/not-found",
  });
  expect(await textOf(() => openInputFile(folder))).toMatchObject({ code: "source/is-directory" });
});

// Without a letter of ASCII no byte is zero, so that only the mark tells.
test.each([
  ["big end first", [0xfe, 0xff, 0x65, 0xe5, 0x67, 0x2c]],
  ["little end first", [0xff, 0xfe, 0xe5, 0x65, 0x2c, 0x67]],
])("UTF-16 is known by its mark alone, %s", async (_, bytes) => {
  expect(await decode(Uint8Array.from(bytes), "x")).toBe("日本");
});
