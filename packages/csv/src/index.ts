export { CsvWriter } from "./csv-writer.js";
export { fromCsv } from "./from-csv.js";
export { csvProblems } from "./problems.js";
export { protocolNumbersFromCsv } from "./protocol-numbers.js";
export type { FromCsvOptions } from "./record-reader.js";
export { streamCsv } from "./stream-csv.js";
export { csvChunks, type ToCsvOptions, toCsv } from "./to-csv.js";
