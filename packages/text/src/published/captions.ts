import { findHead } from "./table-head.js";
import type { TextLines } from "./text-lines.js";

/** Names the lines that part the sections of a page. */
export type CaptionKind = "people" | "footnotes" | "trailer" | "outside" | "pager";

const CAPTIONS: readonly (readonly [CaptionKind, RegExp])[] = [
  ["people", /^(?:Contact Information|People)$/],
  ["footnotes", /^Footnotes?$/],
  // The last line of a page since 2022.
  ["trailer", /^(?:\[\d+\])?Licensing Terms$/],
  // What may stand after a table besides: a list of links, or the top of another page.
  [
    "outside",
    /^(?:References|Internet Assigned Numbers Authority|Service Name and Transport Protocol Port Number Registry)$/,
  ],
  // `1 2 3 4 5 6 ... 137`
  ["pager", /^(?:\[\d+\])?\d+(?: (?:\[\d+\])?\d+)+(?: \.\.\.)?(?: (?:\[\d+\])?\d+)*$/],
];

/** Longest line, without blanks at its ends, that can be a caption. */
const LONGEST_CAPTION = 60;

/** Finds out whether a line, which then stands below an empty one, parts sections of a page. */
export function captionAt(lines: TextLines, line: number): CaptionKind | undefined {
  if (line > 0 && !lines.isBlank(line - 1)) return undefined;
  const text = lines.trimmed(line);
  if (text === "" || text.length > LONGEST_CAPTION) return undefined;
  return CAPTIONS.find(([, pattern]) => pattern.test(text))?.[0];
}

/**
 * Finds the line after the last one of a table. What follows a table stands below an empty line.
 *
 * @param from - a line of the table.
 * @param limit - line at which to stop looking.
 * @returns undefined where the table does not end before the limit.
 */
export function findTableEnd(lines: TextLines, from: number, limit: number): number | undefined {
  for (let line = from; line < limit; line++) {
    if (line > 0 && !lines.isBlank(line - 1)) continue;
    if (captionAt(lines, line) !== undefined || findHead(lines, line) !== undefined)
      return withoutBlankEnd(lines, from, line);
  }
  return undefined;
}

/** Leaves empty lines at the end of lines out. */
export function withoutBlankEnd(lines: TextLines, first: number, end: number): number {
  let last = end;
  while (last > first && lines.isBlank(last - 1)) last--;
  return last;
}
