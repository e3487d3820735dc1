import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { shell } from "./built-command.js";

// The same input gives the same bytes, wherever and whenever it is read.

const FIXTURES = fileURLToPath(new URL("../fixtures/", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "portolan-bytes-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Circumstances that must not matter: what is set, and what the shell does before. */
const CIRCUMSTANCES: Readonly<Record<string, readonly [env: NodeJS.ProcessEnv, before: string]>> = {
  "a day behind, in Turkish": [
    { TZ: "Etc/GMT+12", LANG: "tr_TR.UTF-8", LC_ALL: "tr_TR.UTF-8" },
    "",
  ],
  "a day ahead, in the C locale": [{ TZ: "Pacific/Kiritimati", LANG: "C", LC_ALL: "C" }, ""],
  "in another folder, where nobody else may read, with colours": [
    { FORCE_COLOR: "3", COLUMNS: "300" },
    "cd /usr; umask 077",
  ],
};

/** What is asked: the answers are for machines, and hold no sign that a locale chooses. */
const QUESTIONS = [
  "lookup http 6010 _ipp._tcp --json",
  "search mail --jsonl",
  "lint $X/input.xml --json",
  "stats --json",
  "export ports --to csv",
  "diff $X/../ranges/input.xml $X/input.xml --json",
  "services audit $X/services --json",
];

const usualEnv: NodeJS.ProcessEnv = {
  PATH: process.env.PATH,
  PORTOLAN_CACHE: join(folder, "cache"),
  PORTOLAN_REGISTRY: join(FIXTURES, "excerpt/input.xml"),
  X: join(FIXTURES, "excerpt"),
};
const asked = QUESTIONS.map((question) => `portolan ${question} 2>&1; echo $?`).join("\n");
let usual: string;
beforeAll(async () => {
  usual = (await shell(asked, { env: usualEnv })).stdout;
  expect(usual.length).toBeGreaterThan(10_000);
});

describe.each(Object.entries(CIRCUMSTANCES))("%s", (_, [env, before]) => {
  const run = (line: string) => shell(`${before}\n${line}`, { env: { ...usualEnv, ...env } });

  it("every format is written as ever", async () => {
    const copy = mkdtempSync(join(folder, "fixtures-"));
    cpSync(join(FIXTURES, "fixtures.json"), join(copy, "fixtures.json"));
    const cases = readdirSync(FIXTURES).filter((name) => !name.includes("."));
    for (const name of cases)
      cpSync(join(FIXTURES, name, "records.json"), join(copy, name, "records.json"));
    const { code, stderr } = await run(`portolan fixtures ${copy} -q`);
    // The shell may not have the locale; we have no need of it.
    const said = stderr.replace(/^bash: warning: setlocale.*\n/gm, "");
    expect({ code, said }).toEqual({ code: 0, said: "" });
    const read = (root: string): readonly (readonly [string, string])[] =>
      readdirSync(join(root, "excerpt"))
        .toSorted()
        .map((name) => [name, readFileSync(join(root, "excerpt", name), "utf8")]);
    expect(read(copy)).toEqual(read(FIXTURES));
  });

  it("every question is answered as ever", async () => {
    const { stdout } = await run(asked);
    expect(stdout === usual, stdout.slice(0, 2000)).toBe(true);
  });
});

// So no order in which a system lists a folder can show in an answer.
it("a folder is listed only to find what killed runs and older copies left", () => {
  const root = fileURLToPath(new URL("../packages/", import.meta.url));
  const listing = readdirSync(root, { recursive: true, encoding: "utf8" })
    .filter((file) => /^[a-z]+[/\\]src[/\\].*(?<!\.test)\.ts$/.test(file))
    .filter((file) =>
      /\b(?:readdir|opendir|glob)(?:Sync)?\(/.test(readFileSync(join(root, file), "utf8")),
    )
    .map((file) => file.replaceAll("\\", "/"));
  expect(listing.toSorted()).toEqual(["source/src/output.ts", "source/src/snapshot-store.ts"]);
});
