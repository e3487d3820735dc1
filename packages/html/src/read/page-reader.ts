import { createRegistry, type ParseResult, type Report, type RunningText } from "@portolan/model";
import { recordProblems, type Span } from "@portolan/model/internal";
import { type Attribute, attributeOf, type PageEvents } from "../page/events.js";
import { htmlProblems } from "../problems.js";
import { HeaderReader } from "./header.js";
import { Outline, type TextKind } from "./outline.js";
import { Pager } from "./pager.js";
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
    id: undefined,
  };
  readonly #header = new HeaderReader();
  readonly #pager = new Pager();
  readonly #outline = new Outline((kind, text, span) => this.#takeText(kind, text, span));
  /** How many tables are open inside the deepest one that is read. */
  #tooDeep = 0;
  #firstTable: number | undefined;
  #isPageOpen = false;

  constructor(report: Report) {
    this.#report = report;
  }

  open(name: string, attributes: readonly Attribute[], start: number, end: number): void {
    const outline = this.#outline;
    if (name === "table") this.#openTable(attributes, start);
    if (this.#tooDeep > 0) return;
    switch (name) {
      case "td":
      case "th":
        outline.openCell(name === "th", start, end);
        break;
      case "tr":
        outline.openRow(start);
        break;
      case "a":
        this.#pager.openLink();
        outline.capture?.openLink(attributeOf(attributes, "href"));
        break;
      case "br":
        outline.capture?.lineBreak();
        break;
      case "p":
        outline.capture?.openParagraph();
        break;
      case "pre":
        outline.capture?.openVerbatim();
        break;
      case "dt":
        outline.openText("term", end);
        break;
      case "dd":
        outline.openText("detail", end);
        break;
      case "h1":
        outline.openText("heading", end);
        break;
      case "input":
        this.#pager.field(attributes);
        break;
      case "div":
        this.#pager.openDivision(attributes);
        outline.capture?.blockBorder();
        break;
      case "html":
        this.#isPageOpen = true;
        break;
      default:
        if (BLOCKS.has(name)) outline.capture?.blockBorder();
    }
  }

  close(name: string, start: number): void {
    const outline = this.#outline;
    if (name === "table") this.#closeTable(start);
    if (this.#tooDeep > 0) return;
    switch (name) {
      case "td":
      case "th":
        outline.closeCell(start);
        break;
      case "tr":
      case "thead":
      case "tbody":
      case "tfoot":
        outline.closeRow(start);
        break;
      case "a":
        this.#pager.closeLink();
        outline.capture?.closeLink();
        break;
      case "p":
        outline.capture?.closeParagraph();
        break;
      case "pre":
        outline.capture?.closeVerbatim();
        break;
      case "dt":
      case "dd":
      case "dl":
      case "h1":
        outline.closeText(start);
        break;
      case "div":
        this.#pager.closeDivision();
        outline.capture?.blockBorder();
        break;
      case "html":
        this.#isPageOpen = false;
        break;
      default:
        if (BLOCKS.has(name)) outline.capture?.blockBorder();
    }
  }

  text(characters: string): void {
    if (this.#tooDeep > 0) return;
    this.#pager.text(characters);
    this.#outline.capture?.text(characters);
  }

  comment(text: string): void {
    this.#pager.comment(text);
  }

  /** Ends the page, which is `length` UTF-16 code units long. */
  finish(length: number): ParseResult {
    const span = { start: length };
    if (this.#outline.finish(length)) this.#report.add(htmlProblems, "html/cut-off", { span });
    else if (this.#isPageOpen) this.#report.add(htmlProblems, "html/end-missing", { span });
    const { id, records, offsets, people, footnotes, hasRecordTable } = this.#parts;
    const page = this.#pager.finish();
    if (!hasRecordTable) this.#reportNoTable(page?.search);
    const registry = createRegistry({
      ...(id === undefined ? {} : { id }),
      ...this.#header.finish(),
      records,
      people,
      footnotes,
      ...(page === undefined ? {} : { page }),
    });
    return { registry, problems: this.#report.problems, offsets };
  }

  #reportNoTable(search: string | undefined): void {
    const span = { start: this.#firstTable ?? 0 };
    if (search === undefined) this.#report.add(htmlProblems, "html/table-missing", { span });
    else this.#report.add(htmlProblems, "html/search-empty", { span, values: { search } });
  }

  #openTable(attributes: readonly Attribute[], start: number): void {
    this.#firstTable ??= start;
    if (this.#tooDeep === 0 && this.#outline.depth < MAX_DEPTH) {
      this.#outline.openTable(new TableReader(this.#parts, this.#report, attributes), start);
      return;
    }
    if (this.#tooDeep === 0) {
      const details = { span: { start }, values: { limit: MAX_DEPTH } };
      this.#report.add(htmlProblems, "html/too-deep", details);
    }
    this.#tooDeep++;
  }

  #closeTable(start: number): void {
    if (this.#tooDeep > 0) this.#tooDeep--;
    else this.#outline.closeTable(start);
    if (this.#parts.hasRecordTable) this.#header.fixHeading();
  }

  #takeText(kind: TextKind, text: RunningText | undefined, span: Span): void {
    switch (kind) {
      case "heading":
        this.#header.heading(text);
        break;
      case "term":
        this.#header.term(text);
        break;
      case "detail":
        this.#header.detail(text, (found) =>
          this.#report.add(recordProblems, "record/list-invalid", { span, values: { found } }),
        );
    }
  }
}
