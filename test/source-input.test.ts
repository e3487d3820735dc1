import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { gzipSync } from "node:zlib";
import { decode, openInputFile, openInputStream, SourceError } from "@portolan/source";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test } from "vitest";

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

/** Gives the text of an input to its end, or the error on the way, without its cause. */
async function textOf(
  opened: ReturnType<typeof openInputFile>,
): Promise<string | Partial<SourceError>> {
  try {
    const input = await opened;
    if ("text" in input) return input.text;
    let text = "";
    for await (const chunk of input.chunks) text += chunk;
    return text;
  } catch (error) {
    return faultOf(error);
  }
}

function faultOf(error: unknown): Partial<SourceError> {
  if (!(error instanceof SourceError)) throw error;
  const { code, input, message, position } = error;
  return { code, input, message, ...(position === undefined ? {} : { position }) };
}

test("what is short is read at once, what is longer by a byte as it is asked for", async () => {
  const path = put(Buffer.from("0123456789"));
  expect(await openInputFile(path, 10)).toEqual({ name: path, text: "0123456789" });
  expect(await openInputFile(path, 9)).not.toHaveProperty("text");
  expect(await textOf(openInputFile(path, 9))).toBe("0123456789");
});

test("of gzip the text counts, not what it takes", async () => {
  const packed = gzipSync("a".repeat(10_000));
  const path = put(packed);
  expect(await openInputFile(path, 10_000)).toHaveProperty("text");
  expect(await openInputFile(path, 9_999)).not.toHaveProperty("text");
  expect(await textOf(openInputFile(path, 9_999))).toBe("a".repeat(10_000));
  expect(await textOf(openInputStream(streamOf(packed, 1), 10))).toBe("a".repeat(10_000));
});

/** Texts and what is none. */
const bytes = fc.oneof(
  fc.string({ unit: "binary" }).map((text) => Buffer.from(text)),
  fc.string({ unit: "binary" }).map((text) => Buffer.from(`\uFEFF${text}\uFEFF`)),
  fc.string().map((text) => Buffer.from(text, "utf16le")),
  fc.string().map((text) => gzipSync(text)),
  fc.string().map((text) => gzipSync(text).subarray(0, 20)),
  fc
    .tuple(fc.string({ unit: "binary" }), fc.uint8Array({ maxLength: 4 }), fc.string())
    .map(([before, bad, after]) =>
      Buffer.concat([Buffer.from(`é\n${before}`), bad, Buffer.from(after)]),
    ),
);

test("chunks give the text, or the fault, that the whole gives", async () => {
  const length = fc.integer({ min: 1, max: 9 });
  await fc.assert(
    fc.asyncProperty(bytes, length, async (source, chunkLength) => {
      const whole = await decode(source, "x").catch(faultOf);
      const opened = openInputStream(streamOf(source, chunkLength), 0, "x");
      expect(await textOf(opened)).toEqual(whole);
    }),
    { numRuns: 1000 },
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
    const input = await openInputStream(stream, 100);
    expect(asked()).toBeLessThan(20);
    if (!("chunks" in input)) throw new Error("It is long.");
    let lines = 0;
    for await (const _ of input.chunks) if (++lines === 30) break;
    expect(asked()).toBeLessThan(50);
    expect(stream.destroyed).toBe(true);
  });

  test("is told when nobody wants any of it, or it cannot be read", async () => {
    const { stream } = endless();
    const input = await openInputStream(stream, 100);
    if (!("chunks" in input)) throw new Error("It is long.");
    await input.close();
    expect(stream.destroyed).toBe(true);
    const wide = Readable.from([Buffer.from("\uFEFFwide", "utf16le")]);
    await expect(openInputStream(wide, 100)).rejects.toThrow(SourceError);
    expect(wide.destroyed).toBe(true);
  });
});

test("files that cannot be read say so", async () => {
  for (const limit of [0, 1000]) {
    expect(await textOf(openInputFile(join(folder, "none"), limit))).toMatchObject({
      code: "source/not-found",
    });
    expect(await textOf(openInputFile(folder, limit))).toMatchObject({
      code: "source/is-directory",
    });
  }
});
