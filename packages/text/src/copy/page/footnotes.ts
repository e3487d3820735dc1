import type { Footnote } from "@portolan/model";
import type { Line } from "./lines.js";

/** Reads footnotes: `[1] It is only …`, each up to the next number in brackets. */
export function readFootnotes(
  lines: readonly Line[],
  plain: (text: string) => string,
): readonly Footnote[] {
  const footnotes: { anchor: string; text: string }[] = [];
  for (const line of lines) {
    const text = plain(line.text).trim();
    const start = /^\[([^[\]\s]+)\][\s|]*/.exec(text);
    const last = footnotes.at(-1);
    if (start?.[1] !== undefined)
      footnotes.push({ anchor: start[1], text: text.slice(start[0].length) });
    else if (last !== undefined) last.text += `\n${text}`;
  }
  return footnotes.map(({ anchor, text }) => ({ anchor, text: text.replace(/^\s+|[\s|]+$/g, "") }));
}
