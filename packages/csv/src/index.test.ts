import * as csv from "@portolan/csv";
import { expect, test } from "vitest";

test("exports these names", () => {
  expect(Object.keys(csv).sort()).toEqual([
    "CsvWriter",
    "csvChunks",
    "csvProblems",
    "csvRow",
    "fromCsv",
    "protocolNumbersFromCsv",
    "streamCsv",
    "toCsv",
  ]);
});
