import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript-5";
import { describe, expect, it, test } from "vitest";
import reviewed from "./mutants/equivalent.json" with { type: "json" };
import { main, shareOfCaught } from "./mutants/main.js";
import { changed, mutantsOf, withMutants } from "./mutants/mutations.js";
import { resultsOf } from "./mutants/results.js";
import { changesNothing, sampled, sampleOf } from "./mutants/sample.js";

const ROOT = fileURLToPath(new URL("../", import.meta.url));

const SOURCE = `
export function run(n: number, words: readonly string[]): unknown {
  const table = { 1: "one", [2]: true };
  const { 0: first, length } = words;
  let sum = n - 1 + 2;
  if (n > 3 && words.length !== 2) sum += 10; else sum += 20;
  if (sum >= 25 || !words.includes("a")) {
    if (n < 9) sum++;
    else sum--;
  }
  const list = words.map((word) => (word === "b" ? word + n : sum <= 30 ? "x" : word));
  return [sum, list, table, first, length];
}
`;

const OPTIONS = { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.CommonJS };

const translated = (source: string): string => ts.transpile(source, OPTIONS);

/** Runs code with one mutant at work, none for zero, and gives all that it returns. */
function outcomes(code: string, active = 0): string {
  const exported: { run?: (n: number, words: readonly string[]) => unknown } = {};
  new Function("exports", "mutant$", code)(exported, (number: number) => number === active);
  const cases = [0, 1, 3, 4, 9, 25, 30].flatMap((n) =>
    [[], ["a"], ["b", "c"], ["a", "b"]].map((words) => exported.run?.(n, words)),
  );
  return JSON.stringify(cases);
}

test("a mutant behind its switch does what the changed source does, and nothing while it is not at work", () => {
  const mutants = mutantsOf("x.ts", SOURCE).map((mutant, i) => [i + 1, mutant] as const);
  expect(mutants.length).toBeGreaterThan(30);
  const all = translated(withMutants(SOURCE, mutants, ""));
  expect(outcomes(all)).toBe(outcomes(translated(SOURCE)));
  for (const [number, mutant] of mutants)
    expect(outcomes(all, number), mutant.put).toBe(outcomes(translated(changed(SOURCE, mutant))));
});

describe("arguments of pnpm mutants", () => {
  it.each([
    ["--least", "abc"],
    ["--least", "101"],
    ["--least", "-1"],
    ["--least", ""],
    ["--count", "abc"],
    ["--count", "0"],
    ["--count", "1.5"],
    ["--seed", "x"],
    ["--seed", "1e3"],
    ["--package", "typo"],
    ["--frobnicate", "1"],
  ])("%s %j is refused before anything is done", async (...args) => {
    const written: string[] = [];
    const { write } = process.stderr;
    process.stderr.write = (text) => written.push(String(text)) > 0;
    try {
      expect(await main(ROOT, [args.join("=")])).toBe(2);
    } finally {
      process.stderr.write = write;
    }
    expect(written.join("")).toContain(args[0]);
    expect(written.join("")).toContain("pnpm mutants [--count N]");
  });
});

test("a sample is the same for a seed, of all packages or of one", () => {
  const some = sampleOf(ROOT, { seed: 1, count: 50 });
  expect(new Set(some.map(({ key }) => key)).size).toBe(50);
  expect(new Set(some.map(({ mutant }) => mutant.file.split("/")[1])).size).toBeGreaterThan(3);
  const own = sampleOf(ROOT, { seed: 1, count: 20, only: "csv" });
  expect(own.every(({ mutant }) => mutant.file.startsWith("packages/csv/src/"))).toBe(true);
  expect(sampleOf(ROOT, { seed: 1, count: 20, only: "csv" })).toEqual(own);
});

test("each change that a reader found to change nothing is one of the source as it is", () => {
  for (const { file, line, change, reason } of reviewed) {
    const source = readFileSync(join(ROOT, file), "utf8");
    const all = mutantsOf(file, source).map((mutant, i) => sampled(source, mutant, i + 1));
    const found = all.filter((one) => one.line === line && one.change === change);
    expect(found.length, `${file}: ${line}`).toBeGreaterThan(0);
    expect(found.every(changesNothing)).toBe(true);
    // The same words elsewhere in the file would be another change.
    expect(source.split("\n").filter((its) => its.trim() === line)).toHaveLength(1);
    expect(reason).toMatch(/^\p{Lu}.*\.$/u);
  }
});

test("what changes nothing counts neither as caught nor as survived", () => {
  const [{ file = "", line = "", change = "" } = {}] = reviewed;
  const source = readFileSync(join(ROOT, file), "utf8");
  const all = mutantsOf(file, source).map((mutant, i) => sampled(source, mutant, i + 1));
  const idle = all.filter((one) => one.line === line && one.change === change).slice(0, 1);
  const others = all.filter((one) => !changesNothing(one)).slice(0, 4);
  expect(shareOfCaught([...others, ...idle], [])).toBe(100);
  expect(shareOfCaught([...others, ...idle], idle)).toBe(100);
  expect(shareOfCaught([...others, ...idle], [...idle, ...others.slice(1)])).toBe(25);
  expect(shareOfCaught(idle, idle)).toBe(100);
});

test("results are of the sources and tests as they were, and of no others", () => {
  const folder = mkdtempSync(join(tmpdir(), "portolan-results-"));
  try {
    for (const name of [
      "fixtures",
      "packages/csv/src",
      "packages/csv/dist",
      "test/mutants/at-work",
    ])
      mkdirSync(join(folder, name), { recursive: true });
    const file = join(folder, "results.json");
    const verdicts = () => resultsOf(folder, file, "plain").results.verdicts;
    const keep = (): void => {
      const kept = resultsOf(folder, file, "plain");
      kept.results.verdicts.key = { caught: false };
      kept.save();
      resultsOf(folder, file, "snapshots").save();
    };
    keep();
    expect(verdicts()).toEqual({ key: { caught: false } });
    for (const [changed, isKept] of [
      ["packages/csv/src/rows.ts", false],
      ["test/new.test.ts", false],
      ["fixtures/records.json", false],
      ["packages/csv/dist/index.js", true],
      ["test/mutants/at-work/active", true],
    ] as const) {
      writeFileSync(join(folder, changed), "changed");
      expect(verdicts(), changed).toEqual(isKept ? { key: { caught: false } } : {});
      keep();
      expect(verdicts()).toEqual({ key: { caught: false } });
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
});
