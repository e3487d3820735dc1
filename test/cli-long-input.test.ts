import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable, Writable } from "node:stream";
import { fileURLToPath } from "node:url";
import { gunzipSync, gzipSync } from "node:zlib";
import { COLUMNS, run } from "portolan";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { portolan, type Ran, type RunOptions } from "./run-portolan.js";

const EXCERPT = fileURLToPath(new URL("../fixtures/excerpt/", import.meta.url));
const XML = readFileSync(join(EXCERPT, "input.xml"), "utf8");

/** With this limit the excerpt is too long to be held. */
const LONG = 1000;

let folder: string;
const path = (name: string): string => join(folder, name);
const put = (name: string, content: string | Uint8Array): string => {
  writeFileSync(path(name), content);
  return path(name);
};
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "portolan-long-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Runs the command with the input held, and with the same input as it is read; they say the same. */
async function both(argv: readonly string[], options: RunOptions = {}): Promise<Ran> {
  const held = await portolan(argv, options);
  const long = await portolan(argv, { ...options, heldInput: LONG });
  expect(long).toEqual(held);
  return long;
}

describe("a long input gives what a short one does", () => {
  it.each(["csv", "xml", "html", "markdown", "json", "services", "text"])("as %s", async (to) => {
    const input = put("input.xml.gz", gzipSync(XML));
    const { stdout } = await both(["convert", "--to", to, "-q"], { stdin: XML });
    expect(stdout).not.toBe("");
    expect((await both(["convert", join(EXCERPT, "input.xml"), "--to", to, "-q"])).stdout).toBe(
      stdout,
    );
    expect((await both(["convert", input, "--to", to, "-q"])).stdout).toBe(stdout);
  });

  it("with a selection, and with options of the writer", async () => {
    const { stdout } = await both(["convert", "-t", "xml", "--name", "http*"], { stdin: XML });
    expect(stdout.split("<record")).toHaveLength(
      (await both(["convert", "-t", "csv", "--name", "http*"], { stdin: XML })).stdout.split("\r\n")
        .length - 1,
    );
    await both(["convert", "-t", "csv", "--rendering", "A", "--safe-cells"], { stdin: XML });
  });

  it("says what was read, and that nothing was selected", async () => {
    const argv = ["convert", "--to", "csv", "-v", "--name", "no-such-name"];
    const { stderr } = await both(argv, { stdin: XML });
    expect(stderr).toBe(
      "Read <stdin> as xml of 2025-10-16, 345 records.\nNothing selected of 345 records.\n",
    );
  });

  it("of several it is a part", async () => {
    await both(["convert", "-", join(EXCERPT, "input.csv"), "--to", "csv"], { stdin: XML });
  });

  it("compares it with --check", async () => {
    const output = path("out.csv");
    const argv = ["convert", "-o", output, "--check"];
    expect((await both(argv, { stdin: XML })).exitCode).toBe(1);
    await portolan(["convert", "-o", output], { stdin: XML, heldInput: LONG });
    expect((await both(argv, { stdin: XML })).exitCode).toBe(0);
  });

  it("refuses what is no text, no format, or not there", async () => {
    const wide = put("wide.csv", Buffer.from(XML, "utf16le"));
    const cut = put("cut.csv.gz", gzipSync(XML).subarray(0, -9));
    const odd = put("odd.csv", Buffer.concat([Buffer.from(XML), Buffer.of(0xff)]));
    const what = put("what.bin", "\u0001".repeat(5000));
    const output = put("out.csv", "previous");
    for (const input of [wide, cut, odd, what, folder, path("none")]) {
      const { exitCode, stdout } = await both(["convert", input, "-o", output]);
      expect([exitCode, stdout]).toEqual([2, ""]);
      expect(readFileSync(output, "utf8")).toBe("previous");
    }
    await both(["convert", "--to", "csv", "--from", "word"], { stdin: XML });
  });
});

describe("-o", () => {
  it.each(["out.csv", "out.csv.gz"])("writes %s whole", async (name) => {
    const { stdout } = await portolan(["convert", "--to", "csv"], { stdin: XML });
    const ran = await portolan(["convert", "-o", path(name)], { stdin: XML, heldInput: LONG });
    expect(ran).toEqual({ exitCode: 0, stdout: "", stderr: "" });
    const written = readFileSync(path(name));
    expect((name.endsWith(".gz") ? gunzipSync(written) : written).toString()).toBe(stdout);
    expect(readdirSync(folder)).toEqual([name]);
  });

  it.each([
    ["an error at the end", XML.slice(0, -12), [], /xml\/\S+/],
    [
      "a warning that is refused",
      XML.replace(">443<", ">x443<"),
      ["--strict"],
      /--strict: stopped because of warnings/,
    ],
    [
      "a loss that is refused",
      XML.replace("<name>https<", "<name/><name>https<"),
      ["--strict", "-t", "html"],
      /--strict: stopped because of warnings/,
    ],
  ])("after %s leaves the file as it was", async (_what, stdin, options, message) => {
    const output = put("out.csv", "previous");
    const ran = await both(["convert", "-o", output, ...options], { stdin });
    expect(ran.exitCode).toBe(2);
    expect(ran.stderr).toMatch(message);
    expect(readFileSync(output, "utf8")).toBe("previous");
    expect(readdirSync(folder)).toEqual(["out.csv"]);
  });

  it("in a folder that is not there reads no further", async () => {
    const { stream, asked } = rowsWithoutEnd();
    const ran = await convertStream(stream, ["-o", path("none/out.csv")]);
    expect(ran.exitCode).toBe(2);
    expect(ran.stderr).toMatch(/source\/not-found/);
    expect(asked()).toBeLessThan(1000);
  });
});

/** A row of headings, and the cells of a row that are empty. */
const HEADINGS = `${COLUMNS.map(({ heading }) => heading).join()}\n`;
const EMPTY = ",".repeat(COLUMNS.length - 3);

describe("problems", () => {
  it("are shown as they come: the first of each code, and then how many more", async () => {
    const csv =
      HEADINGS + `http,99999,tcp${EMPTY}\n`.repeat(100) + `http,80,TCP${EMPTY}\n`.repeat(3);
    for (const options of [[], ["-v"], ["-q"], ["--json"]]) {
      const argv = ["convert", "--to", "csv", "--from", "csv", ...options];
      const held = await portolan(argv, { stdin: csv });
      const long = await portolan(argv, { stdin: csv, heldInput: 10 });
      expect(long.stdout).toBe(held.stdout);
      expect(long.stderr.split("\n").sort()).toEqual(held.stderr.split("\n").sort());
    }
  });

  it("on a terminal show no line of a text that is not held", async () => {
    const csv = `${HEADINGS}http,99999,tcp${EMPTY}\n`;
    const argv = ["convert", "--to", "csv", "--from", "csv"];
    const { stderr } = await portolan(argv, { stdin: csv, heldInput: 10, terminal: 200 });
    expect(stderr).toMatch(/^<stdin>:2:6 .+\n$/);
    expect(stderr.split("\n").filter((line) => line.startsWith("  |"))).toEqual([]);
  });
});

/** Gives rows of CSV without end, and says how many were asked for. */
function rowsWithoutEnd(): { readonly stream: Readable; readonly asked: () => number } {
  let asked = 0;
  const rows = function* () {
    yield HEADINGS;
    for (;;) {
      asked++;
      yield `http,80,tcp${EMPTY}\n`;
    }
  };
  return { stream: Readable.from(rows(), { highWaterMark: 1 }), asked: () => asked };
}

/** Converts a stream to a reader that goes away after so many chunks. */
async function convertStream(
  stream: Readable,
  options: readonly string[],
  { chunks = Number.POSITIVE_INFINITY, onChunk = () => {} } = {},
): Promise<Ran> {
  const pieces = { stdout: "", stderr: "" };
  let taken = 0;
  const stdout = new Writable({
    write(chunk: Buffer, _encoding, done) {
      if (taken++ >= chunks) return done(Object.assign(new Error("gone"), { code: "EPIPE" }));
      pieces.stdout += chunk;
      onChunk();
      done();
    },
  }).on("error", () => {});
  const stderr = new Writable({
    write(chunk: Buffer, _encoding, done) {
      pieces.stderr += chunk;
      done();
    },
  });
  const exitCode = await run(["convert", "--from", "csv", ...options], {
    stdin: { stream, isPiped: true },
    stdout: { stream: stdout, isTerminal: false },
    stderr: { stream: stderr, isTerminal: false },
    env: {},
    heldInput: LONG,
  });
  return { exitCode, ...pieces };
}

describe("a reader that goes away", () => {
  it("is no error, and ends the reading of an input without end", async () => {
    const { stream, asked } = rowsWithoutEnd();
    let whenWritten = 0;
    const onChunk = (): void => {
      whenWritten = asked();
    };
    const ran = await convertStream(stream, ["--to", "xml"], { chunks: 1, onChunk });
    expect({ ...ran, stdout: "" }).toEqual({ exitCode: 0, stdout: "", stderr: "" });
    expect(ran.stdout.split("<record").length).toBeGreaterThan(100);
    expect(stream.destroyed).toBe(true);
    expect(whenWritten).toBeGreaterThan(100);
    expect(asked()).toBeLessThan(3 * whenWritten);
  });
});
