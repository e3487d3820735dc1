import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { hasProgram } from "./has-program.js";
import { portolan } from "./run-portolan.js";

let folder: string;
let page: string;
let source: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "portolan-man-"));
  page = join(folder, "portolan.1");
  source = (await portolan(["man"])).stdout;
  writeFileSync(page, source);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const needs = (program: string): string => (hasProgram(program) ? "" : ` (needs ${program})`);

describe("the manual page", () => {
  it("describes each command with its options, examples and exit codes", async () => {
    for (const name of ["convert", "lookup", "diff", "sync", "services audit"]) {
      const start = source.indexOf(`.SS portolan ${name}\n`);
      expect(start, name).toBeGreaterThan(0);
      const section = source.slice(start, source.indexOf("\n.S", start + 1));
      const { stdout: help } = await portolan([...name.split(" "), "--help"]);
      for (const [, flag = ""] of help.matchAll(/^ {2}(?:-\w, )?(--[a-z-]+)/gm)) {
        const isShared = ["--color", "--no-color", "--quiet", "--verbose", "--help"].includes(flag);
        if (!isShared) expect(section, name).toContain(flag.replaceAll("-", "\\-"));
      }
      expect(section).toContain("\n$ portolan ");
      expect(section).toMatch(/\nExit codes: 0 [^.]+; 2\s+could\s+not\s+be\s+done\.\n/);
    }
  });

  it("does not list what only completion scripts call", () => {
    expect(source).not.toContain("portolan names");
  });

  it.skipIf(!hasProgram("mandoc"))(`has no fault that mandoc finds${needs("mandoc")}`, () => {
    const { stdout } = spawnSync("mandoc", ["-T", "lint", "-W", "style", page], {
      encoding: "utf8",
    });
    // A page that is made by a program has no date of its own.
    expect(stdout.split("\n").filter((line) => !line.includes("missing date"))).toEqual([""]);
  });

  it.skipIf(!hasProgram("man"))(`is shown by man as it was meant${needs("man")}`, () => {
    const shown = execFileSync("man", ["-l", page], {
      encoding: "utf8",
      env: { PATH: process.env.PATH, MANWIDTH: "80", MANPAGER: "cat", LC_ALL: "C.UTF-8" },
    });
    expect(shown).toMatch(/^ +portolan services audit \[options\] \[file\]$/m);
    expect(shown).toContain("portolan convert --to services --target musl --only http,https,ssh");
    expect(shown).toContain("service names, such as 'http*,ssh'; *, ? and [a-z] match");
    expect(shown).toMatch(/^ +"aliases": \{ "source": "aliases\/records\.json" \},$/m);
    expect(shown).toMatch(/^ +-t, --to <format>$/m);
  });
});
