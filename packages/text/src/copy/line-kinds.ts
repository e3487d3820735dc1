import { arePersonHeadings, areRecordHeadings } from "../page/headings.js";
import type { Line } from "../page/lines.js";

/** Says how a shape of copies shows cells, as far as it takes to find the tables. */
export interface RowShape {
  /** Splits a line into what would be headings if it were a row of headings. */
  splitHeadings(text: string): readonly string[];
  /** Tells whether a line can be nothing but a record, for copies that begin below the headings. */
  isCertainlyRecord(text: string): boolean;
}

/** Names a part of a page. */
export type Section = "header" | "records" | "contacts" | "footnotes" | "trailer";

/** Holds the row of headings of a table of records or of the contact information. */
export interface TableHead {
  readonly line: Line;
  readonly headings: readonly string[];
}

/** Says what a line is when nothing but the line is known. */
export type LineKind =
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

const LONGEST_TITLE = 80;
const LONGEST_HEAD = 500;
const LONGEST_PAGER = 1000;

/** Tells what a line is. */
export function kindOfLine(line: Line, shape: RowShape): LineKind {
  const { text } = line;
  if (text.length <= LONGEST_HEAD && HINT.test(text)) {
    const section = text.trim().length <= LONGEST_TITLE ? TITLES.get(titleText(text)) : undefined;
    if (section !== undefined) return { kind: "title", section };
    const headings = shape.splitHeadings(text);
    const head = { line, headings };
    if (areRecordHeadings(headings)) return { kind: "table-head", head };
    if (arePersonHeadings(headings)) return { kind: "person-head", head };
  }
  if (!/\S/.test(text)) return { kind: "blank" };
  return { kind: isPager(text) ? "pager" : "text" };
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
