export type { ParseResult, Problem, Registry, ServiceRecord } from "@portolan/model";
export { fromHtml } from "./from-html.js";
export { htmlProblems } from "./problems.js";
export { protocolNumbersFromHtml } from "./protocol-numbers.js";
export { HtmlWriter, htmlChunks, type ToHtmlOptions, toHtml } from "./to-html.js";
