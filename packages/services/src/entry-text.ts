import { type Comments, commentText } from "./comment-text.js";
import type { ServicesEntry } from "./plan-entry.js";
import { portKey } from "./port-groups.js";

/** How lines are written. */
export interface LineStyle {
  readonly comments: Comments;
  /** Longest line in bytes, its line feed not counted. */
  readonly maxLineBytes: number;
}

/** Column that ports are written in where there are comments, that is where people read. */
const PORT_COLUMN = 16;

/** Fewest bytes that a comment is worth writing in. */
const LEAST_COMMENT = 8;

/**
 * Writes an entry as lines. There is one line, unless its aliases do not fit: then each further line
 * begins with the next alias, so that by name every resolver finds the same port, and by port a C
 * library still answers with the first line's name.
 */
export function entryText(entry: ServicesEntry, style: LineStyle): string {
  const key = portKey(entry.port, entry.protocol);
  const lineOf = (name: string): string => `${name}${gapAfter(name, style.comments)}${key}`;
  let lines = "";
  let line = lineOf(entry.name);
  let separator = "\t";
  for (const alias of entry.aliases) {
    if (line.length + separator.length + alias.length <= style.maxLineBytes) {
      line += separator + alias;
      separator = " ";
    } else {
      lines += `${lines === "" ? withComment(line, entry, style) : line}\n`;
      line = lineOf(alias);
      separator = "\t";
    }
  }
  return `${lines}${lines === "" ? withComment(line, entry, style) : line}\n`;
}

/** Fills up to the port's column with tabs; where nobody reads, one tab is enough. */
function gapAfter(name: string, comments: Comments): string {
  return comments !== "none" && name.length < PORT_COLUMN / 2 ? "\t\t" : "\t";
}

function withComment(line: string, entry: ServicesEntry, style: LineStyle): string {
  const room = style.maxLineBytes - line.length - "\t# ".length;
  if (room < LEAST_COMMENT) return line;
  const comment = commentText(entry, style.comments, room);
  return comment === undefined ? line : `${line}\t# ${comment}`;
}
