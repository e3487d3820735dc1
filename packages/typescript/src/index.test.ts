import * as typescript from "@portolan/typescript";
import { expect, test } from "vitest";

test("exports the writer, its naming rule and the problem table", () => {
  expect(Object.keys(typescript).sort()).toEqual([
    "identifierOf",
    "toTypeScript",
    "typeScriptChunks",
    "typeScriptProblems",
  ]);
});
