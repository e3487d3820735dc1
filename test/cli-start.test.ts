import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { SnapshotStore } from "@portolan/source";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { needsBuild, PORTOLAN } from "./built-command.js";

const EXCERPT = new URL("../fixtures/excerpt/input.csv", import.meta.url).pathname;

let folder: string;
beforeEach(() => {
  needsBuild();
  folder = mkdtempSync(join(tmpdir(), "portolan-start-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Lists the files of the command that a run loads, without the hash behind their names. */
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
  rmSync(join(folder, report));
  const files = result.flatMap(({ url }) => (url.startsWith("file:") ? [fileURLToPath(url)] : []));
  // Nothing is loaded from anywhere else: no package, no library.
  expect(files.filter((file) => !/\/packages\/cli\/(?:bin|dist)\/[^/]+$/.test(file))).toEqual([]);
  return files.map((file) => basename(file).replace(/(?:-[0-9a-f]{8})?\.c?js$/, "")).sort();
}

describe("loads only what it needs", () => {
  it.each(["--version", "--help"])("for %s: no module", (option) => {
    expect(loaded(option)).toEqual(["portolan"]);
  });

  it("for a conversion: what all commands share, the reader and the writer, in a few files", () => {
    const files = loaded("convert", EXCERPT, "--to", "services", "--quiet");
    expect(files).toEqual(
      expect.arrayContaining(["convert", "from-csv", "main", "portolan", "to-services"]),
    );
    expect(files.length).toBeLessThanOrEqual(10);
    expect(files).toEqual(
      files.filter((name) => !/^(?:to-(?!services)|from-(?!csv|services))/.test(name)),
    );
  });

  it("for a conversion into another format: nothing of services", () => {
    const files = loaded("convert", EXCERPT, "--to", "jsonl", "--quiet");
    expect(files).toEqual(expect.arrayContaining(["from-csv", "to-jsonl"]));
    expect(files.filter((name) => name.includes("services"))).toEqual([]);
  });

  it("for a look-up without options in the synced copy: no parser, no reader, no writer", async () => {
    const store = new SnapshotStore(join(folder, "cache"));
    const about = { url: "https://registry.example/", records: 1, validators: {} };
    await store.exclusively(() => store.keep(readFileSync(EXCERPT), about));
    // The first makes the index.
    expect(loaded("https")).toContain("from-csv");
    expect(loaded("https")).toEqual(["lookup", "main", "portolan", "rolldown-runtime", "start"]);
    // An import(…) of the whole of a package puts all of it beside what a look-up needs.
    const dist = fileURLToPath(new URL("../packages/cli/dist/", import.meta.url));
    const [lookup = ""] = readdirSync(dist)
      .filter((name) => /^lookup-[0-9a-f]{8}\.cjs$/.test(name))
      .map((name) => readFileSync(join(dist, name), "utf8"))
      .filter((code) => code.includes("function answerQueries("));
    expect(lookup).toContain("packages/query/src/lookup/");
    expect(lookup).not.toContain("packages/query/src/lint/");
    expect(lookup).not.toContain("packages/query/src/index.ts");
  });

  it("for a command's help: no other command, no reader, no writer, no library", () => {
    const files = loaded("lookup", "--help");
    expect(files).toContain("lookup");
    const others = ["diff", "lint", "search", "services", "stats", "sync", "http", "download"];
    expect(files.filter((name) => others.includes(name))).toEqual([]);
    expect(files.filter((name) => /^(?:from|to)-/.test(name))).toEqual([]);
    expect(files.filter((name) => LIBRARIES.includes(name))).toEqual([]);
  });

  it.each(["services", "csv", "jsonl", "xml", "json", "yaml", "text", "html", "markdown"])(
    "for a whole file read well and written as %s: no library",
    (format) => {
      const files = loaded("convert", EXCERPT, "--to", format, "--quiet");
      expect(files.filter((name) => LIBRARIES.includes(name))).toEqual([]);
    },
  );
});

/** What the command loads only where a document or a text needs it, or an output file is replaced. */
const LIBRARIES = [
  "cli-progress",
  "csv-parse",
  "env-paths",
  "fast-xml-parser",
  "jsonc-parser",
  "proper-lockfile",
  "re2js",
  "string-width",
  "yaml",
];
