import { createRegistry, hasErrors, RegistryError, Report, registryOf } from "@portolan/model";
import { LineIndex } from "@portolan/model/internal";
import { describe, expect, it } from "vitest";

describe("LineIndex", () => {
  it("counts lines and columns from one, offsets from zero, for every line end", () => {
    const lines = new LineIndex("ab\ncd\r\ne\rf");
    expect([0, 2, 3, 7, 9, 10].map((offset) => lines.at(offset))).toEqual([
      { line: 1, column: 1, offset: 0 },
      { line: 1, column: 3, offset: 2 },
      { line: 2, column: 1, offset: 3 },
      { line: 3, column: 1, offset: 7 },
      { line: 4, column: 1, offset: 9 },
      { line: 4, column: 2, offset: 10 },
    ]);
    expect(lines.at(99)).toEqual({ line: 4, column: 2, offset: 10 });
    expect(lines.at(-1)).toEqual({ line: 1, column: 1, offset: 0 });
  });
});

const table = { "x/odd": ["error", "“{found}” is odd.", "Make it even."] } as const;

describe("Report", () => {
  it("quotes 60 characters of what was found, and no more", () => {
    const report = new Report("");
    for (const length of [60, 61])
      report.add(table, "x/odd", { values: { found: "x".repeat(length) } });
    expect(report.problems.map(({ message }) => message)).toEqual([
      `“${"x".repeat(60)}” is odd.`,
      `“${"x".repeat(60)}…” is odd.`,
    ]);
  });

  it("fills the message and places the problem", () => {
    const report = new Report("a\nbc");
    report.add(table, "x/odd", { span: { start: 3, end: 4 }, values: { found: "c\u0007\n" } });
    expect(report.problems).toEqual([
      {
        code: "x/odd",
        severity: "error",
        message: "“c ” is odd.",
        values: { found: "c\u0007\n" },
        start: { line: 2, column: 2, offset: 3 },
        end: { line: 2, column: 3, offset: 4 },
      },
    ]);
  });
});

it("places what is known by its position, without a document", () => {
  const report = new Report();
  const at = { line: 7, column: 3, offset: 90 };
  report.add(table, "x/odd", { at, values: { found: 3 } });
  expect(report.problems).toEqual([
    { code: "x/odd", severity: "error", message: "“3” is odd.", values: { found: 3 }, start: at },
  ]);
});

it("throws a result with errors, holding its problems", () => {
  const report = new Report("");
  report.add(table, "x/odd", { values: { found: "3" } });
  const result = { registry: createRegistry(), problems: report.problems, offsets: [] };
  expect(hasErrors(result.problems)).toBe(true);
  expect(() => registryOf(result)).toThrow(new RegistryError(report.problems));
  expect(registryOf({ ...result, problems: [] })).toBe(result.registry);
});
