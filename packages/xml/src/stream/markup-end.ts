import { tagEnd } from "../tag-end.js";

/** Pairs what is no tag with what closes it. A document type is closed nowhere: nobody reads on. */
const SECTIONS = [
  ["<!--", "-->"],
  ["<![CDATA[", "]]>"],
  ["<?", "?>"],
  ["<!", ""],
] as const;

/** As much of a text as tells one section from the other. */
const LONGEST_OPENER = "<![CDATA[".length;

/** Tells whether a comment, CDATA section, instruction or document type begins at a `<`. */
export function isSection(text: string, open: number): boolean {
  return text[open + 1] === "!" || text[open + 1] === "?";
}

/**
 * Gives the offset after the tag or section that begins at a `<`.
 *
 * @param isLast - whether no more text will follow.
 * @returns undefined where it does not end in this text.
 */
export function markupEnd(text: string, open: number, isLast: boolean): number | undefined {
  if (!isLast && text.length - open < LONGEST_OPENER) return undefined;
  for (const [opener, closer] of SECTIONS) {
    if (!text.startsWith(opener, open)) continue;
    const end = text.indexOf(closer, open + opener.length);
    return end === -1 ? undefined : end + closer.length;
  }
  return tagEnd(text, open);
}

// Blanks before the name are borne by the library.
const TAG_NAME = /<\/?\s*([^ \t\r\n/>]*)/y;

/** Gives the name of the tag that begins at a `<`. */
export function tagName(text: string, open: number): string {
  TAG_NAME.lastIndex = open;
  return TAG_NAME.exec(text)?.[1] ?? "";
}
