export type { TextDialectName } from "./dialect.js";
export { fromText, type TextParseResult } from "./from-text.js";
export { textProblems } from "./problems.js";
