import { type Line, linesOf } from "../page/lines.js";
import { kindOfLine, type RowShape, type Section, type TableHead } from "./line-kinds.js";

/** Holds a table of records: from a row of headings, where there is one, to the next. */
export interface CopyTable {
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
        page.tables.push({ head: found.head, lines: [] });
        break;
      case "person-head":
        section = enter("contacts");
        page.contactHead = found.head;
        break;
      case "blank":
        if (section === "header" || section === "footnotes") page[section].push(line);
        break;
      case "text":
        if (section === "header" && shape.isCertainlyRecord(line.text)) {
          section = "records";
          page.tables.push({ lines: takeRows(page.header, shape) });
        }
        if (section === "records") page.tables.at(-1)?.lines.push(line);
        else if (section !== "trailer") page[section].push(line);
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
  return { header: [], tables: [], contacts: [], footnotes: [], pagers: [] };
}
