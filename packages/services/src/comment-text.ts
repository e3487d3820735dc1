import { formatPort, referenceLabel } from "@portolan/model";
import type { ServicesEntry } from "./plan-entry.js";
import { plainLine } from "./writable-name.js";

/** Says how much a comment tells: nothing, a few words, or the whole description with its RFCs. */
export type Comments = "none" | "short" | "full";

/** Longest short comment in bytes. */
export const SHORT_COMMENT = 40;

/**
 * Gives the comment of an entry's line in printable ASCII, cut after a word where it is longer than
 * `room` bytes, and without a backslash at its end (the BSDs would join the next line).
 *
 * @returns undefined where nothing is to be said, or nothing fits.
 */
export function commentText(
  entry: ServicesEntry,
  comments: Comments,
  room: number,
): string | undefined {
  if (comments === "none") return undefined;
  const words = entry.comment ?? descriptionOf(entry, comments);
  const isRangeCut = entry.range !== undefined && entry.port === entry.range.first;
  const range = isRangeCut ? ` (ports ${formatPort(entry.range)})` : "";
  const limit =
    comments === "short" && entry.comment === undefined ? Math.min(SHORT_COMMENT, room) : room;
  const shown = cutAfterWord(words, limit - range.length);
  // What only repeats the name says nothing, be it because of the cut.
  const isName =
    comments === "short" && entry.comment === undefined && isSameWord(shown, entry.name);
  const text = ((isName ? "" : shown) + range).trim();
  return text === "" ? undefined : text;
}

// IANA's sentence about the legacy name says nothing to the reader of a line that has both names.
const REPLACEMENT =
  /\s*IANA assigned this well-formed service name as a replacement for "[^"]*"\.?/;

function descriptionOf({ records: [record] }: ServicesEntry, comments: Comments): string {
  if (record === undefined) return "";
  const description = withoutReplacement(plainLine(record.description ?? ""));
  if (comments === "short") return description;
  const rfcs = record.references.filter(({ type }) => type === "rfc").map(referenceLabel);
  return [description, ...rfcs.map((label) => `[${plainLine(label)}]`)].join(" ").trim();
}

function withoutReplacement(description: string): string {
  return description.includes("IANA assigned") ? description.replace(REPLACEMENT, "") : description;
}

/**
 * Tells whether texts have the same letters and digits. It looks from the end: a name often begins
 * like its description, and seldom ends like it.
 */
function isSameWord(a: string, b: string): boolean {
  let i = lastLetter(a, a.length);
  let j = lastLetter(b, b.length);
  while (i >= 0 && j >= 0) {
    if (lowerCase(a.charCodeAt(i)) !== lowerCase(b.charCodeAt(j))) return false;
    i = lastLetter(a, i);
    j = lastLetter(b, j);
  }
  return i === j;
}

/** Gives the offset of the last letter or digit before an offset, -1 where there is none. */
function lastLetter(text: string, before: number): number {
  let offset = before - 1;
  while (offset >= 0 && !isLetter(lowerCase(text.charCodeAt(offset)))) offset--;
  return offset;
}

/** Tells whether a code is that of a lower-case letter or a digit. */
function isLetter(code: number): boolean {
  return (code >= 0x61 && code <= 0x7a) || (code >= 0x30 && code <= 0x39);
}

/** Gives the code of a letter in lower case; that of a digit stays. */
function lowerCase(code: number): number {
  return code | 0x20;
}

/** Cuts text after a word where it is longer than `limit`; nothing is left of a first word too long. */
export function cutAfterWord(text: string, limit: number): string {
  if (text.length <= limit) return text.endsWith("\\") ? text.replace(/\\+$/, "") : text;
  if (limit < 1) return "";
  const end = text.lastIndexOf(" ", limit);
  const cut = text.slice(0, Math.max(0, end));
  // A parenthesis that the cut opened is left out whole.
  const open = cut.lastIndexOf("(");
  const whole = open > cut.lastIndexOf(")") ? cut.slice(0, open) : cut;
  return whole.replace(/[\s,;:[{\\/-]+$/, "");
}
