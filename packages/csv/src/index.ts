export { type FromCsvOptions, fromCsv } from "./from-csv.js";
export { csvProblems } from "./problems.js";
export { protocolNumbersFromCsv } from "./protocol-numbers.js";
export { csvChunks, type ToCsvOptions, toCsv } from "./to-csv.js";
