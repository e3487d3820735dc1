import * as csv from "@portolan/csv";
import { expect, test } from "vitest";

test("exports the reader, the writer and the problem table", () => {
  expect(Object.keys(csv).sort()).toEqual(["csvChunks", "csvProblems", "fromCsv", "toCsv"]);
});
