export type { ParseResult, Problem, Registry, ServiceRecord } from "@portolan/model";
export { type FromCsvOptions, fromCsv, streamCsv } from "./from-csv.js";
export { csvProblems } from "./problems.js";
export { protocolNumbersFromCsv } from "./protocol-numbers.js";
export { CsvWriter, csvChunks, csvRow, type ToCsvOptions, toCsv } from "./to-csv.js";
