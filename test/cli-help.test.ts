import { describe, expect, it } from "vitest";
import { portolan } from "./run-portolan.js";

/** Lists the commands that the overview shows. */
async function commandNames(): Promise<readonly string[]> {
  const { stdout } = await portolan(["--help"]);
  return [...stdout.matchAll(/^ {2}([a-z]+) {2}/gm)].map((match) => match[1] ?? "");
}

const NESTED = ["services audit", "services protocols"];

/** Gives the lines that are wider than the terminal, but for commands to copy and lines of a file. */
function tooWide(text: string, columns: number): readonly string[] {
  return text
    .split("\n")
    .filter((line) => line.length > columns && !/^(?:Usage:| {2}\$| {4})/.test(line));
}

describe("help", () => {
  // `vitest run test/cli-help.test.ts -u` writes the file anew.
  it("stands in the file that answers --help at once", async () => {
    const { stdout, stderr, exitCode } = await portolan(["--help"]);
    expect([exitCode, stderr]).toEqual([0, ""]);
    await expect(stdout).toMatchFileSnapshot("../packages/cli/bin/help.txt");
    expect((await portolan(["--help"], { terminal: 200 })).stdout).toBe(stdout);
  });

  it("is the same in each way to ask for it", async () => {
    const { stdout } = await portolan(["--help"]);
    for (const argv of [["-h"], ["help"], ["--color", "never", "--help"]]) {
      expect(await portolan(argv), argv.join(" ")).toEqual({ exitCode: 0, stdout, stderr: "" });
    }
    expect(await portolan([])).toEqual({ exitCode: 2, stdout: "", stderr: stdout });
  });

  it("lists every command that is defined, and no other", async () => {
    const names = await commandNames();
    expect(names).toHaveLength(15);
    for (const name of names) {
      const { stdout } = await portolan([name, "--help"]);
      expect(stdout).toMatch(new RegExp(`^Usage: portolan ${name} `));
    }
    const { stdout: man } = await portolan(["man"]);
    const described = [...man.matchAll(/^\.SS portolan ([a-z]+)/gm)].map((match) => match[1] ?? "");
    expect([...new Set(described)]).toEqual(names);
  });

  it("is the same before and after a command's name", async () => {
    for (const name of [...(await commandNames()), ...NESTED]) {
      const { stdout } = await portolan([...name.split(" "), "--help"]);
      if (!name.includes(" ")) expect((await portolan(["help", name])).stdout).toBe(stdout);
      expect((await portolan([...name.split(" "), "-q", "-h"])).stdout).toBe(stdout);
    }
  });

  it.each([80, 60, 50])("fits into a terminal of %i columns", async (columns) => {
    const terminal = { terminal: columns };
    expect(tooWide((await portolan(["--help"], terminal)).stdout, columns)).toEqual([]);
    for (const name of [...(await commandNames()), ...NESTED]) {
      const { stdout } = await portolan([...name.split(" "), "--help"], terminal);
      expect(tooWide(stdout, columns), name).toEqual([]);
    }
  });

  it("shows examples, exit codes and the options of every command with each", async () => {
    const names = (await commandNames()).filter((name) => name !== "services");
    for (const name of [...names, ...NESTED]) {
      const { stdout } = await portolan([...name.split(" "), "--help"]);
      expect(stdout).toMatch(/\nExamples:\n(?: {2}\$ .*portolan .*\n)+\nExit codes: 0 /);
      expect(stdout).toMatch(/\nOptions of every command:\n {2}--color <when> +colour: /);
      expect(stdout).toMatch(/^Usage: .+\n\n[A-Z]/);
      expect(stdout, "descriptions in lists begin small").not.toMatch(/^ {2}-.* {2}[A-Z][a-z]/m);
    }
  });

  it("describes a terminal without a width as one of 80 columns", async () => {
    expect(await portolan(["--help"], { terminal: 0 })).toEqual(await portolan(["--help"]));
  });
});

describe("version", () => {
  it("is the same in each way to ask for it", async () => {
    const { stdout } = await portolan(["--version"]);
    expect(stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
    for (const argv of [["-V"], ["lint", "--version"], ["-q", "-V"]])
      expect(await portolan(argv)).toEqual({ exitCode: 0, stdout, stderr: "" });
  });
});

describe("a mistake in the use", () => {
  it.each([
    [["--frobnicate"], "unknown option “--frobnicate”\n(portolan --help shows how to use it)"],
    [["services", "adit"], "unknown command “adit”\n(Did you mean audit?)\n(portolan services --h"],
    [["lint", "--sarf"], "unknown option “--sarf”\n(Did you mean --sarif?)\n(portolan lint --help"],
    [["lookup", "--quit"], "unknown option “--quit”\n(Did you mean --quiet?)\n(portolan lookup --"],
    [["convert", "-t"], "option “-t, --to <format>” argument missing\n(portolan convert --help"],
    [["lookup", "--color", "blue", "80"], "argument “blue” is invalid. Allowed choices are auto,"],
    [
      ["apply", "one"],
      "missing required argument “difference”\n(portolan apply --help shows how to use it)",
    ],
    [["diff", "a", "b", "--json", "--markdown"], "“--json” cannot be used with option “--markdown"],
    [["man", "page"], "too many arguments for “man”. Expected 0 arguments but got 1."],
    [["services"], "Usage: portolan services <command> [options]"],
  ])("%j is told with its cure, exit code 2", async (argv, message) => {
    const ran = await portolan(argv);
    expect(ran).toMatchObject({ exitCode: 2, stdout: "" });
    expect(ran.stderr).toContain(message);
    expect(ran.stderr).toMatch(/^(?:portolan|Usage): /);
  });
});
