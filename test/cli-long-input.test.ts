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

/** Bytes of a chunk, of which the excerpt has many. */
const CHUNK = 1000;

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

/** Runs the command with the input at once, and with the same input in chunks; they say the same. */
async function both(argv: readonly string[], options: RunOptions = {}): Promise<Ran> {
  const whole = await portolan(argv, options);
  const cut = await portolan(argv, { ...options, chunkLength: CHUNK });
  expect(cut).toEqual(whole);
  return cut;
}

describe("an input in chunks gives what it gives at once", () => {
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
    expect(stderr).toEqual(
      expect.stringMatching(
        /^Read <stdin> as xml of 2025-10-16, 345 records\.\nIt is xml in utf-8: it has .+\.\nNothing selected of 345 records\.\n$/,
      ),
    );
  });

  it("of several it is a part", async () => {
    await both(["convert", "-", join(EXCERPT, "input.csv"), "--to", "csv"], { stdin: XML });
  });

  it("compares it with --check", async () => {
    const output = path("out.csv");
    const argv = ["convert", "-o", output, "--check"];
    expect((await both(argv, { stdin: XML })).exitCode).toBe(1);
    await portolan(["convert", "-o", output], { stdin: XML, chunkLength: CHUNK });
    expect((await both(argv, { stdin: XML })).exitCode).toBe(0);
  });

  it("refuses what is no text, no format, or not there", async () => {
    const binary = put("data.csv", Buffer.concat([Buffer.from(XML), Buffer.of(0)]).reverse());
    const cut = put("cut.csv.gz", gzipSync(XML).subarray(0, -9));
    const what = put("what.bin", "\u0001".repeat(5000));
    const output = put("out.csv", "previous");
    for (const input of [binary, cut, what, folder, path("none")]) {
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
    const ran = await portolan(["convert", "-o", path(name)], { stdin: XML, chunkLength: CHUNK });
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
      const whole = await portolan(argv, { stdin: csv });
      expect(await portolan(argv, { stdin: csv, chunkLength: 10 })).toEqual(whole);
    }
  });

  it("on a terminal show their line, however the text comes", async () => {
    const csv = `${HEADINGS}http,99999,tcp${EMPTY}\n`;
    const argv = ["convert", "--to", "csv", "--from", "csv"];
    const { stderr } = await portolan(argv, { stdin: csv, chunkLength: 10, terminal: 200 });
    expect(stderr).toContain("  | http,99999,tcp");
    expect(await portolan(argv, { stdin: csv, terminal: 200 })).toMatchObject({ stderr });
  });
});

describe("a broken row", () => {
  const good = (count: number): string =>
    Array.from({ length: count }, (_, i) => `s${i},${i % 65_000},tcp${EMPTY}\n`).join("");
  const broken = (count: number): string =>
    `${HEADINGS}${good(count)}x,1,tcp${EMPTY},too,many\n${good(count)}`;

  it.each([6, 115_000])("among 2 × %i gives one rule for what is written", async (count) => {
    const stdin = broken(count);
    const output = put("out.jsonl", "previous");
    const refused = await portolan(["convert", "-o", output], { stdin });
    expect(refused.exitCode).toBe(2);
    expect(refused.stderr.split("\n").at(-2)).toBe(
      "portolan: stopped because of 1 error, and nothing is written; --keep-going leaves out what cannot be read.",
    );
    expect(readFileSync(output, "utf8")).toBe("previous");
    expect(await portolan(["convert", "--to", "jsonl"], { stdin })).toEqual(refused);
    const kept = await portolan(["convert", "--to", "jsonl", "--keep-going"], { stdin });
    expect(kept.exitCode).toBe(1);
    expect(kept.stdout.split("\n")).toHaveLength(2 * count + 1);
    expect(kept.stderr.split("\n").at(-2)).toBe(
      "portolan: 1 error: what could not be read is left out.",
    );
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

async function convertStream(stream: Readable, options: readonly string[]): Promise<Ran> {
  const pieces = { stdout: "", stderr: "" };
  const collect = (name: "stdout" | "stderr"): Writable =>
    new Writable({
      write(chunk: Buffer, _encoding, done) {
        pieces[name] += chunk;
        done();
      },
    });
  const exitCode = await run(["convert", "--from", "csv", ...options], {
    stdin: { stream, isPiped: true },
    stdout: { stream: collect("stdout"), isTerminal: false },
    stderr: { stream: collect("stderr"), isTerminal: false },
    env: {},
  });
  return { exitCode, ...pieces };
}

describe("a reader that goes away", () => {
  it("is no error, and is written to no more", async () => {
    let taken = 0;
    const stdout = new Writable({
      write(_chunk, _encoding, done) {
        if (taken++ >= 1) return done(Object.assign(new Error("gone"), { code: "EPIPE" }));
        done();
      },
    }).on("error", () => {});
    const rows = `${HEADINGS}${`http,80,tcp${EMPTY}\n`.repeat(300_000)}`;
    const exitCode = await run(["convert", "--from", "csv", "--to", "xml"], {
      stdin: { stream: Readable.from([Buffer.from(rows)]), isPiped: true },
      stdout: { stream: stdout, isTerminal: false },
      stderr: { stream: new Writable({ write: (_c, _e, done) => done() }), isTerminal: false },
      env: {},
    });
    expect([exitCode, taken]).toEqual([0, 2]);
  });
});
