import { createRegistry, type ParseResult, Report } from "@portolan/model";
import { collapseSpace, defined, recordProblems, requireText } from "@portolan/model/internal";
import { HeaderReader, Pager } from "./header.js";
import { Outline } from "./outline.js";
import type { Attribute, PageEvents } from "./page/events.js";
import { readPage } from "./page/read-page.js";
import { preformattedText } from "./preformatted.js";
import { htmlProblems } from "./problems.js";
import { RecordRows } from "./record-rows.js";
import { type RegistryParts, TableReader } from "./tables.js";

/**
 * Reads the registry out of its page: the whole registry, one page of it, a search result, a part
 * with the table, in the layouts since 2015, as published or as a browser saved it. Tables are found
 * by their headings.
 *
 * @returns everything that could be read, and a problem for everything that could not.
 * @throws {TypeError} where the source is no string.
 * @example
 * const heads = "<tr><th>Service Name<th>Port Number<th>Transport Protocol<th>Description";
 * const page = `<table>${heads}<tr><td>http<td>80<td>tcp<td>World Wide Web HTTP</table>`;
 * fromHtml(page).registry.records[0]?.port; // 80
 */
export function fromHtml(source: string): ParseResult {
  requireText(source, "fromHtml", "source");
  const report = new Report(source);
  const reader = new PageReader(report);
  readPage(source, reader, report);
  return reader.finish(source);
}

/** How much is kept of a title. */
const TITLE_LIMIT = 200;

/** The headings of the registry in a text. */
const TEXT_HEADINGS =
  /Service Name[^\n]{0,20}\bPort\b|Service Name and Transport Protocol Port Number Registry|^Keyword\s+Decimal\b/m;

/** Follows the events of a page and takes out of it what is the registry's. */
class PageReader implements PageEvents {
  readonly #report: Report;
  readonly #parts: RegistryParts;
  readonly #header = new HeaderReader();
  readonly #pager = new Pager();
  readonly #outline: Outline<TableReader>;
  /** The reader of the last table with records, for rows that come after its end. */
  #lastReader: TableReader | undefined;
  #title = "";
  #isTitleOpen = false;
  #firstTable: number | undefined;
  #isPageOpen = false;

  constructor(report: Report) {
    this.#report = report;
    this.#parts = {
      rows: new RecordRows(report),
      people: [],
      footnotes: [],
      hasRecordTable: false,
      id: undefined,
    };
    this.#outline = new Outline(report, {
      openTable: (attributes) => new TableReader(this.#parts, report, attributes),
      openLoose: (start) => this.#looseReader(start),
      closeTable: (reader, around) => {
        if (reader.hasRecords) this.#lastReader = reader;
        else if (around?.hasRecords === true) reader.tellNested();
        else reader.tellUnheaded();
      },
      text: (kind, text, span) =>
        this.#header.take(kind, text, (found) =>
          report.add(recordProblems, "record/list-invalid", { span, values: { found } }),
        ),
    });
  }

  open(name: string, attributes: readonly Attribute[], start: number, end: number): void {
    if (name === "table") this.#firstTable ??= start;
    if (!this.#outline.open(name, attributes, start, end)) return;
    this.#pager.open(name, attributes);
    if (name === "title") this.#isTitleOpen = true;
    else if (name === "html") this.#isPageOpen = true;
  }

  close(name: string, start: number): void {
    const isRead = this.#outline.close(name, start);
    if (name === "table" && this.#parts.hasRecordTable) this.#header.fixHeading();
    if (!isRead) return;
    this.#pager.close(name);
    if (name === "title") this.#isTitleOpen = false;
    else if (name === "html") this.#isPageOpen = false;
  }

  text(characters: string): void {
    if (!this.#outline.text(characters)) return;
    this.#pager.text(characters);
    if (this.#isTitleOpen) this.#title += characters.slice(0, TITLE_LIMIT);
  }

  comment(text: string, start: number): void {
    this.#pager.comment(text);
    const count = this.#outline.depth === 0 ? 0 : (text.match(/<tr[\s>]/gi)?.length ?? 0);
    if (count > 0)
      this.#report.add(htmlProblems, "html/rows-hidden", { span: { start }, values: { count } });
  }

  brokenTag(start: number): void {
    this.#outline.brokenTag(start);
  }

  /** Gives what reads a row outside of tables: that of a table that ended too early. */
  #looseReader(start: number): TableReader | undefined {
    if (this.#lastReader !== undefined)
      this.#report.add(htmlProblems, "html/row-outside-table", { span: { start } });
    return this.#lastReader;
  }

  /** Ends the page whose events were taken. */
  finish(source: string): ParseResult {
    const span = { start: source.length };
    if (!this.#outline.finish(source.length) && this.#isPageOpen)
      this.#report.add(htmlProblems, "html/end-missing", { span });
    const { id, rows, people, footnotes, hasRecordTable } = this.#parts;
    const page = this.#pager.finish();
    if (!hasRecordTable) this.#reportNoTable(page?.search, source);
    const { records, offsets } = rows.finish();
    const registry = createRegistry(
      defined({
        id,
        ...this.#header.finish(),
        records,
        people,
        footnotes,
        page,
      }),
    );
    return { registry, problems: this.#report.problems, offsets };
  }

  #reportNoTable(search: string | undefined, source: string): void {
    const span = { start: this.#firstTable ?? 0 };
    const title = collapseSpace(this.#title) || (this.#header.finish().title ?? "");
    if (search !== undefined)
      this.#report.add(htmlProblems, "html/search-empty", { span, values: { search } });
    else if (TEXT_HEADINGS.test(preformattedText(source) ?? ""))
      this.#report.add(htmlProblems, "html/text-in-page", { span });
    else if (title !== "")
      this.#report.add(htmlProblems, "html/other-page", { span, values: { title } });
    else this.#report.add(htmlProblems, "html/table-missing", { span });
  }
}
