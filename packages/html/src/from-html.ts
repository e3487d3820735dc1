import { createRegistry, type ParseResult, Report, type RunningText } from "@portolan/model";
import {
  collapseSpace,
  RowForms,
  recordProblems,
  requireText,
  type Span,
} from "@portolan/model/internal";
import { HeaderReader, Pager } from "./header.js";
import { type Attribute, attributeOf, type PageEvents } from "./page/events.js";
import { readPage } from "./page/read-page.js";
import { htmlProblems } from "./problems.js";
import { TextCapture } from "./running-text.js";
import { type Cell, type RegistryParts, TableReader } from "./tables.js";

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
  return reader.finish(source.length);
}

/** How deep tables may be in tables. IANA's page has one level; a page around it adds a few. */
const MAX_DEPTH = 20;

/** How much is kept of a title, and of a text that may be the registry's. */
const TITLE_LIMIT = 200;
const HEAD_LIMIT = 10_000;

/** The headings of the registry in a text. */
const TEXT_HEADINGS =
  /Service Name[^\n]{0,20}\bPort\b|Service Name and Transport Protocol Port Number Registry|^Keyword\s+Decimal\b/m;

/** Elements whose borders keep words apart. */
const BLOCKS: ReadonlySet<string> = new Set(
  "address article aside blockquote center div figure footer form h2 h3 h4 h5 h6 header hr li main nav ol section ul".split(
    " ",
  ),
);

/** Follows the events of a page and takes out of it what is the registry's. */
class PageReader implements PageEvents {
  readonly #report: Report;
  readonly #parts: RegistryParts = {
    records: [],
    offsets: [],
    people: [],
    footnotes: [],
    hasRecordTable: false,
    forms: new RowForms(),
    hasAllColumns: false,
    id: undefined,
  };
  readonly #header = new HeaderReader();
  readonly #pager = new Pager();
  readonly #outline = new Outline(
    (kind, text, span) => this.#takeText(kind, text, span),
    (start) => this.#looseReader(start),
  );
  /** The reader of the last table with records, for rows that come after its end. */
  #lastReader: TableReader | undefined;
  #title = "";
  #isTitleOpen = false;
  /** The beginning of the text in each <pre> outside of cells. */
  #preformatted: string | undefined;
  #hasText = false;
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
        if (outline.depth === 0) this.#preformatted = "";
        break;
      case "title":
        this.#isTitleOpen = true;
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
        this.#hasText ||= TEXT_HEADINGS.test(this.#preformatted ?? "");
        this.#preformatted = undefined;
        break;
      case "title":
        this.#isTitleOpen = false;
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
    if (this.#isTitleOpen) this.#title += characters.slice(0, TITLE_LIMIT);
    if (this.#preformatted !== undefined && this.#preformatted.length < HEAD_LIMIT)
      this.#preformatted += characters.slice(0, HEAD_LIMIT);
  }

  comment(text: string, start: number): void {
    this.#pager.comment(text);
    const count = this.#outline.depth === 0 ? 0 : (text.match(/<tr[\s>]/gi)?.length ?? 0);
    if (count > 0)
      this.#report.add(htmlProblems, "html/rows-hidden", { span: { start }, values: { count } });
  }

  brokenTag(start: number): void {
    this.#report.add(htmlProblems, "html/tag-broken", { span: { start } });
  }

  /** Gives what reads a row outside of tables: a fragment's, or that of a table that ended too early. */
  #looseReader(start: number): TableReader {
    if (this.#lastReader === undefined) return new TableReader(this.#parts, this.#report, []);
    this.#report.add(htmlProblems, "html/row-outside-table", { span: { start } });
    return this.#lastReader;
  }

  /** Ends the page, which is `length` UTF-16 code units long. */
  finish(length: number): ParseResult {
    const span = { start: length };
    if (this.#outline.finish(length)) this.#report.add(htmlProblems, "html/cut-off", { span });
    else if (this.#isPageOpen) this.#report.add(htmlProblems, "html/end-missing", { span });
    const { id, records, offsets, people, footnotes, hasRecordTable } = this.#parts;
    const page = this.#pager.finish();
    if (!hasRecordTable) this.#reportNoTable(page?.search);
    const areRecords = this.#checkRows();
    const registry = createRegistry({
      ...(id === undefined ? {} : { id }),
      ...this.#header.finish(),
      records: areRecords ? records : [],
      people,
      footnotes,
      ...(page === undefined ? {} : { page }),
    });
    return { registry, problems: this.#report.problems, offsets: areRecords ? offsets : [] };
  }

  /** Tells whether what a table has under the registry's headings are records, and not another's rows. */
  #checkRows(): boolean {
    const { forms, hasAllColumns } = this.#parts;
    if (hasAllColumns || forms.areRecords(true)) return true;
    this.#report.add(htmlProblems, "html/rows-implausible", forms.refusal());
    return false;
  }

  #reportNoTable(search: string | undefined): void {
    const span = { start: this.#firstTable ?? 0 };
    const title = collapseSpace(this.#title) || (this.#header.finish().title ?? "");
    if (search !== undefined)
      this.#report.add(htmlProblems, "html/search-empty", { span, values: { search } });
    else if (this.#hasText || TEXT_HEADINGS.test(this.#preformatted ?? ""))
      this.#report.add(htmlProblems, "html/text-in-page", { span });
    else if (title !== "")
      this.#report.add(htmlProblems, "html/other-page", { span, values: { title } });
    else this.#report.add(htmlProblems, "html/table-missing", { span });
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
    else {
      const reader = this.#outline.closeTable(start);
      if (reader?.hasRecords) this.#lastReader = reader;
    }
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

/** Names a place outside cells whose text is collected. */
type TextKind = "term" | "detail" | "heading";

/** Takes the text of a place once it was closed. */
type TakeText = (kind: TextKind, text: RunningText | undefined, span: Span) => void;

/** Holds a header field that is open: where its content begins, and the text so far. */
interface OpenText {
  readonly kind: TextKind;
  readonly start: number;
  readonly capture: TextCapture;
}

/** Holds what is open inside one table, or outside all of them. */
interface Level {
  readonly reader: TableReader | undefined;
  /** Whether it is no table, but rows without one. */
  readonly isLoose: boolean;
  /** Text of one cell after the other. */
  readonly cellText: TextCapture;
  cellStart: number | undefined;
  isHeading: boolean;
  rowStart: number | undefined;
  cells: Cell[];
  text: OpenText | undefined;
}

/**
 * Keeps track of which table, row, cell or header field is open, and closes what HTML lets authors
 * leave open: a cell ends at the next cell, a row at the next row, a field at the next field
 * (HTML §13.1.2.4). A table in a cell is a table of its own.
 */
class Outline {
  readonly #takeText: TakeText;
  readonly #looseReader: (start: number) => TableReader;
  readonly #levels: [Level, ...Level[]] = [levelOf(undefined)];
  #level: Level = this.#levels[0];

  /** @param looseReader - gives what reads a row outside of tables, at its offset. */
  constructor(takeText: TakeText, looseReader: (start: number) => TableReader) {
    this.#takeText = takeText;
    this.#looseReader = looseReader;
  }

  /** How many tables are open. */
  get depth(): number {
    return this.#levels.length - 1;
  }

  /** Where text goes now; undefined outside every place. */
  get capture(): TextCapture | undefined {
    const { text, cellStart, cellText } = this.#level;
    if (text !== undefined) return text.capture;
    return cellStart === undefined ? undefined : cellText;
  }

  openTable(reader: TableReader, start: number): void {
    const { isLoose, cellStart } = this.#level;
    if (isLoose && cellStart === undefined) this.closeTable(start);
    this.closeText(start);
    this.#enterLevel(levelOf(reader));
  }

  /** @returns what has read the table. */
  closeTable(end: number): TableReader | undefined {
    const { reader, isLoose } = this.#level;
    if (this.depth === 0) return undefined;
    this.closeRow(end);
    this.closeText(end);
    if (isLoose) reader?.tellUnread();
    this.#leaveLevel();
    return reader;
  }

  openRow(start: number): void {
    this.closeRow(start);
    this.closeText(start);
    if (this.depth === 0) this.#openLoose(start);
    this.#level.rowStart = start;
  }

  #openLoose(start: number): void {
    this.closeText(start);
    this.#enterLevel({ ...levelOf(this.#looseReader(start)), isLoose: true });
  }

  closeRow(end: number): void {
    this.closeCell(end);
    const level = this.#level;
    const { reader, rowStart: start, cells } = level;
    if (start === undefined) return;
    level.rowStart = undefined;
    level.cells = [];
    reader?.read({ start, end, cells });
  }

  /** @param start offset of the tag; the content begins at `contentStart`. */
  openCell(isHeading: boolean, start: number, contentStart: number): void {
    this.closeCell(start);
    this.closeText(start);
    if (this.depth === 0) this.#openLoose(start);
    const level = this.#level;
    level.rowStart ??= start;
    level.cellStart = contentStart;
    level.isHeading = isHeading;
  }

  closeCell(end: number): void {
    const level = this.#level;
    const { cellStart: start, isHeading } = level;
    if (start === undefined) return;
    this.closeText(end);
    level.cells.push({ text: level.cellText.finish(), isHeading, start, end });
    level.cellStart = undefined;
  }

  openText(kind: TextKind, start: number): void {
    this.closeText(start);
    this.#level.text = { kind, start, capture: new TextCapture() };
  }

  closeText(end: number): void {
    const { text } = this.#level;
    if (text === undefined) return;
    this.#level.text = undefined;
    this.#takeText(text.kind, text.capture.finish(), { start: text.start, end });
  }

  /**
   * Ends the page.
   *
   * @returns whether a table was still open. Of its last row only a complete one is kept.
   */
  finish(end: number): boolean {
    let isCutOff = false;
    while (this.depth > 0) {
      const { reader, cells, cellStart, isLoose } = this.#level;
      if (!isLoose || cellStart !== undefined) isCutOff = true;
      const isWhole = isLoose || reader?.isWhole(cells.length);
      if (cellStart === undefined && isWhole) this.closeRow(end);
      if (isLoose) reader?.tellUnread();
      this.#leaveLevel();
    }
    this.closeText(end);
    return isCutOff;
  }

  #enterLevel(level: Level): void {
    this.#level = level;
    this.#levels.push(level);
  }

  #leaveLevel(): void {
    this.#levels.pop();
    this.#level = this.#levels.at(-1) ?? this.#levels[0];
  }
}

function levelOf(reader: TableReader | undefined): Level {
  return {
    reader,
    isLoose: false,
    cellText: new TextCapture(),
    cellStart: undefined,
    isHeading: false,
    rowStart: undefined,
    cells: [],
    text: undefined,
  };
}
