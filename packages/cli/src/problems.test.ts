import type { Problem } from "@portolan/model";
import { expect, test } from "vitest";
import { type PlacedProblem, ProblemRenderer } from "./problems.js";
import { paint } from "./render/style.js";

const ROOM = {
  isTerminal: false,
  width: Number.POSITIVE_INFINITY,
  textWidth: Number.POSITIVE_INFINITY,
};

const problem = (
  code: string,
  line: number,
  severity: "error" | "warning" = "warning",
): PlacedProblem => ({
  problem: {
    ...{ code, severity, message: "Words.", cure: "", start: { line, column: 2, offset: 0 } },
  } as unknown as Problem,
  input: { name: "x.csv" },
});

const render = (
  problems: readonly PlacedProblem[],
  options: { quiet?: boolean; verbose?: boolean; all?: boolean; json?: boolean } = {},
): readonly string[] => {
  const renderer = new ProblemRenderer(ROOM, { quiet: false, verbose: false, ...options });
  // However they come.
  const text = problems.map((one) => renderer.render([one])).join("") + renderer.end();
  return paint(text, false).split("\n").slice(0, -1);
};

const some = (count: number, code = "csv/odd"): readonly PlacedProblem[] =>
  Array.from({ length: count }, (_, i) => problem(code, i + 1));

test("five problems of a code are shown, and how many more there are", () => {
  const lineOf = (line: number): string => `x.csv:${line}:2 warning csv/odd Words.`;
  expect(render(some(1))).toEqual([lineOf(1)]);
  expect(render(some(5))).toEqual([1, 2, 3, 4, 5].map(lineOf));
  expect(render(some(6))).toEqual([
    ...[1, 2, 3, 4, 5].map(lineOf),
    "… and 1 more csv/odd; --verbose shows all.",
  ]);
  expect(render(some(20)).at(-1)).toBe("… and 15 more csv/odd; --verbose shows all.");
  expect(render([...some(6), ...some(5, "csv/other")])).toHaveLength(11);
  expect(render([...some(6), ...some(7, "csv/other")]).slice(-2)).toEqual([
    "… and 1 more csv/odd; --verbose shows all.",
    "… and 2 more csv/other; --verbose shows all.",
  ]);
});

test("all are shown where they are asked for, and errors only where no more is", () => {
  expect(render(some(20), { verbose: true })).toHaveLength(20);
  expect(render(some(20), { all: true })).toHaveLength(20);
  const mixed = [problem("a/b", 1), problem("a/c", 2, "error")];
  expect(render(mixed, { quiet: true })).toEqual(["x.csv:2:2 error a/c Words."]);
  expect(render(mixed)).toHaveLength(2);
});
