import type { Footnote, Position } from "@portolan/model";

/** Holds a line of a page's footnotes. */
export interface FootnoteLine {
  readonly text: string;
  /** Where it begins. */
  readonly place: Position;
}

/** Holds a footnote and where it begins. */
export interface PlacedFootnote {
  readonly footnote: Footnote;
  readonly place: Position;
}

/** Reads footnotes: `[1] It is only …`, each up to the next number in brackets. */
export function readFootnotes(
  lines: readonly FootnoteLine[],
  plain: (text: string) => string,
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
  }
  return footnotes.map(({ anchor, text, place }) => ({
    footnote: { anchor, text: text.replace(/^\s+|[\s|]+$/g, "") },
    place,
  }));
}
