import ts from "typescript-5";
import { expect, test } from "vitest";
import { changed, mutantsOf, withMutants } from "./mutants/mutations.js";

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
