import { defined } from "@portolan/model/internal";
import { type Line, linesOf } from "../page/lines.js";
import { findWrittenDate } from "./written-date.js";

/** What stands at the end and the beginning of each page of an RFC. */
const PAGE_END = /\[Page \d+\]\s*$/i;
const PAGE_START = /^(?:RFC \d+\s|\S.*\sRFC \d+\s*$)/;
const PAGE_DATE = /^RFC \d+\s+(?:\S.*\s)?(?<month>[A-Z][a-z]+ \d{4})\s*$/;

/** The second line of a page's head, which older RFCs have: the title of the section. */
const PAGE_TITLE = /^[A-Z][A-Za-z]*(?: [A-Za-z]+)*\s*$/;

const LAST_UPDATED = /^\s*\(?last updated:?\s+(?<date>[^()]*?)\)?\s*$/i;

/** Holds a line of a list, without the break of a page in front of it. */
export interface ListLine extends Line {
  /** It is the first one below the head of a page, and may go on with the last one above it. */
  readonly isTop: boolean;
}

/** Gives the lines of a list without head and foot of an RFC's pages, and when the list was changed. */
export function readPages(source: string): {
  readonly lines: readonly ListLine[];
  readonly updated?: string;
} {
  const lines: ListLine[] = [];
  let updated: string | undefined;
  /** Where between two pages the next line stands: below a foot, in a head, or below that. */
  let page: "inside" | "turning" | "head" | "top" = "inside";
  for (const { text: whole, start, end } of linesOf(source)) {
    const text = whole.replace(/^\f/, "");
    const { date: changed } = LAST_UPDATED.exec(text)?.groups ?? {};
    const { month } = PAGE_DATE.exec(text)?.groups ?? {};
    const written = changed ?? month;
    const date = written === undefined ? undefined : findWrittenDate(written)?.date;
    updated ??= date;
    if (changed !== undefined && date !== undefined) continue;
    if (PAGE_END.test(text)) page = "turning";
    else if (month !== undefined || (page === "turning" && PAGE_START.test(text))) {
      if (page === "turning") page = "head";
    } else if (page !== "inside" && !/\S/.test(text)) {
      if (page === "head") page = "top";
    } else if (page === "head" && PAGE_TITLE.test(text)) page = "top";
    else {
      lines.push({ text, start, end, isTop: page !== "inside" });
      page = "inside";
    }
  }
  return defined({ lines, updated });
}
