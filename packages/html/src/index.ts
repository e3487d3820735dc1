export type { ParseResult, Problem, Registry, ServiceRecord } from "@portolan/model";
export { fromHtml } from "./from-html.js";
export { HtmlWriter, type ToHtmlOptions } from "./html-writer.js";
export { htmlProblems } from "./problems.js";
export { protocolNumbersFromHtml } from "./protocol-numbers.js";
export { htmlChunks, toHtml } from "./to-html.js";
