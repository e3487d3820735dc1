export { fromHtml } from "./from-html.js";
export { HtmlWriter } from "./html-writer.js";
export { htmlProblems } from "./problems.js";
export { protocolNumbersFromHtml } from "./protocol-numbers.js";
export { htmlChunks, type ToHtmlOptions, toHtml } from "./to-html.js";
