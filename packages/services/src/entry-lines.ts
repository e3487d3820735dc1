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
 * Writes an entry as lines without line feeds. There is one line, unless its aliases do not fit:
 * then each further line begins with the next alias, so that by name every resolver finds the same
 * port, and by port a C library still answers with the first line's name.
 */
export function entryLines(entry: ServicesEntry, style: LineStyle): readonly string[] {
  const key = portKey(entry.port, entry.protocol);
  const names = [entry.name, ...entry.aliases];
  const lines: string[] = [];
  while (names.length > 0) {
    const name = names.shift() ?? "";
    let line = `${name}${gapAfter(name, style.comments)}${key}`;
    let separator = "\t";
    for (let next = names[0]; next !== undefined; next = names[0]) {
      if (line.length + separator.length + next.length > style.maxLineBytes) break;
      line += separator + next;
      separator = " ";
      names.shift();
    }
    lines.push(line);
  }
  const [first = "", ...others] = lines;
  return [withComment(first, entry, style), ...others];
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
