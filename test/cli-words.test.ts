import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { portolan } from "./run-portolan.js";

const EXCERPT = new URL("../fixtures/excerpt/input.xml", import.meta.url).pathname;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "portolan-words-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe("a first word that is no command", () => {
  it.each([["443"], ["https"], ["443/tcp", "https"], ["-q", "443"], ["--color", "never", "443"]])(
    "is a look-up: %s %s %s",
    async (...argv) => {
      const at = argv.findIndex((word, i) => !word.startsWith("-") && argv[i - 1] !== "--color");
      const named = await portolan([...argv.slice(0, at), "lookup", ...argv.slice(at)]);
      expect(named.exitCode).toBe(0);
      expect(await portolan(argv)).toEqual(named);
      expect(await portolan([...argv, "-r", EXCERPT])).toMatchObject({ exitCode: 0 });
    },
  );

  it.each([
    ["443", "https", "-"],
    ["tcp", "443", "@list"],
    ["conver"],
    ["help"],
    ["lookup"],
    [""],
    ["@nosuchfile"],
    [],
  ])("asks the same with options, which are parsed, and without: %s %s %s", async (...words) => {
    const list = join(folder, "list");
    writeFileSync(list, "80\nhttp\n?\n");
    const asked = words.map((word) => (word === "@list" ? `@${list}` : word));
    const run = (...argv: readonly string[]) => portolan(argv, { stdin: "ssh\n443\n" });
    expect(await run("lookup", ...asked)).toEqual(await run("--color", "auto", "lookup", ...asked));
  });

  it("that is found nowhere and is like a command is told", async () => {
    const { exitCode, stdout, stderr } = await portolan(["conver", "-r", EXCERPT]);
    expect([exitCode, stderr]).toEqual([1, "Did you mean the command convert?\n"]);
    expect(stdout).toMatch(/^conver is not in the registry/);
    expect((await portolan(["nosuchthing", "-r", EXCERPT])).stderr).toBe("");
    // Two letters may be wrong, and no more.
    expect((await portolan(["konfert", "-r", EXCERPT])).stderr).toContain("the command convert?");
    expect((await portolan(["konfort", "-r", EXCERPT])).stderr).toBe("");
  });
});

describe("other words for formats", () => {
  it.each([
    ["ts", "typescript"],
    ["md", "markdown"],
    ["txt", "text"],
    ["yml", "yaml"],
  ])("%s is %s", async (short, name) => {
    const convert = (to: string) => portolan(["convert", EXCERPT, "-q", "--to", to]);
    expect(await convert(short)).toEqual(await convert(name));
  });
});

it("--no-color is --color never", async () => {
  const argv = ["lookup", "443/tcp", "-r", EXCERPT];
  const plain = await portolan([...argv, "--color", "never"], { terminal: 80 });
  expect(await portolan([...argv, "--no-color"], { terminal: 80 })).toEqual(plain);
  expect(await portolan(["--no-color", ...argv], { terminal: 80 })).toEqual(plain);
  expect((await portolan(argv, { terminal: 80 })).stdout).not.toBe(plain.stdout);
});

it("a size may be in k", async () => {
  const convert = (size: string) =>
    portolan(["convert", EXCERPT, "--to", "services", "--max-bytes", size, "-q"]);
  expect(await convert("4k")).toEqual(await convert("4096"));
  expect((await convert("4x")).exitCode).toBe(2);
});

it("an output that is named twice is refused, and none is written", async () => {
  const [one, two] = [join(folder, "one.csv"), join(folder, "two.csv")];
  const ran = await portolan(["convert", EXCERPT, "-o", one, "-o", two]);
  expect(ran).toMatchObject({ exitCode: 2, stdout: "" });
  expect(ran.stderr).toMatch(/given twice/);
  expect(readdirSync(folder)).toEqual([]);
});

it("--quiet shows errors, and how to go on", async () => {
  const csv = readFileSync(EXCERPT.replace(".xml", ".csv"), "utf8");
  const path = join(folder, "odd.csv");
  writeFileSync(path, `${csv}one,1,tcp,,,,,,,,,,,too,many\r\n`);
  const ran = await portolan(["convert", path, "--to", "csv", "-q"]);
  expect(ran.stderr).toMatch(
    /odd\.csv:\d+:1 error csv\/\S+ .+\nportolan: stopped .+ --keep-going .+\n$/,
  );
  expect(ran).toMatchObject({ exitCode: 2, stdout: "" });
});
