import { type PersonColumn, personColumns, recordColumns, type TableColumns } from "./headings.js";
import { bareText, type Line, linesOf } from "./lines.js";

/** Holds a table of records: from a row of headings, where there is one, to the next. */
export interface CopyTable {
  /** Absent where the copy begins below the headings. */
  readonly head?: TableHead;
  readonly lines: Line[];
}

export interface TableHead {
  readonly line: Line;
  readonly headings: readonly string[];
  readonly columns: TableColumns;
}

export interface PersonHead {
  readonly line: Line;
  readonly columns: readonly (PersonColumn | undefined)[];
}

/** Holds the parts of one page of the registry. */
export interface CopyPage {
  readonly header: Line[];
  readonly tables: CopyTable[];
  readonly contacts: Line[];
  contactHead?: PersonHead;
  readonly footnotes: Line[];
  readonly pagers: Line[];
}

/** Says how a shape of copies shows cells, as far as it takes to find the tables. */
export interface RowShape {
  /** Splits a line into what would be headings if it were a row of headings. */
  splitHeadings(text: string): readonly string[];
  /** Tells whether a line can be nothing but a record, for copies that begin below the headings. */
  isCertainlyRecord(text: string): boolean;
}

type Section = "header" | "records" | "contacts" | "footnotes" | "trailer";

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

const LONGEST_TITLE = 80;
const LONGEST_PAGER = 1000;
const LONGEST_HEAD = 500;

/** Cuts a copy into its pages and these into header, tables of records, contacts and footnotes. */
export function pagesOf(source: string, shape: RowShape): readonly CopyPage[] {
  let page = emptyPage();
  let section: Section = "header";
  const pages = [page];
  const turnPage = (): void => {
    page = emptyPage();
    pages.push(page);
  };
  const beginTable = (line: Line): boolean => {
    const headings = line.text.length > LONGEST_HEAD ? [] : shape.splitHeadings(line.text);
    const columns = recordColumns(headings);
    if (columns !== undefined) {
      if (section !== "header" && section !== "records") turnPage();
      page.tables.push({ head: { line, headings, columns }, lines: [] });
    } else if (section === "header" && shape.isCertainlyRecord(line.text)) {
      page.tables.push({ lines: [line] });
    } else return false;
    section = "records";
    return true;
  };
  const beginContacts = (line: Line): boolean => {
    const head = contactHeadOf(line, shape);
    if (head === undefined) return false;
    page.contactHead = head;
    section = "contacts";
    return true;
  };

  for (const line of linesOf(source)) {
    if (line.text.trim() === "") {
      if (section === "header" || section === "footnotes") page[section].push(line);
      continue;
    }
    const titled = titleOf(line.text);
    if (titled !== undefined) {
      if (titled === "header" && section !== "header") turnPage();
      section = titled;
      if (titled === "header") page.header.push(line);
    } else if (isPager(line.text)) page.pagers.push(line);
    else if (beginTable(line)) continue;
    else if (beginContacts(line)) continue;
    else if (section === "records") page.tables.at(-1)?.lines.push(line);
    else if (section !== "trailer") page[section].push(line);
  }
  return pages;
}

function emptyPage(): CopyPage {
  return { header: [], tables: [], contacts: [], footnotes: [], pagers: [] };
}

function titleOf(text: string): Section | undefined {
  if (text.length > LONGEST_TITLE) return undefined;
  const label = bareText(text).replace(/^\[([^\]]*)\]\([^)]*\)$/, "$1");
  return TITLES.get(label.toLowerCase());
}

function contactHeadOf(line: Line, shape: RowShape): PersonHead | undefined {
  if (line.text.length > LONGEST_HEAD) return undefined;
  const columns = personColumns(shape.splitHeadings(line.text));
  return columns === undefined ? undefined : { line, columns };
}

const PAGER_ITEM = /^(?:\*{0,2}\[?\d{1,5}\]?(?:\([^()]*\))?\*{0,2}|\.{3}|…)$/;

/** `1 2 3 4 5 6 ... 144`, with or without the links of Markdown. */
function isPager(text: string): boolean {
  if (text.length > LONGEST_PAGER) return false;
  const items = text.trim().split(/\s+/);
  return items.length > 1 && items.every((item) => PAGER_ITEM.test(item));
}
