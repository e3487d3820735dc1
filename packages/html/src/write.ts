// The writers of this package alone: what reads, and the library it needs, is not loaded.

export type { Problem, Registry, ServiceRecord } from "@portolan/model";
export { HtmlWriter, htmlChunks, type ToHtmlOptions, toHtml } from "./to-html.js";
