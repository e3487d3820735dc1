import { headAt, type TableHead, type TableKind } from "./table-head.js";
import type { TextLines } from "./text-lines.js";

/** Holds a table of the page: its headings and the lines below them. */
export interface TableSection {
  readonly kind: TableKind;
  readonly head: TableHead;
  /** Number of the line after the table's last one. */
  readonly end: number;
}

/** Holds the parts of a page of fixed columns, by line numbers; the ends are not included. */
export interface PageSections {
  /** Number of the first line that does not belong to the head of the document. */
  readonly headerEnd: number;
  readonly tables: readonly TableSection[];
  readonly footnotes: readonly { readonly first: number; readonly end: number }[];
  readonly pager?: string;
  /** Whether the page goes on to its last line, which IANA's have had since 2022. */
  readonly hasTrailer: boolean;
}

const CAPTION = /^(?:Contact Information|People)$/;
const FOOTNOTES = /^Footnotes?$/;
/** What may stand after a table besides captions: a list of links, or the top of another page. */
const TRAILER = /^(?:\[\d+\])?Licensing Terms$/;
const OUTSIDE =
  /^(?:References|Internet Assigned Numbers Authority|Service Name and Transport Protocol Port Number Registry)$/;
/** `1 2 3 4 5 6 ... 137` */
const PAGER = /^(?:\[\d+\])?\d+(?: (?:\[\d+\])?\d+)+(?: \.\.\.)?(?: (?:\[\d+\])?\d+)*$/;

/** Longest line, without blanks at its ends, that can be a caption. */
const LONGEST_CAPTION = 60;

/** Cuts a page into its head, its tables and its footnotes. */
export function findSections(lines: TextLines): PageSections {
  const tables: TableSection[] = [];
  const footnotes: { first: number; end: number }[] = [];
  let pager: string | undefined;
  let hasTrailer = false;
  let headerEnd: number | undefined;
  let open: ((end: number) => void) | undefined;
  const close = (end: number): void => {
    open?.(end);
    open = undefined;
  };
  for (let line = 0; line < lines.count; line++) {
    // Inside a table nothing but a line below an empty one can begin something else.
    if (open !== undefined && !lines.isBlank(line - 1)) continue;
    const found = findHead(lines, line);
    if (found !== undefined) {
      const { kind, head } = found;
      close(head.first);
      headerEnd ??= head.first;
      open = (end) => tables.push({ kind, head, end });
      line = head.end - 1;
      continue;
    }
    const caption = captionAt(lines, line);
    if (caption === undefined) continue;
    if (PAGER.test(caption)) pager = caption;
    hasTrailer ||= TRAILER.test(caption);
    if (open === undefined && headerEnd === undefined && !FOOTNOTES.test(caption)) continue;
    close(line);
    if (FOOTNOTES.test(caption)) {
      headerEnd ??= line;
      open = (end) => footnotes.push({ first: line + 1, end });
    }
  }
  close(lines.count);
  return {
    headerEnd: headerEnd ?? lines.count,
    tables: tables.map((table) => ({ ...table, end: withoutBlankEnd(lines, table.end) })),
    footnotes,
    hasTrailer,
    ...(pager === undefined ? {} : { pager }),
  };
}

function findHead(
  lines: TextLines,
  line: number,
): { readonly kind: TableKind; readonly head: TableHead } | undefined {
  for (const kind of ["records", "people"] as const) {
    const head = headAt(lines, line, kind);
    if (head !== undefined) return { kind, head };
  }
  return undefined;
}

/** Gives a line that stands below an empty one and parts the sections of a page. */
function captionAt(lines: TextLines, line: number): string | undefined {
  if (line > 0 && !lines.isBlank(line - 1)) return undefined;
  const text = lines.trimmed(line);
  if (text === "" || text.length > LONGEST_CAPTION) return undefined;
  return [CAPTION, FOOTNOTES, TRAILER, OUTSIDE, PAGER].some((pattern) => pattern.test(text))
    ? text
    : undefined;
}

function withoutBlankEnd(lines: TextLines, end: number): number {
  let last = end;
  while (last > 0 && lines.isBlank(last - 1)) last--;
  return last;
}
