import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { needsBuild, PORTOLAN } from "./built-command.js";

const EXCERPT = new URL("../fixtures/excerpt/input.csv", import.meta.url).pathname;

let folder: string;
beforeEach(() => {
  needsBuild();
  folder = mkdtempSync(join(tmpdir(), "portolan-start-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Lists what a run loads: our packages with the modules of `portolan` itself, and libraries. */
function loaded(...argv: readonly string[]): readonly string[] {
  const { status } = spawnSync(process.execPath, [PORTOLAN, ...argv], {
    stdio: "ignore",
    env: {
      PATH: process.env.PATH,
      PORTOLAN_CACHE: join(folder, "cache"),
      NODE_V8_COVERAGE: folder,
    },
  });
  expect(status).toBe(0);
  const [report = ""] = readdirSync(folder).filter((file) => file.startsWith("coverage-"));
  const { result }: { result: readonly { url: string }[] } = JSON.parse(
    readFileSync(join(folder, report), "utf8"),
  );
  const names = result.flatMap(({ url }) => {
    const library = /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(url)?.[1];
    // The build puts a hash behind the name of a part.
    const own = /\/packages\/([^/]+)\/(?:dist|bin)\/(.+?)(?:-[0-9A-Z]{8})?\.js$/.exec(url);
    if (library !== undefined) return [library];
    if (own === null) return [];
    const [, name = "", file = ""] = own;
    if (name === "cli") return [`cli/${file}`];
    // What says of a format how it is recognised is loaded for all of them.
    return /^(?:format|chunk)$/.test(file) ? [] : [name];
  });
  return [...new Set(names)].sort();
}

describe("loads only what it needs", () => {
  it.each(["--version", "--help"])("for %s: no module of ours, no library", (option) => {
    expect(loaded(option)).toEqual(["cli/portolan"]);
  });

  it("for a command's help: no other command, no format, no library but those of the help", () => {
    const modules = loaded("lookup", "--help");
    const commands = ["convert", "diff", "lint", "lookup", "search", "services", "stats", "sync"];
    expect(commands.filter((name) => modules.includes(`cli/${name}`))).toEqual(["lookup"]);
    const own = ["model", "query", "source", "fastest-levenshtein"];
    const help = ["commander", "string-width", "strip-ansi", "ansi-regex", "get-east-asian-width"];
    const others = modules.filter((name) => !name.startsWith("cli/"));
    expect(others.filter((name) => ![...own, ...help].includes(name))).toEqual([]);
  });

  it("for a command: the formats that it reads and writes, and no other", () => {
    const modules = loaded("convert", EXCERPT, "--to", "jsonl", "--quiet");
    expect(modules).toEqual(expect.arrayContaining(["convert", "csv", "json"]));
    const formats = ["xml", "html", "text", "services", "yaml", "typescript"];
    expect(modules.filter((name) => formats.includes(name))).toEqual([]);
    const libraries = ["saxes", "parse5", "yaml", "cli-progress", "diff"];
    expect(modules.filter((name) => libraries.includes(name))).toEqual([]);
  });

  it("for a conversion of everything to standard output: nothing to select, lock or replace", () => {
    const modules = loaded("convert", EXCERPT, "--to", "services", "--quiet");
    const others = ["query", "proper-lockfile", "write-file-atomic"];
    expect(modules.filter((name) => others.includes(name))).toEqual([]);
  });
});
