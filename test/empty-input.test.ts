import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { READABLE_FORMATS, readRegistry, streamRegistry } from "@portolan/convert";
import { fromJsonl, toJsonl } from "@portolan/json";
import { collectParts, createRegistry } from "@portolan/model";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { portolan, type Ran } from "./run-portolan.js";

const EMPTY: readonly (readonly [string, Uint8Array])[] = [
  ["no byte", Buffer.from("")],
  ["blanks", Buffer.from("  \n\t\r\n\f ")],
  ["a mark of UTF-8", Buffer.from("\ufeff")],
  ["a mark of UTF-16", Buffer.from([0xff, 0xfe])],
  ["a mark and blanks", Buffer.from("\ufeff \n")],
  ["more blanks than are looked at", Buffer.from(" ".repeat(70_000))],
  ["a gzip of nothing", gzipSync("")],
];

let folder: string;
const NAMED = ["a.csv", "a.xml", "a.html", "a.txt", "a.json", "a.yaml"];
const FILES: ReadonlySet<string> = new Set([
  ...EMPTY.map(([name]) => name),
  ...NAMED,
  "rows",
  "etc-services",
]);
const OTHER = "http\t80\ttcp\tWorld Wide Web\t\t\t\t\t\t\t\t\n".repeat(3);

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "portolan-empty-"));
  for (const [name, bytes] of EMPTY) writeFileSync(join(folder, name), bytes);
  for (const name of NAMED) writeFileSync(join(folder, name), "");
  writeFileSync(join(folder, "rows"), OTHER);
  writeFileSync(join(folder, "etc-services"), "http 80/tcp\n");
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** Runs the command on files of the folder, whose path is left out of what it says. */
async function run(args: readonly string[], stdin: string | Uint8Array = ""): Promise<Ran> {
  const paths = args.map((arg) => (FILES.has(arg) ? join(folder, arg) : arg));
  const ran = await portolan(paths, { stdin, env: { PORTOLAN_CACHE: join(folder, "cache") } });
  return { ...ran, stderr: ran.stderr.replaceAll(`${folder}/`, "") };
}

describe("an input that is empty is called so", () => {
  it.each(EMPTY)("%s", async (name, bytes) => {
    for (const [args, shown] of [
      [[name], name],
      [["-"], "<stdin>"],
    ] as const) {
      const ran = await run(["convert", ...args, "--to", "csv"], bytes);
      expect(ran).toEqual({
        exitCode: 2,
        stdout: "",
        stderr: `portolan: ${shown} is empty, or has nothing but blanks.\n`,
      });
    }
  });

  it.each([
    ["convert", "--to", "json"],
    ["lookup", "80", "-r"],
    ["search", "a", "-r"],
    ["lint"],
    ["stats"],
    ["diff", "rows"],
    ["apply", "rows"],
    ["chart"],
    ["sync"],
    ["services", "protocols"],
    ["services", "audit", "etc-services", "-r"],
    ["services", "refresh", "etc-services", "-r"],
  ])("by portolan %s %s %s %s", async (...args) => {
    const { exitCode, stdout, stderr } = await run([...args, "no byte"]);
    expect([exitCode, stdout]).toEqual([2, ""]);
    expect(stderr).toMatch(/no(?: |%20)byte is empty, or has nothing but blanks\.\n$/);
  });

  it.each(NAMED)("whatever its name says: %s", async (name) => {
    const { exitCode, stderr } = await run(["convert", name, "--to", "csv"]);
    expect([exitCode, stderr]).toEqual([
      2,
      `portolan: ${name} is empty, or has nothing but blanks.\n`,
    ]);
  });

  it.each(READABLE_FORMATS.filter((format) => format !== "jsonl"))(
    "whatever --from says: %s",
    async (from) => {
      const { exitCode, stderr } = await run(
        ["convert", "-", "--from", from, "--to", "csv"],
        " \n",
      );
      expect([exitCode, stderr]).toEqual([
        2,
        "portolan: <stdin> is empty, or has nothing but blanks.\n",
      ]);
    },
  );
});

// No text makes a reader throw: who names its format gets a problem.
it.each(READABLE_FORMATS.filter((format) => format !== "jsonl"))(
  "an empty text that is read as %s has an error",
  async (from) => {
    for (const text of ["", " \n\t"]) {
      const whole = await readRegistry(text, { from });
      expect(whole.registry.records).toEqual([]);
      expect(whole.problems.map(({ severity }) => severity)).toContain("error");
      const { parts } = await streamRegistry([text], { from });
      const { problems } = await collectParts(parts);
      expect(problems).toEqual(whole.problems);
    }
    await expect(readRegistry("")).rejects.toThrow("the text is empty");
  },
);

it.each(["", "\n", "\ufeff", " \n\n"])("JSON Lines without a row say so: %j", (text) => {
  expect(fromJsonl(text).problems.map(({ code }) => code)).toEqual(["jsonl/no-rows"]);
  expect(toJsonl(createRegistry())).toBe("");
});

it.each(["", "\n", "# nothing yet\n", " \t\n"])(
  "a services file without a service is not audited: %j",
  async (text) => {
    const { exitCode, stderr } = await run(["services", "audit", "-", "-r", "rows"], text);
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(/<stdin> has nothing but blanks or comments\.\n$/);
  },
);
