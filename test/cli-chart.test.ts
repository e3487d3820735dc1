import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { toChartPage } from "@portolan/chart";
import { readRegistry } from "@portolan/convert";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { portolan } from "./run-portolan.js";

const EXCERPT = fileURLToPath(new URL("../fixtures/excerpt/input.xml", import.meta.url));

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
  ])("refuses %j", async (argv, words) => {
    const { stdout, stderr, exitCode } = await portolan(argv);
    expect([exitCode, stdout]).toEqual([2, ""]);
    expect(stderr).toMatch(words);
  });

  it("does not put a page on a terminal", async () => {
    const { exitCode, stderr } = await portolan(["chart", EXCERPT], { terminal: 80 });
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(/name it with -o/);
  });
});
