export { CsvWriter, type ToCsvOptions } from "./csv-writer.js";
export { fromCsv } from "./from-csv.js";
export { csvProblems } from "./problems.js";
export { protocolNumbersFromCsv } from "./protocol-numbers.js";
export type { FromCsvOptions } from "./record-reader.js";
export { streamCsv } from "./stream-csv.js";
export { csvChunks, toCsv } from "./to-csv.js";
