import type { RegistryHeader, Report, ServiceRecord } from "@portolan/model";
import type { PartWriter, RegistryTail } from "@portolan/model/internal";
import { writeHeader } from "./write/header.js";
import { Losses } from "./write/losses.js";
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

/** Says how a page is written. */
export interface ToHtmlOptions {
  /** Where to report what a page cannot hold. */
  readonly report?: Report;
}

/** Writes a page part by part: head and header, a row for each record, contacts and footnotes. */
export class HtmlWriter implements PartWriter {
  readonly #markup: Markup;
  readonly #losses = new Losses();
  /** The links to other pages, which stand above the records and below. */
  #pager = "";

  constructor({ report }: ToHtmlOptions = {}) {
    this.#markup = new Markup(report);
  }

  begin(header: RegistryHeader): string {
    const markup = this.#markup;
    const { id, title = "Service names and port numbers", page = {} } = header;
    if (header.category !== undefined) markup.reportLoss("the category of the registry");
    this.#pager = writePager(page, markup);
    return (
      writeHead(title, markup) +
      writeHeader(header, markup) +
      writeSearch(page, markup) +
      this.#pager +
      openRecordTable(id, markup)
    );
  }

  record(record: ServiceRecord): string {
    this.#losses.countRecord(record);
    return writeRecord(record, this.#markup);
  }

  end({ people, footnotes }: RegistryTail): string {
    const markup = this.#markup;
    let html = CLOSE_TABLE + this.#pager;
    if (people.length > 0) {
      html += openPersonTable();
      for (const person of people) {
        this.#losses.count(person);
        html += writePerson(person, markup);
      }
      html += CLOSE_TABLE;
    }
    html += `${writeFootnotes(footnotes, markup)}</body>\n</html>\n`;
    this.#losses.report(markup);
    return html;
  }
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
