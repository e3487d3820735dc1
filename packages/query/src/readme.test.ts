import { readFileSync } from "node:fs";
import { lintProblems, problemsTable } from "@portolan/query";
import { expect, test } from "vitest";

test("the README lists every problem", () => {
  const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");
  const listed = /<!-- problems -->\n(.*?)<!-- \/problems -->/s.exec(readme)?.[1];
  expect(listed).toBe(`\n${problemsTable(lintProblems)}\n`);
});
