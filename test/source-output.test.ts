import { execFile, execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  chmodSync,
  linkSync,
  lstatSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
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

test("a link is followed, a dangling one too, and mode and other names stay", async () => {
  writeFileSync(path("real"), "old");
  chmodSync(path("real"), 0o640);
  linkSync(path("real"), path("second name"));
  symlinkSync("real", path("link"));
  await writeOutputFile(path("link"), "new");
  expect(lstatSync(path("link")).isSymbolicLink()).toBe(true);
  expect(readFileSync(path("real"), "utf8")).toBe("new");
  expect(statSync(path("real")).mode & 0o777).toBe(0o640);
  expect(readFileSync(path("second name"), "utf8")).toBe("old");
  symlinkSync("not there yet", path("dangling"));
  await writeOutputFile(path("dangling"), "text");
  expect(lstatSync(path("dangling")).isSymbolicLink()).toBe(true);
  expect(readFileSync(path("not there yet"), "utf8")).toBe("text");
});

test("a pipe gets the whole text", async () => {
  execFileSync("mkfifo", [path("pipe")]);
  const reader = promisify(execFile)("cat", [path("pipe")]);
  await writeOutputFile(path("pipe"), lines(3));
  expect((await reader).stdout).toBe("line 0\nline 1\nline 2\n");
  expect(lstatSync(path("pipe")).isFIFO()).toBe(true);
});

test("what killed runs left is swept, and nothing else", async () => {
  const machine = createHash("sha256").update(hostname()).digest("hex").slice(0, 8);
  const random = "0123456789abcdef01";
  const dead = `.out.portolan-${machine}-999999999-${random}`;
  const alive = `.out.portolan-${machine}-${process.pid}-${random}`;
  const others = [alive, `.out.portolan-00000000-1-${random}`, ".out.portolan-mine", ".out"];
  for (const name of [dead, ...others]) writeFileSync(path(name), "half");
  await writeOutputFile(path("out"), "whole");
  expect(readdirSync(folder).sort()).toEqual([...others, "out"].sort());
});

test("a long name has room for a temporary file beside it", async () => {
  const name = "n".repeat(255);
  await writeOutputFile(path(name), "text");
  expect(readdirSync(folder)).toEqual([name]);
});
