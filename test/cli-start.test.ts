import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { needsBuild, PORTOLAN } from "./built-command.js";

/** How much longer than a bare `node` help and version may take. */
const MOST = 1.3;
/** Rounds that are measured; each runs both commands after one another. */
const ROUNDS = 21;

const EXCERPT = new URL("../fixtures/excerpt/input.csv", import.meta.url).pathname;

let folder: string;
beforeEach(() => {
  needsBuild();
  folder = mkdtempSync(join(tmpdir(), "portolan-start-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Runs Node, and gives the milliseconds that it took. */
function run(argv: readonly string[], env: Readonly<Record<string, string>> = {}): number {
  const begin = performance.now();
  const { status } = spawnSync(process.execPath, argv, {
    stdio: "ignore",
    env: { PATH: process.env.PATH, PORTOLAN_CACHE: join(folder, "cache"), ...env },
  });
  const time = performance.now() - begin;
  expect(status).toBe(0);
  return time;
}

/** Measures how many times longer than a bare `node` a command takes: the median of neighbours. */
function slowdown(...argv: readonly string[]): number {
  const ratios = Array.from({ length: ROUNDS }, () => {
    const bare = run(["-e", "0"]);
    return run([PORTOLAN, ...argv]) / bare;
  });
  return ratios.sort((one, other) => one - other)[ROUNDS >> 1] ?? Number.NaN;
}

/** Lists what a run loads: our packages with the modules of `portolan` itself, and libraries. */
function loaded(...argv: readonly string[]): readonly string[] {
  run([PORTOLAN, ...argv], { NODE_V8_COVERAGE: folder });
  const [report = ""] = readdirSync(folder).filter((file) => file.startsWith("coverage-"));
  const { result }: { result: readonly { url: string }[] } = JSON.parse(
    readFileSync(join(folder, report), "utf8"),
  );
  const names = result.flatMap(({ url }) => {
    const library = /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(url)?.[1];
    const own = /\/packages\/([^/]+)\/(?:dist|bin)\/(.+)\.js$/.exec(url);
    if (library !== undefined) return [library];
    return own === null ? [] : own[1] === "cli" ? [`cli/${own[2]}`] : [own[1] ?? ""];
  });
  return [...new Set(names)].sort();
}

describe(`takes at most ${MOST} times as long as a bare node`, () => {
  it.each(["--help", "--version"])("%s", (option) => {
    // The machine may be busy with other things: what counts is that it can be met.
    const measured = [slowdown(option)];
    while (Math.min(...measured) > MOST && measured.length < 3) measured.push(slowdown(option));
    expect(Math.min(...measured), `measured ${measured.join(", ")}`).toBeLessThanOrEqual(MOST);
  });
});

describe("loads only what it needs", () => {
  it.each(["--version", "--help"])("for %s: no module of ours, no library", (option) => {
    expect(loaded(option)).toEqual(["cli/portolan"]);
  });

  it("for a command's help: its own definition, and none of what it does", () => {
    const modules = loaded("lookup", "--help");
    expect(modules.filter((name) => name.startsWith("cli/commands/"))).toEqual([
      "cli/commands/lookup-options",
    ]);
    expect(modules.filter((name) => !name.startsWith("cli/"))).toEqual(["commander"]);
  });

  it("for a command: the formats that it reads and writes, and no other", () => {
    const modules = loaded("convert", EXCERPT, "--to", "jsonl", "--quiet");
    expect(modules).toEqual(expect.arrayContaining(["convert", "csv", "json"]));
    const formats = ["xml", "html", "text", "services", "yaml", "typescript"];
    expect(modules.filter((name) => formats.includes(name))).toEqual([]);
    const libraries = ["saxes", "parse5", "yaml", "cli-progress", "cli-table3", "diff"];
    expect(modules.filter((name) => libraries.includes(name))).toEqual([]);
  });

  it("for a conversion of everything to standard output: nothing to select, lock or replace", () => {
    const modules = loaded("convert", EXCERPT, "--to", "services", "--quiet");
    const others = ["query", "proper-lockfile", "write-file-atomic"];
    expect(modules.filter((name) => others.includes(name))).toEqual([]);
  });
});
