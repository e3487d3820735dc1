import { isTransportProtocol, parsePort } from "@portolan/model";
import { beginsWithState } from "../page/port-state.js";

/** Holds the headings of the list of which lines are read. */
export interface ListHead {
  readonly numberFirst: boolean;
  /** Blanks before the first heading. */
  readonly indent: number;
  /** Zero-based columns at which the second heading and “Description” stand. */
  readonly second: number;
  readonly description: number;
}

/** Holds the texts of an entry. */
export interface FoundEntry {
  readonly name: string | undefined;
  readonly port: string;
  readonly protocol: string | undefined;
  readonly description: string;
}

/** An entry where the keyword comes first; without protocol only in the column of numbers. */
const ENTRY =
  /^(?<name>[^\s#(*]\S*)?[ \t]+(?<port>\d{1,5}(?:-\d{1,5})?)(?:\/(?<protocol>[a-z][a-z\d-]*))?(?=[ \t]|$)/i;

/** An entry whose keyword has blanks, as `intuitive edge  1355/tcp` in RFC 1700. */
const SPACED_ENTRY =
  /^(?<name>[^\s#(*]\S*(?: \S+){1,3})(?: {2,}|[ ]*\t\s*)(?<port>\d{1,5})\/(?<protocol>tcp|udp|sctp|dccp)(?=[ \t]|$)/i;

/** Reads a line as an entry of a list with these headings. */
export function entryOf(text: string, head: ListHead): FoundEntry | undefined {
  if (head.numberFirst) return numberFirstEntry(text, head);
  const line = text.slice(Math.min(head.indent, text.search(/\S/)));
  const match = ENTRY.exec(line) ?? SPACED_ENTRY.exec(line);
  if (match === null) return undefined;
  const { name, port = "", protocol } = match.groups ?? {};
  if (name !== undefined && protocol === undefined && !isNearNumbers(text, port, head))
    return undefined;
  if (name === undefined && protocol === undefined) return undefined;
  const at = text.indexOf(match[0].trimStart()) + match[0].trimStart().length;
  return { name, port, protocol, description: text.slice(at) };
}

/** Reads `      5      RJE         Remote Job Entry    [12,JBP]`, as RFC 1060 has it. */
function numberFirstEntry(text: string, head: ListHead): FoundEntry | undefined {
  const line = expandTabs(text);
  const match = /^\s*(?<port>\d{1,5}(?:-\d{1,5})?)(?:\/(?<protocol>[a-z]+))?(?=\s|$)/i.exec(line);
  if (match === null || match[0].search(/\d/) >= head.second) return undefined;
  const { port = "", protocol } = match.groups ?? {};
  const rest = line.slice(match[0].length);
  const start = match[0].length + rest.search(/\S|$/);
  const name = start < head.description - 2 ? /^\S+/.exec(line.slice(start))?.[0] : undefined;
  const description = line.slice(start + (name?.length ?? 0));
  return { name, port, protocol, description };
}

/** Tells whether a port stands where the column of numbers is. */
function isNearNumbers(text: string, port: string, head: ListHead): boolean {
  const at = expandTabs(text).search(new RegExp(`(?<=\\s)${port}(?=\\s|$)`));
  if (Math.abs(at - head.second) <= 6) return true;
  // One blank parts words of a sentence: `Nov 28`, `Page 3`.
  const isWords = at < head.second && !/\s/.test(expandTabs(text)[at - 2] ?? "");
  return !isWords && at < head.description - 3;
}

/** A commented entry: a port that nobody has, or one that was taken back with its keyword. */
const COMMENTED =
  /^#(?<name>[^\s#\d<(]\S*)?[ \t]+(?<port>\d{1,5}(?:-\d{1,5})?)(?:\/(?<protocol>[a-z][a-z\d-]*))?(?=[ \t]|$)/i;

/** Reads a commented line as an entry. */
export function commentedEntry(text: string): FoundEntry | undefined {
  const match = COMMENTED.exec(text);
  if (match === null) return undefined;
  const { name, port = "", protocol } = match.groups ?? {};
  const description = text.slice(match[0].length);
  if (parsePort(port) === undefined) return undefined;
  if (protocol === undefined) {
    // Numbers also begin addresses and telephone numbers, which stand further to the right.
    const column = expandTabs(text).indexOf(port);
    if (!beginsWithState(description.trim()) && (name !== undefined || column > 22))
      return undefined;
  } else if (name !== undefined && !isTransportProtocol(protocol.toLowerCase())) return undefined;
  return { name, port, protocol, description };
}

/** A number with which an entry of a port that nobody has begins if its `#` is missing or mistyped. */
const BARE_NUMBER = /^[* \t]*\d{1,5}(?:-\d{1,5})?[ \t]+/;

/** Tells whether a line is such an entry. */
export function isUnmarkedEntry(text: string): boolean {
  const [number] = BARE_NUMBER.exec(text) ?? [];
  return number !== undefined && beginsWithState(text.slice(number.length));
}

const TAB = 8;

/** Writes each tab as the blanks up to the next of the usual stops. */
export function expandTabs(text: string): string {
  if (!text.includes("\t")) return text;
  let line = "";
  for (const [index, piece] of text.split("\t").entries()) {
    if (index > 0) line = line.padEnd((Math.floor(line.length / TAB) + 1) * TAB);
    line += piece;
  }
  return line;
}
