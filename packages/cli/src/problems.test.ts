import type { Problem } from "@portolan/model";
import { expect, test } from "vitest";
import { type PlacedProblem, ProblemRenderer, renderProblem } from "./problems.js";
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
  options: { quiet?: boolean; verbose?: boolean } = {},
): readonly string[] => {
  const renderer = new ProblemRenderer(ROOM, {
    quiet: false,
    verbose: false,
    tellsAsJson: false,
    ...options,
  });
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
  const mixed = [problem("a/b", 1), problem("a/c", 2, "error")];
  expect(render(mixed, { quiet: true })).toEqual(["x.csv:2:2 error a/c Words."]);
  expect(render(mixed)).toHaveLength(2);
});

test("a terminal shows the line of a problem, around its place where the line is long", () => {
  const shown = (text: string, at: number, width: number): readonly string[] => {
    const start = { line: 1, column: at + 1, offset: at };
    const one = { ...problem("csv/odd", 1).problem, start };
    const room = { isTerminal: true, width, textWidth: width };
    return renderProblem({ problem: one, input: { name: "x", text } }, room)
      .split("\n")
      .slice(-3, -1);
  };
  const letters = "abcdefghijklmnopqrstuvwxyz";
  expect(shown("ab\tc\nnext", 3, 80)).toEqual(["  | ab c", "  |    ^"]);
  expect(shown(letters, 0, 30)).toEqual([`  | ${letters}`, "  | ^"]);
  expect(shown(letters, 0, 29)).toEqual([`  | ${letters.slice(0, 25)}`, "  | ^"]);
  // Ten of twenty columns are before the place.
  for (const width of [24, 10])
    expect(shown(letters, 11, width)).toEqual([
      `  | ${letters.slice(1, 21)}`,
      `  | ${" ".repeat(10)}^`,
    ]);
  expect(shown(letters, 10, 24)[0]).toBe(`  | ${letters.slice(0, 20)}`);
  expect(shown(letters, 26, 24)).toEqual([`  | ${letters.slice(16)}`, `  | ${" ".repeat(10)}^`]);
});

test("a problem without a place names its input only", () => {
  const { start: _, ...bare } = problem("csv/odd", 1).problem;
  const room = { isTerminal: true, width: 80, textWidth: 80 };
  const text = renderProblem({ problem: bare as Problem, input: { name: "x", text: "y" } }, room);
  expect(paint(text, false)).toBe("x warning csv/odd Words.\n");
});
