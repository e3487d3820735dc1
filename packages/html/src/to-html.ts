import type { Registry, Report } from "@portolan/model";
import { writeHeader } from "./write/header.js";
import { reportLosses } from "./write/losses.js";
import { Markup } from "./write/markup.js";
import { writePager, writeSearch } from "./write/pager.js";
import { STYLE } from "./write/style.js";
import {
  CLOSE_TABLE,
  openPersonTable,
  openRecordTable,
  writeFootnotes,
  writePerson,
  writeRecord,
} from "./write/tables.js";

/** Configures {@link toHtml}. */
export interface ToHtmlOptions {
  /** Where to report what a page cannot hold. */
  readonly report?: Report;
}

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
export function* htmlChunks(
  registry: Registry,
  options: ToHtmlOptions = {},
): Generator<string, void, undefined> {
  const markup = new Markup(options.report);
  const { id, records, people, footnotes, page = {} } = registry;
  if (options.report !== undefined) reportLosses(registry, markup);
  yield writeHead(registry.title ?? "Service names and port numbers", markup);
  yield writeHeader(registry, markup) + writeSearch(page, markup);
  const pager = writePager(page, markup);
  yield pager + openRecordTable(id, markup);
  for (const record of records) yield writeRecord(record, markup);
  yield CLOSE_TABLE + pager;
  if (people.length > 0) {
    yield openPersonTable();
    for (const person of people) yield writePerson(person, markup);
    yield CLOSE_TABLE;
  }
  yield `${writeFootnotes(footnotes, markup)}</body>\n</html>\n`;
}

function writeHead(title: string, markup: Markup): string {
  return `<!DOCTYPE html>
<html xmlns="http://www.w3.org/1999/xhtml" lang="en" xml:lang="en">
<head>
<meta charset="utf-8"/>
<title>${markup.text(title)}</title>
<style>${STYLE}</style>
</head>
<body>
`;
}
