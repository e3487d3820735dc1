export type { ParseResult, Problem, Registry, ServiceRecord } from "@portolan/model";
export type { TextDialectName } from "./dialect.js";
export { fromText, type TextParseResult } from "./from-text.js";
export { textProblems } from "./problems.js";
export { protocolNumbersFromText } from "./protocol-numbers.js";
export { streamText } from "./stream-text.js";
export { COPY_SHAPES, type CopyShape, copyChunks, type ToCopyOptions, toCopy } from "./to-copy.js";
export {
  MarkdownWriter,
  markdownChunks,
  type ToMarkdownOptions,
  toMarkdown,
} from "./to-markdown.js";
export { type ToTextOptions, textChunks, toText } from "./to-text.js";
