import { formatPort, referenceLabel } from "@portolan/model";
import { compareTexts, type Group, groupBy } from "@portolan/model/internal";
import { FURTHER_PORTS, plainLine } from "./line-text.js";
import { portKey, type ServicesEntry } from "./port-groups.js";

/** Says what the lines are sorted by. */
export type Sort = "port" | "name";

/** How entries are put in order and written. */
export interface Layout {
  readonly sort: Sort;
  readonly comments: Comments;
  /** Longest line in bytes, its line feed not counted. */
  readonly maxLineBytes: number;
  /** Whether the lines of further ports of a name are framed by two lines of its first port. */
  readonly framesRepeats: boolean;
}

/**
 * Writes entries as lines, in the order of a layout.
 *
 * The line of a port whose name is found on another port comes after the line of that port, which is
 * enough for a C library, which takes the first line of a name. Framed between two repetitions of
 * that line it is right for Go too, which takes the last, and for musl's getaddrinfo, which takes
 * the first two.
 */
export class EntryWriter {
  readonly #layout: Layout;
  /** Entries that are written in the order of names. */
  readonly #named: ServicesEntry[] = [];
  /** Lines of ports whose names lead to another port, in the order of ports. */
  readonly #further: FurtherLine[] = [];
  /** The ports of these lines. */
  readonly #moved = new Set<string>();
  /** Lines of aliases that lead to another port. */
  readonly #aliases: FurtherLine[] = [];

  constructor(layout: Layout) {
    this.#layout = layout;
  }

  /** Writes the next entry in the order of ports, or nothing yet where it comes further down. */
  next(entry: ServicesEntry): string {
    const { sort, framesRepeats } = this.#layout;
    const { port, protocol, name, foundOn, aliasesElsewhere } = entry;
    if (sort === "port" && foundOn === undefined && aliasesElsewhere === undefined)
      return entryText(entry, this.#layout);
    // In its place is right after the line of the port that the name leads to.
    const mayStay = (elsewhere: number): boolean =>
      !framesRepeats &&
      sort === "port" &&
      elsewhere < port &&
      !this.#moved.has(portKey(elsewhere, protocol));
    if (aliasesElsewhere !== undefined) {
      const { aliasesElsewhere: _, ...rest } = entry;
      if (aliasesElsewhere.every((alias) => mayStay(alias.foundOn))) {
        const aliases = [...entry.aliases, ...aliasesElsewhere.map((alias) => alias.name)];
        return this.next({ ...rest, aliases });
      }
      const text = this.next(rest);
      // The name of the line is repeated, where it leads to this port.
      const front = foundOn === undefined ? `${name}\t` : "";
      for (const alias of aliasesElsewhere) {
        const names = [portKey(port, protocol), alias.name];
        const line = `${front}${(front === "" ? names.toReversed() : names).join("\t")}\n`;
        this.#aliases.push({ port, protocol, ...alias, text: line });
      }
      return text;
    }
    if (foundOn !== undefined && !mayStay(foundOn)) {
      const text = entryText(entry, this.#layout);
      this.#further.push({ port, protocol, name, foundOn, text });
      this.#moved.add(portKey(port, protocol));
      return "";
    }
    if (sort === "port") return entryText(entry, this.#layout);
    this.#named.push(entry);
    return "";
  }

  /** Writes the entries that come after those written. */
  rest(): string {
    let text = "";
    for (const entry of this.#named.sort(compareNames)) text += entryText(entry, this.#layout);
    if (this.#further.length + this.#aliases.length === 0) return text;
    text += FURTHER_PORTS;
    // A look-up by port takes the first line of a port: aliases come after all of these.
    const ofName = ({ name, protocol }: FurtherLine): string => `${name} ${protocol}`;
    const further = [...groupBy(this.#further, ofName).values()];
    const groups = [...inReadingOrder(further), ...groupBy(this.#aliases, ofName).values()];
    for (const group of groups) {
      const [{ name, protocol, foundOn }] = group;
      const isFramed = this.#layout.framesRepeats && FRAMED_PROTOCOLS.has(protocol);
      const frame = isFramed ? `${name}\t${portKey(foundOn, protocol)}\n` : "";
      text += frame;
      for (const line of group) text += line.text;
      text += frame;
    }
    return text;
  }
}

/** Protocols that the resolvers which need a frame, musl's and Go's, read at all. */
const FRAMED_PROTOCOLS: ReadonlySet<string> = new Set(["tcp", "udp"]);

/** Holds a line that comes after the line of another port, on which its name is found. */
interface FurtherLine {
  readonly port: number;
  readonly protocol: string;
  readonly name: string;
  readonly foundOn: number;
  readonly text: string;
}

/**
 * Puts groups in an order in which the first line of a port comes before the lines that repeat the
 * port for another name: a look-up by port takes the first line.
 */
function inReadingOrder(groups: readonly Group<FurtherLine>[]): Iterable<Group<FurtherLine>> {
  const groupOfPort = new Map<string, Group<FurtherLine>>();
  for (const group of groups) {
    for (const { port, protocol } of group) groupOfPort.set(portKey(port, protocol), group);
  }
  const ordered = new Set<Group<FurtherLine>>();
  const waiting = new Set<Group<FurtherLine>>();
  for (const group of groups) {
    // A group waits for the one that has the first line of its name's port.
    const chain: Group<FurtherLine>[] = [];
    let next: Group<FurtherLine> | undefined = group;
    while (next !== undefined && !ordered.has(next) && !waiting.has(next)) {
      chain.push(next);
      waiting.add(next);
      const [{ foundOn, protocol }] = next as Group<FurtherLine>;
      next = groupOfPort.get(portKey(foundOn, protocol));
    }
    for (const each of chain.toReversed()) ordered.add(each);
    waiting.clear();
  }
  return ordered;
}

function compareNames(a: ServicesEntry, b: ServicesEntry): number {
  return compareTexts(a.name, b.name);
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
function entryText(entry: ServicesEntry, layout: Layout): string {
  const key = portKey(entry.port, entry.protocol);
  const lineOf = (name: string): string => `${name}${gapAfter(name, layout.comments)}${key}`;
  let lines = "";
  let line = lineOf(entry.name);
  let separator = "\t";
  for (const alias of entry.aliases) {
    if (line.length + separator.length + alias.length <= layout.maxLineBytes) {
      line += separator + alias;
      separator = " ";
    } else {
      lines += `${lines === "" ? withComment(line, entry, layout) : line}\n`;
      line = lineOf(alias);
      separator = "\t";
    }
  }
  return `${lines}${lines === "" ? withComment(line, entry, layout) : line}\n`;
}

/** Fills up to the port's column with tabs; where nobody reads, one tab is enough. */
function gapAfter(name: string, comments: Comments): string {
  return comments !== "none" && name.length < PORT_COLUMN / 2 ? "\t\t" : "\t";
}

function withComment(line: string, entry: ServicesEntry, layout: Layout): string {
  const room = layout.maxLineBytes - line.length - "\t# ".length;
  if (room < LEAST_COMMENT) return line;
  const comment = commentText(entry, layout.comments, room);
  return comment === undefined ? line : `${line}\t# ${comment}`;
}

/** Says how much a comment tells: nothing, a few words, or the whole description with its RFCs. */
export type Comments = "none" | "short" | "full";

/** Longest short comment in bytes. */
export const SHORT_COMMENT = 40;

/**
 * Returns the comment of an entry's line in printable ASCII, cut after a word where it is longer than
 * `room` bytes, and without a backslash at its end (the BSDs would join the next line).
 *
 * @returns undefined where nothing is to be said, or nothing fits.
 */
function commentText(entry: ServicesEntry, comments: Comments, room: number): string | undefined {
  if (comments === "none") return undefined;
  const words = entry.comment ?? descriptionOf(entry, comments);
  const isRangeCut = entry.range !== undefined && entry.port === entry.range.first;
  const range = isRangeCut ? ` (ports ${formatPort(entry.range)})` : "";
  const limit =
    comments === "short" && entry.comment === undefined ? Math.min(SHORT_COMMENT, room) : room;
  const shown = cutAfterWord(words, limit - range.length);
  // A comment that only repeats the name says nothing, even if the cut made it so.
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

/** Returns the offset of the last letter or digit before an offset, -1 where there is none. */
function lastLetter(text: string, before: number): number {
  let offset = before - 1;
  while (offset >= 0 && !isLetter(lowerCase(text.charCodeAt(offset)))) offset--;
  return offset;
}

/** Tells whether a code is that of a lower-case letter or a digit. */
function isLetter(code: number): boolean {
  return (code >= 0x61 && code <= 0x7a) || (code >= 0x30 && code <= 0x39);
}

/** Returns the code of a letter in lower case; that of a digit stays. */
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
