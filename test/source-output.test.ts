import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { SourceError, writeOutputFile } from "@portolan/source";
import { afterEach, beforeEach, describe, expect, test } from "vitest";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "portolan-output-"));
});
afterEach(() => rmSync(folder, { recursive: true }));
const path = (name: string): string => join(folder, name);

/** Gives so many numbered lines, and then throws what it is given. */
async function* lines(count: number, fault?: Error): AsyncGenerator<string> {
  for (let i = 0; i < count; i++) yield `line ${i}\n`;
  if (fault !== undefined) throw fault;
}

async function textOf(chunks: AsyncIterable<string>): Promise<string> {
  let text = "";
  for await (const chunk of chunks) text += chunk;
  return text;
}

describe.each(["out.txt", "out.txt.gz"])("%s", (name) => {
  test("is the same from chunks as from the whole", async () => {
    await writeOutputFile(path(`whole-${name}`), await textOf(lines(3_000)));
    await writeOutputFile(path(name), lines(3_000));
    const written = readFileSync(path(name));
    expect(written.equals(readFileSync(path(`whole-${name}`)))).toBe(true);
    const plain = name.endsWith(".gz") ? gunzipSync(written) : written;
    expect(plain.toString()).toBe(await textOf(lines(3_000)));
  });

  test("stays as it was where making the chunks fails, and that error is thrown", async () => {
    writeFileSync(path(name), "previous");
    const fault = new TypeError("no more");
    await expect(writeOutputFile(path(name), lines(3_000, fault))).rejects.toBe(fault);
    expect(readFileSync(path(name), "utf8")).toBe("previous");
    expect(readdirSync(folder)).toEqual([name]);
  });

  test("that cannot be written asks for no more chunks", async () => {
    let isClosed = false;
    const source = async function* (): AsyncGenerator<string> {
      try {
        for (;;) yield "line\n";
      } finally {
        isClosed = true;
      }
    };
    const missing = join(folder, "none", name);
    await expect(writeOutputFile(missing, source())).rejects.toThrow(SourceError);
    // Nothing was asked for, so that there was nothing to close.
    expect(isClosed).toBe(false);
    await expect(writeOutputFile("/dev/full", lines(3))).rejects.toThrow(/ENOSPC/);
  });
});
