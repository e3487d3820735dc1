import type { Registry } from "@portolan/model";
import { registryChunks } from "@portolan/model/internal";
import { HtmlWriter, type ToHtmlOptions } from "./html-writer.js";

/**
 * Writes the registry as a page of its own in the structure of IANA's: the same header, headings,
 * columns, links, anchors, contact information and footnotes. The page is HTML and well-formed XML,
 * has no script and loads nothing.
 *
 * @example
 * toHtml(registry); // "<!DOCTYPE html>\n<html …"
 */
export function toHtml(registry: Registry, options: ToHtmlOptions = {}): string {
  let html = "";
  for (const chunk of htmlChunks(registry, options)) html += chunk;
  return html;
}

/** Writes the text of {@link toHtml} in pieces, each made when it is asked for. */
export function htmlChunks(
  registry: Registry,
  options: ToHtmlOptions = {},
): Generator<string, void, undefined> {
  return registryChunks(registry, new HtmlWriter(options));
}
