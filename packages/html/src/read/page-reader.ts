import {
  createRegistry,
  type ParseResult,
  type RegistryPage,
  type Report,
  type RunningText,
  recordProblems,
  type Span,
} from "@portolan/model";
import { type Attribute, attributeOf, type PageEvents } from "../page/events.js";
import { htmlProblems } from "../problems.js";
import { HeaderReader } from "./header.js";
import { Outline, type TextKind } from "./outline.js";
import { Pager, pageOfComment } from "./pager.js";
import type { RegistryParts } from "./registry-parts.js";
import { TableReader } from "./table-reader.js";

/** How deep tables may stand in tables. IANA's page has one level; a page around it adds a few. */
const MAX_DEPTH = 20;

/** Elements whose borders keep words apart. */
const BLOCKS: ReadonlySet<string> = new Set(
  "address article aside blockquote center div figure footer form h2 h3 h4 h5 h6 header hr li main nav ol section ul".split(
    " ",
  ),
);

/** Follows the events of a page and takes out of it what is the registry's. */
export class PageReader implements PageEvents {
  readonly #report: Report;
  readonly #parts: RegistryParts = {
    records: [],
    offsets: [],
    people: [],
    footnotes: [],
    hasRecordTable: false,
  };
  readonly #header = new HeaderReader();
  readonly #outline = new Outline((kind, text, span) => this.#takeText(kind, text, span));
  /** How many tables are open inside the deepest one that is read. */
  #tooDeep = 0;
  #pager: { readonly pager: Pager; divisions: number } | undefined;
  #page: RegistryPage = {};
  #id: string | undefined;
  #firstTable: number | undefined;
  #isPageOpen = false;

  constructor(report: Report) {
    this.#report = report;
  }

  open(name: string, attributes: readonly Attribute[], start: number, end: number): void {
    if (name === "table") return this.#openTable(attributes, start);
    if (this.#tooDeep > 0) return;
    switch (name) {
      case "td":
      case "th":
        return this.#outline.openCell(name === "th", start, end);
      case "tr":
        return this.#outline.openRow(start);
      case "a":
        this.#pager?.pager.openLink();
        return this.#outline.capture?.openLink(attributeOf(attributes, "href"));
      case "br":
        return this.#outline.capture?.lineBreak();
      case "p":
        return this.#outline.capture?.openParagraph();
      case "pre":
        return this.#outline.capture?.openVerbatim();
      case "dt":
        this.#header.fixHeading();
        return this.#outline.openText("term", end);
      case "dd":
        return this.#outline.openText("detail", end);
      case "h1":
        return this.#outline.openText("heading", end);
      case "title":
        return this.#outline.openText("title", end);
      case "input":
        return this.#readInput(attributes);
      case "html":
        this.#isPageOpen = true;
        return;
    }
    if (name === "div") this.#openDivision(attributes);
    if (BLOCKS.has(name)) this.#outline.capture?.blockBorder();
  }

  close(name: string, start: number): void {
    if (name === "table") return this.#closeTable(start);
    if (this.#tooDeep > 0) return;
    switch (name) {
      case "td":
      case "th":
        return this.#outline.closeCell(start);
      case "tr":
      case "thead":
      case "tbody":
      case "tfoot":
        return this.#outline.closeRow(start);
      case "a":
        this.#pager?.pager.closeLink();
        return this.#outline.capture?.closeLink();
      case "p":
        return this.#outline.capture?.closeParagraph();
      case "pre":
        return this.#outline.capture?.closeVerbatim();
      case "dt":
      case "dd":
      case "dl":
      case "h1":
      case "title":
        return this.#outline.closeText(start);
      case "html":
        this.#isPageOpen = false;
        return;
    }
    if (name === "div") this.#closeDivision();
    if (BLOCKS.has(name)) this.#outline.capture?.blockBorder();
  }

  text(characters: string): void {
    if (this.#tooDeep > 0) return;
    this.#pager?.pager.text(characters);
    this.#outline.capture?.text(characters);
  }

  comment(text: string): void {
    this.#page = { ...pageOfComment(text), ...this.#page };
  }

  /** Ends the page, which is `length` UTF-16 code units long. */
  finish(length: number): ParseResult {
    const isCutOff = this.#outline.finish(length);
    const span = { start: length };
    if (isCutOff) this.#report.add(htmlProblems, "html/cut-off", { span });
    else if (this.#isPageOpen) this.#report.add(htmlProblems, "html/end-missing", { span });
    const { records, offsets, people, footnotes, hasRecordTable } = this.#parts;
    if (!hasRecordTable) this.#reportNoTable();
    const registry = createRegistry({
      ...(this.#id === undefined ? {} : { id: this.#id }),
      ...this.#header.finish(),
      records,
      people,
      footnotes,
      ...(Object.keys(this.#page).length === 0 ? {} : { page: this.#page }),
    });
    return { registry, problems: this.#report.problems, offsets };
  }

  #reportNoTable(): void {
    const { search } = this.#page;
    const span = { start: this.#firstTable ?? 0 };
    if (search === undefined) this.#report.add(htmlProblems, "html/table-missing", { span });
    else this.#report.add(htmlProblems, "html/search-empty", { span, values: { search } });
  }

  #openTable(attributes: readonly Attribute[], start: number): void {
    this.#firstTable ??= start;
    if (this.#tooDeep > 0 || this.#outline.depth === MAX_DEPTH) {
      if (this.#tooDeep === 0) {
        const values = { limit: MAX_DEPTH };
        this.#report.add(htmlProblems, "html/too-deep", { span: { start }, values });
      }
      this.#tooDeep++;
      return;
    }
    this.#id ??= /^table-(.+)$/s.exec(attributeOf(attributes, "id") ?? "")?.[1];
    const isFootnotes = hasClass(attributes, "fn");
    this.#outline.openTable(new TableReader(this.#parts, this.#report, isFootnotes), start);
  }

  #closeTable(start: number): void {
    if (this.#tooDeep > 0) this.#tooDeep--;
    else this.#outline.closeTable(start);
    if (this.#parts.hasRecordTable) this.#header.fixHeading();
  }

  #openDivision(attributes: readonly Attribute[]): void {
    if (this.#pager !== undefined) this.#pager.divisions++;
    else if (hasClass(attributes, "pagination")) {
      this.#pager = { pager: new Pager(), divisions: 1 };
    }
  }

  #closeDivision(): void {
    if (this.#pager === undefined || --this.#pager.divisions > 0) return;
    this.#page = { ...this.#page, ...this.#pager.pager.finish() };
    this.#pager = undefined;
  }

  /** The search box of the page holds what was searched for. */
  #readInput(attributes: readonly Attribute[]): void {
    const search = attributeOf(attributes, "value") ?? "";
    if (attributeOf(attributes, "name") !== "search" || search === "") return;
    this.#page = { ...this.#page, search };
  }

  #takeText(kind: TextKind, text: RunningText | undefined, span: Span): void {
    switch (kind) {
      case "heading":
        return this.#header.heading(text);
      case "title":
        return this.#header.documentTitle(text);
      case "term":
        return this.#header.term(text);
      case "detail":
        return this.#header.detail(text, (found) =>
          this.#report.add(recordProblems, "record/list-invalid", { span, values: { found } }),
        );
    }
  }
}

function hasClass(attributes: readonly Attribute[], name: string): boolean {
  return (attributeOf(attributes, "class") ?? "").split(/[ \t\n\f\r]+/).includes(name);
}
