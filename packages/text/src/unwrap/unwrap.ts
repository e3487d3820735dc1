import { ALL_HEADINGS, arePersonHeadings, areRecordHeadings } from "../page/headings.js";
import { type Line, linesOf, mayBeRow, TOP_LENGTH } from "../page/lines.js";
import { MovedText } from "./moved-text.js";

/** Tells whether a text may be wrapped: most have nothing of it, and need not be cut into lines. */
function mayBeWrapped(source: string): boolean {
  return (
    source.startsWith(">") ||
    ["\n>", "```", "~~~", "\f"].some((mark) => source.includes(mark)) ||
    /^[\r\n]*(?: *\d{1,7}[\t:])/.test(source) ||
    source.slice(0, TOP_LENGTH).search(OTHER_BLANK) !== -1
  );
}

/** Marks of a quoted mail: `> `, `>> `, `> > `. */
const QUOTE = /^(?:> ?)+/;

/** Where pdftotext begins a page. */
const PAGE_BREAK = /^\f+/;

/** A number in front of a line, as `cat -n`, `nl` and `grep -n` write it. */
const NUMBER = /^ *(\d{1,7})(?:\t|:)/;

/** A fence of Markdown. */
const FENCE = /^ {0,3}(```+|~~~+)[^`\t|]*$/;

/** Blanks that are none for ASCII, as pages have them. */
const OTHER_BLANK = /[\u00a0\u2002-\u200a\u202f\u3000]/g;
const PADDING =
  /[\u00a0\u2002-\u200a\u202f\u3000](?=[\u00a0\u2002-\u200a\u202f\u3000 \t|]|$)|(?:^|[ \t|])[\u00a0\u2002-\u200a\u202f\u3000]/;

/**
 * Takes off what mail, editors, Markdown and PDF readers put around a text: marks of quotes, numbers
 * of lines, fences, breaks of pages, and blanks that are not U+0020.
 *
 * @returns undefined for a text that has nothing of it.
 */
export function unwrap(source: string): MovedText | undefined {
  if (!mayBeWrapped(source)) return undefined;
  let lines: readonly Line[] = [...linesOf(source)];
  const whole = lines;
  if (source.includes("\f")) lines = lines.map((line) => withoutFront(line, PAGE_BREAK));
  if (isQuoted(lines)) lines = lines.map((line) => withoutFront(line, QUOTE));
  if (isNumbered(lines)) lines = lines.map((line) => withoutFront(line, NUMBER));
  if (isPaddedOtherwise(lines))
    lines = lines.map((line) => ({ ...line, text: line.text.replace(OTHER_BLANK, " ") }));
  lines = withoutFences(lines);
  if (lines === whole) return undefined;
  const moved = new MovedText();
  for (const { text, start } of lines) moved.add(`${text}\n`, start);
  return moved;
}

function withoutFront(line: Line, front: RegExp): Line {
  const length = front.exec(line.text)?.[0].length ?? 0;
  return length === 0
    ? line
    : { text: line.text.slice(length), start: line.start + length, end: line.end };
}

/** Tells whether most lines are quoted, or the headings of a table are. */
function isQuoted(lines: readonly Line[]): boolean {
  let quoted = 0;
  let filled = 0;
  for (const { text } of lines) {
    if (/\S/.test(text)) filled++;
    if (!text.startsWith(">")) continue;
    quoted++;
    if (isTableHead(text.replace(QUOTE, ""))) return true;
  }
  return quoted > 1 && quoted * 2 >= filled;
}

/** Tells whether all lines have numbers, each one more than the one before. */
function isNumbered(lines: readonly Line[]): boolean {
  let last: number | undefined;
  let count = 0;
  for (const { text } of lines) {
    const match = NUMBER.exec(text);
    if (match === null) {
      if (/\S/.test(text)) return false;
      continue;
    }
    const number = Number(match[1]);
    if (last !== undefined && number !== last + 1) return false;
    // A table of ports in order has no headings with a number, and is not padded to six places.
    const rest = text.slice(match[0].length);
    if (count === 0 && match[0].length < 7 && !isTableHead(rest)) return false;
    last = number;
    count++;
  }
  return count > 1;
}

/** Tells whether blanks other than U+0020 stand where columns are padded or headings have blanks. */
function isPaddedOtherwise(lines: readonly Line[]): boolean {
  let padded = 0;
  for (const { text } of lines) {
    if (text.search(OTHER_BLANK) === -1) continue;
    if (isTableHead(text.replace(OTHER_BLANK, " "))) return true;
    if (PADDING.test(text)) padded++;
  }
  return padded > 1 && padded * 3 >= lines.length;
}

/** Takes off fences around tables, and sentences outside of them. */
function withoutFences(lines: readonly Line[]): readonly Line[] {
  const fences: { readonly first: number; readonly last: number }[] = [];
  let open: { readonly at: number; readonly mark: string } | undefined;
  for (const [at, { text }] of lines.entries()) {
    const mark = FENCE.exec(text)?.[1];
    if (mark === undefined) continue;
    if (open === undefined) open = { at, mark };
    else if (mark.startsWith(open.mark) && text.trim() === mark) {
      fences.push({ first: open.at, last: at });
      open = undefined;
    }
  }
  if (open !== undefined) fences.push({ first: open.at, last: lines.length });
  const around = fences.filter(({ first, last }) =>
    lines.slice(first + 1, last).some(({ text }) => isTableHead(text)),
  );
  const [{ first } = { first: 0 }] = around;
  if (around.length === 0) return lines;
  let next = 0;
  return lines.filter(({ text }, at) => {
    while (at > (around[next]?.last ?? Number.POSITIVE_INFINITY)) next++;
    const fence = around[next];
    if (fence !== undefined && at >= fence.first) return at !== fence.first && at !== fence.last;
    return at < first ? !/:\s*$/.test(text) : mayBeRow(text) || !/\S/.test(text);
  });
}

/** The words of headings; the title has some of them, too. */
const HEADING_WORDS: ReadonlySet<string> = new Set(
  ALL_HEADINGS.flatMap((heading) => heading.split(" ")),
);

/** Number of different words of headings that a line of them has, and their share of its words. */
const ENOUGH_WORDS = 4;
const KNOWN_SHARE = 0.8;

/** Tells whether a line has the headings of a table, whatever parts them. */
function isTableHead(text: string): boolean {
  if (!/service|port|protocol|contact/i.test(text)) return false;
  const cells = text.split(/\t|[|│┃║]| {2,}/).map((cell) => cell.trim());
  const headings = cells.filter((cell) => cell !== "");
  if (areRecordHeadings(headings) || arePersonHeadings(headings)) return true;
  // Headings that are wrapped, or parted by one blank.
  const words = text.trim().split(/\s+/);
  const known = words.filter((word) => HEADING_WORDS.has(word));
  return new Set(known).size >= ENOUGH_WORDS && known.length >= words.length * KNOWN_SHARE;
}
