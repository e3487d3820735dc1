import type { TextLines } from "./text-lines.js";

/** Says which lines of a text are the headings of a table. */
export interface TableHead {
  /** Zero-based number of the first line of headings. */
  readonly first: number;
  /** Number of the line after the last one. */
  readonly end: number;
}

/** The words of a table's headings, and how many different ones a line of headings has at least. */
export interface HeadWords {
  readonly words: ReadonlySet<string>;
  readonly enough: number;
}

/** The headings of the record table: those of today, and those of 2013 to 2017. */
export const RECORD_HEAD: HeadWords = {
  words: new Set(
    (
      "Service Name Port Number Transport Protocol Description Assignee Contact Registration " +
      "Modification Date Reference Code Unauthorized Use Reported Known Uses Assignment Notes"
    ).split(" "),
  ),
  enough: 4,
};

/** The headings of the table of people. */
export const PEOPLE_HEAD: HeadWords = {
  words: new Set("ID Name Organization Contact URI Last Updated".split(" ")),
  enough: 4,
};

/** Share of a heading line's words that must be known: a renamed column is no other table. */
const KNOWN_SHARE = 0.7;

/** Most lines that a heading is wrapped into. */
const MOST_LINES = 4;

/** Finds the first table with the given headings at or after a line. */
export function findHead(lines: TextLines, kind: HeadWords, from: number): TableHead | undefined {
  for (let line = from; line < lines.count; line++) {
    if (!mayBeHead(lines, line)) continue;
    const words = wordsOf(lines.text(line));
    if (new Set(words.filter((word) => kind.words.has(word))).size < kind.enough) continue;
    if (!isHeadLine(words, kind)) continue;
    const head = wholeHead(lines, kind, line);
    if (standsInColumns(lines, head)) return head;
  }
  return undefined;
}

/** Tells quickly whether a line can hold headings: they have no brackets, which most rows have. */
function mayBeHead(lines: TextLines, line: number): boolean {
  const { source } = lines;
  const end = lines.end(line);
  let at = lines.start(line);
  while (at < end && source.charCodeAt(at) === 32) at++;
  const first = source.charCodeAt(at);
  return at < end && first >= 65 && first <= 90;
}

function wholeHead(lines: TextLines, kind: HeadWords, line: number): TableHead {
  const belongs = (other: number): boolean => {
    const words = wordsOf(lines.text(other));
    return words.length > 0 && isHeadLine(words, kind);
  };
  let first = line;
  while (first > 0 && line - first < MOST_LINES && belongs(first - 1)) first--;
  let end = line + 1;
  while (end < lines.count && end - line < MOST_LINES && belongs(end)) end++;
  return { first, end };
}

function isHeadLine(words: readonly string[], kind: HeadWords): boolean {
  return words.filter((word) => kind.words.has(word)).length >= words.length * KNOWN_SHARE;
}

function wordsOf(text: string): readonly string[] {
  return text.split(/[ \t]+/).filter((word) => word !== "");
}

/**
 * Tells whether headings stand in columns: somewhere three blanks part two of them. A copy that
 * has lost its columns parts them by one.
 */
function standsInColumns(lines: TextLines, head: TableHead): boolean {
  for (let line = head.first; line < head.end; line++)
    if (/\S {3,}\S/.test(lines.text(line))) return true;
  return false;
}
