import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { toChartPage, toChartSvg } from "@portolan/chart";
import { readRegistry } from "@portolan/convert";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { portolan } from "./run-portolan.js";

const EXCERPT = fileURLToPath(new URL("../fixtures/excerpt/input.xml", import.meta.url));

/** A port of each status, and one used by others. */
const SMALL = `Service Name,Port Number,Transport Protocol,Description,Registration Date,Unauthorized Use Reported,Assignment Notes
,0,tcp,Reserved,,,
a,1-600,tcp,First,2001-01,,
,601-1023,,Unassigned,,,
b,1024-4000,udp,Second,2024-01,,
c,5000,tcp,De-registered,,,
d,5001,tcp,Fourth,,Known,
`;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "portolan-chart-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe("chart", () => {
  it("writes the page of a registry, and checks it", async () => {
    const output = join(folder, "ports.html");
    const ran = await portolan(["chart", EXCERPT, "-o", output]);
    expect(ran).toEqual({ exitCode: 0, stdout: "", stderr: "" });
    const { registry } = await readRegistry(readFileSync(EXCERPT, "utf8"));
    expect(readFileSync(output, "utf8")).toBe(await toChartPage(registry));
    expect((await portolan(["chart", EXCERPT, "-o", output, "--check"])).exitCode).toBe(0);
    const other = await portolan(["chart", "-o", output, "--check"], {
      stdin: "http 80/tcp\n",
    });
    expect(other.exitCode).toBe(1);
  });

  it("names the excerpt that ships, on standard error and on the page", async () => {
    const { stdout, stderr, exitCode } = await portolan(["chart"]);
    expect(exitCode).toBe(0);
    expect(stderr).toMatch(/^Using the excerpt of /);
    expect(stdout).toMatch(/<p id="summary">Excerpt, /);
  });

  it("writes a page with what changed", async () => {
    const { stdout, exitCode } = await portolan(["chart", EXCERPT, "-"], {
      stdin: "http 80/tcp\n",
    });
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/^<!doctype html>/);
  });

  it.each([
    [["chart", "-", "-"], /only one of both/],
    [["chart", "/nonexistent"], /nonexistent/],
    [["chart", EXCERPT, "--check"], /--check compares/],
    [["chart", EXCERPT, "--svg", "--terminal"], /cannot be used with/],
    [["chart", EXCERPT, "--by", "year"], /--by goes with --svg and --terminal/],
    [["chart", EXCERPT, "--order", "rows"], /--order goes with/],
    [["chart", EXCERPT, "--svg", "--by", "name"], /“name” is none of/],
    [["chart", EXCERPT, "--svg", "--by", "change"], /two registries/],
    [["chart", EXCERPT, "--terminal", "--dark"], /--dark goes with --svg/],
    [["chart", EXCERPT, EXCERPT, "--terminal"], /portolan diff/],
  ])("refuses %j", async (argv, words) => {
    const { stdout, stderr, exitCode } = await portolan(argv);
    expect([exitCode, stdout]).toEqual([2, ""]);
    expect(stderr).toMatch(words);
  });

  it("does not put a page or a picture on a terminal, where a file is none", async () => {
    for (const [argv, name] of [
      [[], "ports.html"],
      [["--svg"], "ports.svg"],
    ] as const) {
      const onTerminal = await portolan(["chart", EXCERPT, ...argv], { terminal: 80 });
      expect(onTerminal.exitCode).toBe(2);
      expect(onTerminal.stderr).toMatch(new RegExp(`name it with -o, such as\\s+-o ${name}`));
      const output = join(folder, name);
      const ran = await portolan(["chart", EXCERPT, ...argv, "-o", output], { terminal: 80 });
      expect(ran).toMatchObject({ exitCode: 0, stdout: "" });
      expect(readFileSync(output, "utf8")).not.toBe("");
    }
  });

  it("draws the map as a picture", async () => {
    const ran = await portolan(["chart", EXCERPT, "--svg", "--by", "protocol", "--dark"]);
    expect(ran).toMatchObject({ exitCode: 0, stderr: "" });
    const { registry } = await readRegistry(readFileSync(EXCERPT, "utf8"));
    expect(ran.stdout).toBe(toChartSvg(registry, { coloring: "protocol", theme: "dark" }));
    const changes = await portolan(["chart", EXCERPT, EXCERPT, "--svg", "--by", "change"]);
    expect(changes.stdout).toContain("Ports by change");
  });

  it("draws light and along Hilbert's curve unless told otherwise", async () => {
    const { registry } = await readRegistry(readFileSync(EXCERPT, "utf8"));
    for (const [argv, options] of [
      [[], { coloring: "status", theme: "light", layout: "hilbert" }],
      [["--order", "rows"], { coloring: "status", theme: "light", layout: "rows" }],
    ] as const) {
      const { stdout } = await portolan(["chart", EXCERPT, "--svg", ...argv]);
      expect(stdout).toBe(toChartSvg(registry, options));
    }
  });

  // Each was looked at as a picture when it was kept.
  it.each([
    ["rows", []],
    ["hilbert", ["--dark", "--by", "class"]],
  ])("draws a picture as it was looked at: %s", async (order, more) => {
    const { stdout } = await portolan(["chart", "-", "--svg", "--order", order, ...more], {
      stdin: SMALL,
    });
    await expect(stdout).toMatchFileSnapshot(`golden/chart-${order}.svg`);
  });

  describe("in the terminal", () => {
    const draw = (terminal: number, ...more: readonly string[]) =>
      portolan(["chart", EXCERPT, "--terminal", ...more], { terminal, env: { LANG: "C.UTF-8" } });

    it.each([50, 80, 200])("fits into %i columns", async (columns) => {
      for (const order of ["rows", "hilbert"]) {
        const { stdout, exitCode } = await draw(columns, "--order", order, "--color", "never");
        expect(exitCode).toBe(0);
        const widths = stdout.split("\n").map(({ length }) => length);
        expect(Math.max(...widths)).toBeLessThanOrEqual(columns);
        expect(Math.max(...widths)).toBeGreaterThan(columns / 2);
      }
    });

    it.each([
      [78, 32],
      [79, 64],
      [139, 64],
      [140, 128],
    ])("has in %i columns %i characters for the ports of a row", async (columns, characters) => {
      const { stdout } = await draw(columns, "--color", "never");
      expect(/^ 2048 (\S+)/m.exec(stdout)?.[1]).toHaveLength(characters);
    });

    it("says what a row, a sign and a colour mean", async () => {
      const ran = await portolan(["chart", "-", "--terminal"], { stdin: SMALL });
      await expect(ran.stdout).toMatchFileSnapshot("golden/chart.txt");
      const years = await portolan(["chart", "-", "--terminal", "--by", "year"], { stdin: SMALL });
      expect(years.stdout).toMatch(/^█ Until 2002 +600$/m);
      expect(years.stdout).toMatch(/^█ Since 2020 +2,977$/m);
    });

    it("is coloured where colours are wanted", async () => {
      expect((await draw(80)).stdout).toContain("\u001B[34m");
      const plain = await portolan(["chart", EXCERPT, "--terminal"], {
        terminal: 80,
        env: { NO_COLOR: "1" },
      });
      expect(plain.stdout).not.toContain("\u001B");
      expect(plain.stdout).toMatch(/^Excerpt|^Registry/);
    });

    it("is ASCII where there is nothing else", async () => {
      const { stdout } = await portolan(["chart", EXCERPT, "--terminal"], { env: { LANG: "C" } });
      expect(stdout).toMatch(/^[\n -~]*$/);
      expect(stdout).toMatch(/^ {4}0 [.:+#?-]{64} System$/m);
      expect(stdout).toContain(". up to a quarter, : up to half, + up to three quarters, # more");
    });

    it("says where the registry ends that it has", async () => {
      const { stdout } = await portolan(["chart", "--terminal"]);
      expect(stdout).toMatch(/^Excerpt of the registry of \d/);
      expect(stdout).toContain("? is not in the excerpt");
      expect(stdout).toMatch(/^24576 [^ ]*\?{40}/m);
    });

    it("is written to a file without colours", async () => {
      const output = join(folder, "map.txt");
      await portolan(["chart", EXCERPT, "--terminal", "-o", output, "--color", "always"]);
      const text = readFileSync(output, "utf8");
      expect(text).toContain("49152 ");
      // biome-ignore lint/suspicious/noControlCharactersInRegex: a colour begins with one.
      expect(text).not.toMatch(/[\u001B\uFDD0-\uFDEF]/);
    });
  });
});
