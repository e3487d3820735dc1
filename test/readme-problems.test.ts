import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { ProblemTable } from "@portolan/model/internal";
import { problemsTable } from "@portolan/query";
import { describe, expect, it } from "vitest";
import { PUBLISHED } from "./packages.js";

const packages = fileURLToPath(new URL("../packages", import.meta.url));
const MARKED = /(?<=<!-- problems -->\n).*?(?=<!-- \/problems -->)/s;

function readmeOf(folder: string): string {
  return readFileSync(join(packages, folder, "README.md"), "utf8");
}

/** Gives the problem tables of a package, all in one: what it exports under `…Problems`. */
async function problemsOf(folder: string): Promise<ProblemTable> {
  const exported: Readonly<Record<string, ProblemTable>> = {
    ...(await import(`@portolan/${folder}`)),
    // What readers of all formats report is for the formats' packages only.
    ...(folder === "model" ? await import("@portolan/model/internal") : {}),
  };
  return Object.fromEntries(
    // A module of the build has its names sorted, one of the sources as they are exported.
    Object.keys(exported)
      .sort()
      .filter((name) => name.endsWith("Problems"))
      .flatMap((name) => Object.entries(exported[name] ?? {})),
  );
}

// The command prints the problems of the other packages and has none of its own; data has no code.
describe.each(PUBLISHED.filter((folder) => folder !== "cli" && folder !== "data"))(
  "%s",
  async (folder) => {
    const problems = await problemsOf(folder);
    if (Object.keys(problems).length === 0) {
      it("marks no place for problems", () => expect(readmeOf(folder)).not.toMatch(MARKED));
      return;
    }

    // `vitest run test/readme-problems.test.ts -u` writes the tables anew.
    it("lists its problems in the README, as they are", async () => {
      const readme = readmeOf(folder);
      expect(readme, "the README has the markers").toMatch(MARKED);
      const listed = readme.replace(MARKED, () => `\n${problemsTable(problems)}\n`);
      await expect(listed).toMatchFileSnapshot(join(packages, folder, "README.md"));
    });
  },
);

// Errors that are thrown have codes, but no table: their messages depend on what happened.
it("the README of source lists the codes of its errors, in their order", () => {
  const source = readFileSync(join(packages, "source/src/source-error.ts"), "utf8");
  const union = /^export type SourceErrorCode =(.*?);$/ms.exec(source)?.[1] ?? "";
  const codes = [...union.matchAll(/"(source\/[a-z0-9-]+)"/g)].map((match) => match[1]);
  const listed = [...readmeOf("source").matchAll(/^\| `(source\/[a-z0-9-]+)`/gm)];
  expect(codes).not.toEqual([]);
  expect(listed.map((match) => match[1])).toEqual(codes);
});
