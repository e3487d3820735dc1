import type { Footnote, Position, Report } from "@portolan/model";
import { textProblems } from "../problems.js";
import { type PlacedLine, reportLine } from "./lines.js";
import { ListedOnce } from "./repeated.js";

/** Holds a footnote and where it begins. */
interface PlacedFootnote {
  readonly footnote: Footnote;
  readonly place: Position;
}

/**
 * Reads footnotes: `[1] It is only …`, each up to the next number in brackets. Text before the
 * first one is reported; a line of marks is layout.
 */
export function readFootnotes(
  lines: readonly PlacedLine[],
  plain: (text: string) => string,
  report: Report,
): readonly PlacedFootnote[] {
  const footnotes: { anchor: string; text: string; place: Position }[] = [];
  for (const line of lines) {
    const text = plain(line.text).trim();
    const start = /^\[([^[\]\s]+)\][\s|]*/.exec(text);
    const last = footnotes.at(-1);
    if (start?.[1] !== undefined) {
      const { place } = line;
      footnotes.push({ anchor: start[1], text: text.slice(start[0].length), place });
    } else if (last !== undefined) last.text += `\n${text}`;
    else if (/[\p{L}\p{N}]/u.test(text))
      reportLine(line, text, textProblems, "text/footnote-unreadable", report);
  }
  return footnotes.map(({ anchor, text, place }) => ({
    footnote: { anchor, text: text.replace(/^\s+|[\s|]+$/g, "") },
    place,
  }));
}

/** Leaves out footnotes that an earlier page has, too. */
export function joinFootnotes(
  footnotes: readonly PlacedFootnote[],
  report: Report,
): readonly Footnote[] {
  const listed = new ListedOnce("text/footnote-differs");
  return footnotes
    .filter(
      ({ footnote, place: at }) => !listed.isRepeated(footnote.anchor, footnote, { at }, report),
    )
    .map(({ footnote }) => footnote);
}
