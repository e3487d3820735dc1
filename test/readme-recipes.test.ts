import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { shell } from "./built-command.js";

const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");
const recipes = readme.slice(readme.indexOf("## Recipes"), readme.indexOf("## What is read"));
const BLOCKS = [...recipes.matchAll(/\*\*([^*]+)\*\*[^`]*?```sh\n(.*?)```/gs)].map(
  ([, who = "", lines = ""]) => ({ who, lines: lines.trim().split("\n") }),
);
const fixture = (path: string): string =>
  fileURLToPath(new URL(`../fixtures/${path}`, import.meta.url));

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "portolan-recipes-"));
  cpSync(fixture("excerpt/input.xml"), join(folder, "registry.xml"));
  cpSync(fixture("tab-page/input.txt"), join(folder, "page.txt"));
  const xml = readFileSync(fixture("excerpt/input.xml"), "utf8");
  const older = xml
    .replace("World Wide Web HTTP", "Web")
    .replace(/<updated>.*?</, "<updated>2025-01-01<");
  for (const name of ["last-week.xml", "last-year.xml"]) writeFileSync(join(folder, name), older);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What a recipe finds on the machine or in the network, as far as a test has it. */
const AROUND = `
ss() { printf 'Netid State Recv-Q Send-Q Local Address:Port Peer Address:Port\\ntcp LISTEN 0 128 0.0.0.0:22 0.0.0.0:*\\n'; }
`;

/** Runs a line of a recipe; a download is the file of last week, then that of today. */
function run(line: string) {
  const isSync = line === "portolan sync";
  const kept = "portolan sync last-week.xml --force && portolan sync registry.xml --force";
  return shell(`${AROUND}\n${isSync ? kept : line}`, {
    cwd: folder,
    env: {
      ...process.env,
      NO_COLOR: "1",
      PORTOLAN_CACHE: join(folder, "cache"),
      // Where the copy is asked, none is named.
      ...(/sync|^portolan diff --/.test(line)
        ? {}
        : { PORTOLAN_REGISTRY: join(folder, "registry.xml") }),
    },
  });
}

it("there is a recipe for each kind of user", () => {
  expect(BLOCKS.length).toBe(9);
  expect(BLOCKS.flatMap(({ lines }) => lines).length).toBeGreaterThan(18);
});

describe.each(BLOCKS)("the recipe for $who", ({ lines }) => {
  it("runs line by line", async () => {
    for (const line of lines) {
      const { code, stderr } = await run(line);
      // A difference is found, and a file made of an excerpt may have findings.
      const isQuestion = /^portolan (?:diff|services)/.test(line);
      expect(isQuestion ? [0, 1] : [0], `${line}\n${stderr}`).toContain(code);
    }
  });
});
