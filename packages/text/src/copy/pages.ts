import type { Report } from "@portolan/model";
import { defined } from "@portolan/model/internal";
import {
  arePersonHeadings,
  areRecordHeadings,
  type ComplainOfHeading,
  headingProblems,
  PERSON_ORDER,
  type PersonColumns,
  placePersonColumns,
  placeRecordColumns,
  RECORD_ORDER,
  type TableColumns,
} from "../page/headings.js";
import { isRowCount, isRuler, type Line, linesOf } from "../page/lines.js";

/** Says how a shape of copies shows cells, as far as it takes to find the tables. */
export interface RowShape {
  /** Splits a line into what would be headings if it were a row of headings. */
  splitHeadings(text: string): readonly string[];
  /** Tells whether a line must be a record. Copies may begin below the headings. */
  isCertainlyRecord(text: string): boolean;
}

/** Names a part of a page. */
type Section = "header" | "records" | "contacts" | "footnotes" | "trailer";

/** Holds the row of headings of a table of records or of the contact information. */
interface TableHead {
  readonly line: Line;
  readonly headings: readonly string[];
}

/** Says what a line is, judged by the line alone. */
type LineKind =
  | { readonly kind: "blank" | "pager" | "text" }
  | { readonly kind: "title"; readonly section: Section }
  | { readonly kind: "table-head" | "person-head"; readonly head: TableHead };

const TITLES: ReadonlyMap<string, Section> = new Map([
  ["service name and transport protocol port number registry", "header"],
  ["internet assigned numbers authority", "header"],
  ["last updated", "header"],
  ["contact information", "contacts"],
  ["people", "contacts"],
  ["footnote", "footnotes"],
  ["footnotes", "footnotes"],
  ["licensing terms", "trailer"],
]);

/** Words without which a line is neither a title nor a row of headings. */
const HINT =
  /service name|port number|transport protocol|internet assigned|last updated|contact|people|footnote|licensing/i;

/** A row of other headings: `Port | Service | Description`. No row of records is without a digit. */
const OTHER_HEAD = /^\D{1,200}$/;

const LONGEST_TITLE = 80;
const LONGEST_HEAD = 500;
const LONGEST_PAGER = 1000;

/** Tells what a line is. */
function kindOfLine(line: Line, shape: RowShape): LineKind {
  const { text } = line;
  const mayBeHead = HINT.test(text) || (OTHER_HEAD.test(text) && /port|service/i.test(text));
  if (text.length <= LONGEST_HEAD && mayBeHead) {
    const section = sectionOfTitle(text);
    if (section !== undefined) return { kind: "title", section };
    const headings = shape.splitHeadings(text);
    const head = { line, headings };
    if (areRecordHeadings(headings)) return { kind: "table-head", head };
    if (arePersonHeadings(headings)) return { kind: "person-head", head };
  }
  if (!/\S/.test(text) || isRuler(text) || isRowCount(text) || isLoneBar(text))
    return { kind: "blank" };
  return { kind: isPager(text) ? "pager" : "text" };
}

/** Tells whether a line has a bar and nothing else. */
function isLoneBar(text: string): boolean {
  return text.length < 4 && text.trim() === "|";
}

/** Returns the part of a page that begins with a line, if the line is its title. */
export function sectionOfTitle(text: string): Section | undefined {
  return text.trim().length <= LONGEST_TITLE ? TITLES.get(titleText(text)) : undefined;
}

/** Takes the marks off a line that Markdown and lists put around it: `## Footnotes`, `- Note`. */
function titleText(text: string): string {
  return text
    .replace(/^[\s#>*-]+/, "")
    .replace(/[\s#*:]+$/, "")
    .replace(/^\[([^\]]*)\]\([^)]*\)$/, "$1")
    .toLowerCase();
}

const PAGER_ITEM = /^(?:\*{0,2}\[?\d{1,5}\]?(?:\([^()]*\))?\*{0,2}|\.{3}|…)$/;

/** `1 2 3 4 5 6 ... 144`, with or without the links of Markdown. */
function isPager(text: string): boolean {
  if (text.length > LONGEST_PAGER || !/^\s*[[*\d]/.test(text)) return false;
  const items = text.trim().split(/\s+/);
  return items.length > 1 && items.every((item) => PAGER_ITEM.test(item));
}

/**
 * Understands the headings of a copy's tables. Many copies repeat them through the page; what is
 * wrong with them is reported once, where it first appears.
 */
export class HeadReader {
  readonly #report: Report;
  readonly #told = new Set<string>();

  constructor(report: Report) {
    this.#report = report;
  }

  /** Returns the columns of a table: those its headings name, or IANA's where it has none. */
  recordColumns(head: TableHead | undefined): TableColumns {
    return head === undefined
      ? RECORD_ORDER
      : placeRecordColumns(head.headings, this.#complainOnce(head));
  }

  /** Returns the columns of the contact information in the same way. */
  personColumns(head: TableHead | undefined): PersonColumns {
    return head === undefined
      ? PERSON_ORDER
      : placePersonColumns(head.headings, this.#complainOnce(head));
  }

  #complainOnce({ line }: TableHead): ComplainOfHeading {
    return (fault, values, place) => {
      const { found } = values;
      const what = `${fault} ${found}`;
      if (found === "" || this.#told.has(what)) return;
      this.#told.add(what);
      const at =
        fault === "text/column-duplicate" ? line.text.lastIndexOf(found) : line.text.indexOf(found);
      const start = line.start + Math.max(0, at);
      const span = place === undefined ? line : { start, end: start + found.length };
      this.#report.add(headingProblems, fault, { span, values });
    };
  }
}

/** Holds a table of records: from a row of headings, where there is one, to the next. */
interface CopyTable {
  /** Absent where the copy begins below the headings. */
  readonly head?: TableHead;
  readonly lines: Line[];
}

/** Holds the parts of one page of the registry. */
export interface CopyPage {
  readonly header: Line[];
  readonly tables: CopyTable[];
  readonly contacts: Line[];
  contactHead?: TableHead;
  readonly footnotes: Line[];
  /** What follows the last section: terms of a license, which say nothing of the registry. */
  readonly trailer: Line[];
  readonly pagers: Line[];
}

/** Tells whether a source has a table of records that a shape understands. */
export function hasTable(source: string, shape: RowShape): boolean {
  for (const line of linesOf(source)) {
    const { kind } = kindOfLine(line, shape);
    if (kind === "table-head" || (kind === "text" && shape.isCertainlyRecord(line.text)))
      return true;
  }
  return false;
}

/** Cuts a copy into its pages and these into header, tables of records, contacts and footnotes. */
export function pagesOf(source: string, shape: RowShape): readonly CopyPage[] {
  let page = emptyPage();
  const pages = [page];
  let section: Section = "header";
  /** The headings of the last table, which rows that stand elsewhere have the columns of. */
  let head: TableHead | undefined;
  /** Goes on to a section: one that should have come before is that of another page. */
  const enter = (next: Section): Section => {
    if (ORDER.indexOf(next) < ORDER.indexOf(section)) {
      page = emptyPage();
      pages.push(page);
    }
    return next;
  };

  for (const line of linesOf(source)) {
    const found = kindOfLine(line, shape);
    switch (found.kind) {
      case "title":
        section = enter(found.section);
        if (found.section === "header") page.header.push(line);
        break;
      case "pager":
        page.pagers.push(line);
        break;
      case "table-head":
        section = enter("records");
        head = found.head;
        page.tables.push({ head, lines: [] });
        break;
      case "person-head":
        section = enter("contacts");
        page.contactHead = found.head;
        break;
      case "blank":
        if (section === "header" || section === "footnotes") page[section].push(line);
        break;
      case "text":
        if (section !== "records" && shape.isCertainlyRecord(line.text)) {
          const rows = section === "header" ? takeRows(page.header, shape) : [];
          section = enter("records");
          page.tables.push(defined({ head, lines: rows }));
        }
        if (section === "records") page.tables.at(-1)?.lines.push(line);
        else page[section].push(line);
        break;
      default:
        found satisfies never;
    }
  }
  return pages;
}

/** Sections in the order in which a page has them. */
const ORDER: readonly Section[] = ["header", "records", "contacts", "footnotes", "trailer"];

/** Takes back the last lines of a head that turn out to be rows, because a table follows them. */
function takeRows(header: Line[], shape: RowShape): Line[] {
  const rows = header.findLastIndex(({ text }) => shape.splitHeadings(text).length <= 3);
  return header.splice(rows + 1);
}

function emptyPage(): CopyPage {
  return { header: [], tables: [], contacts: [], footnotes: [], trailer: [], pagers: [] };
}
