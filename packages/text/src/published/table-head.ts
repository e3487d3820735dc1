import { type TextLines, withoutBlankEnd } from "./text-lines.js";

/** Says which lines of a text are the headings of a table. */
export interface TableHead {
  /** Zero-based number of the first line of headings. */
  readonly first: number;
  /** Number of the line after the last one. */
  readonly end: number;
}

/** Names the tables of the registry's page. */
type TableKind = "records" | "people";

/** The words of the headings; those of the records include the ones of 2013 to 2017. */
const HEAD_WORDS: Readonly<Record<TableKind, ReadonlySet<string>>> = {
  records: new Set(
    (
      "Service Name Port Number Transport Protocol Description Assignee Contact Registration " +
      "Modification Date Reference Code Unauthorized Use Reported Known Uses Assignment Notes"
    ).split(" "),
  ),
  people: new Set("ID Name Organization Contact URI Last Updated".split(" ")),
};

/** The registry's title, which has the words of headings. */
const TITLE = /^Service Name and Transport Protocol Port Number Registry$/;

/** Number of different heading words that a line has at least. */
const ENOUGH = 4;

/** Share of its words that are heading words: a table with a renamed column is still the table. */
const KNOWN_SHARE = 0.7;

/** Headings of one word, which stand on the middle line of all. */
const MIDDLE_WORDS: Readonly<Record<TableKind, ReadonlySet<string>>> = {
  records: new Set(["Description", "Assignee"]),
  people: new Set(["Organization"]),
};

/** Most lines above the middle one that hold parts of wrapped headings. */
export const MOST_ABOVE = 4;

/** Most lines, from one with headings on, that are looked at to find all headings. */
export const HEAD_LINES = 16;

/** Holds the headings of a table and says which table it is. */
export interface FoundHead {
  readonly kind: TableKind;
  readonly head: TableHead;
}

/** Finds out whether a line holds the headings of one of the tables. */
export function findHead(lines: TextLines, line: number): FoundHead | undefined {
  for (const kind of ["records", "people"] as const) {
    const head = headAt(lines, line, kind);
    if (head !== undefined) return { kind, head };
  }
  return undefined;
}

/**
 * Finds out whether a line holds the headings of a table that stand in columns, and which lines
 * hold the rest of them.
 */
export function headAt(lines: TextLines, line: number, kind: TableKind): TableHead | undefined {
  if (!beginsWithCapital(lines, line) || TITLE.test(lines.trimmed(line))) return undefined;
  const words = wordsOf(lines, line);
  const known = HEAD_WORDS[kind];
  if (new Set(words.filter((word) => known.has(word))).size < ENOUGH) return undefined;
  const belongs = (other: number): boolean => areHeadings(wordsOf(lines, other), known);
  if (!belongs(line)) return undefined;
  let first = line;
  while (first > 0 && line - first < MOST_ABOVE && belongs(first - 1)) first--;
  let middle = line;
  while (middle - first < MOST_ABOVE && !isMiddle(lines, middle, kind)) middle++;
  if (!isMiddle(lines, middle, kind)) middle = line;
  // The headings stand in the middle of their row, so there is at most one line more below.
  const most = middle + 1 + (middle - first) + 1;
  let end = middle + 1;
  while (end < lines.count && end < most && belongs(end)) end++;
  return standInColumns(lines, first, end) ? { first, end } : undefined;
}

function isMiddle(lines: TextLines, line: number, kind: TableKind): boolean {
  return wordsOf(lines, line).some((word) => MIDDLE_WORDS[kind].has(word));
}

/** Looks at one character only: most lines of a text are rows and need no more. */
function beginsWithCapital(lines: TextLines, line: number): boolean {
  const { source } = lines;
  const end = lines.end(line);
  let at = lines.start(line);
  while (at < end && source.charCodeAt(at) === 32) at++;
  const first = source.charCodeAt(at);
  return at < end && first >= 65 && first <= 90;
}

function areHeadings(words: readonly string[], known: ReadonlySet<string>): boolean {
  const share = words.filter((word) => known.has(word)).length / words.length;
  return words.length > 0 && share >= KNOWN_SHARE;
}

function wordsOf(lines: TextLines, line: number): readonly string[] {
  return lines.text(line).match(/[^ \t]+/g) ?? [];
}

/** Headings in columns have three blanks between some two of them; a flattened copy has one. */
function standInColumns(lines: TextLines, first: number, end: number): boolean {
  for (let line = first; line < end; line++) if (/\S {3,}\S/.test(lines.text(line))) return true;
  return false;
}

/** Names the lines that part the sections of a page. */
type CaptionKind = "people" | "footnotes" | "trailer" | "outside" | "pager";

const CAPTIONS: readonly (readonly [CaptionKind, RegExp])[] = [
  ["people", /^(?:Contact Information|People)$/],
  ["footnotes", /^Footnotes?$/],
  // The last line of a page since 2022.
  ["trailer", /^(?:\[\d+\])?Licensing Terms$/],
  // What may stand after a table besides: a list of links, or the top of another page.
  [
    "outside",
    /^(?:References:?|Internet Assigned Numbers Authority|Service Name and Transport Protocol Port Number Registry)$/,
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
 * Finds the line after the last one of a table. What follows a table stands below an empty line, but
 * for the headings of another one.
 *
 * @param from - a line of the table.
 * @param limit - line at which to stop looking.
 * @returns undefined where the table does not end before the limit.
 */
export function findTableEnd(lines: TextLines, from: number, limit: number): number | undefined {
  // Headings of several lines may begin before the limit and be known by a line after it.
  const last = Math.min(lines.count, limit + MOST_ABOVE);
  const source = lines.source.slice(0, lines.start(last));
  let mark = nextMark(source, lines.start(from));
  for (let line = from; line < last; line++) {
    const hasMark = mark < lines.start(line + 1);
    if (hasMark) mark = nextMark(source, lines.start(line + 1));
    if (!hasMark && (line >= limit || (line > 0 && !lines.isBlank(line - 1)))) continue;
    const end = captionAt(lines, line) === undefined ? findHead(lines, line)?.head.first : line;
    if (end !== undefined && end >= from && end < limit) return withoutBlankEnd(lines, from, end);
  }
  return undefined;
}

/**
 * Words behind a blank of which each line of headings has one, by which they are found without an empty
 * line above.
 */
const HEAD_MARKS = ["Assignee ", "Contact URI "];

/** Gives the offset behind the next of these words, or the end of the source. */
function nextMark(source: string, from: number): number {
  let next = source.length;
  for (const mark of HEAD_MARKS) {
    // To look for the blank first would stop at each of them.
    let at = source.indexOf(mark, from);
    while (at !== -1 && source.charAt(at - 1) !== " ") at = source.indexOf(mark, at + 1);
    if (at !== -1) next = Math.min(next, at);
  }
  return next;
}
