import type { Span } from "@portolan/model/internal";

/** Names the forms of files with services: /etc/services, nmap's, and Wireshark's. */
export type ServicesDialect = "services" | "nmap-services" | "wireshark";

/** A line that one of the dialects has: a name, then ports and protocols. */
const SERVICE =
  /^\s*[^\s#]+[ \t]+\d+(?:-\d+)?[/,][A-Za-z][\w.+-]*(?:\/[A-Za-z][\w.+-]*)*(?=[\s#]|$)/;

/** Tells whether a line has the form of a service. */
export function isServiceLine(line: string): boolean {
  return SERVICE.test(line);
}

/** A third word that is a number is nmap's frequency. */
const NMAP = /^\s*[^\s#]+[ \t]+\d+\/[A-Za-z][\w-]*[ \t]+\d+(?:\.\d+)?(?:\/\d+)?(?=[\s#]|$)/;

/** Several protocols in one line are Wireshark's. */
const WIRESHARK = /^\s*[^\s#]+[ \t]+\d+(?:-\d+)?(?:\/[A-Za-z][\w-]*){2,}(?=[\s#]|$)/;

/** In Wireshark's file, at least one line of this many has several protocols. */
const WIRESHARK_SHARE = 20;

/** Tells which dialect a file has, by most of its lines. */
export function dialectOf(source: string): ServicesDialect {
  let rows = 0;
  let nmap = 0;
  let wireshark = 0;
  for (const { text } of contentLines(source)) {
    rows++;
    if (NMAP.test(text)) nmap++;
    else if (WIRESHARK.test(text)) wireshark++;
  }
  if (nmap * 2 > rows) return "nmap-services";
  const isWireshark = /^#.*\bWireshark\b/m.test(source.slice(0, 2000)) && wireshark > 0;
  return isWireshark || wireshark * WIRESHARK_SHARE > rows ? "wireshark" : "services";
}

/** What a file without any line is called. */
export const NO_SERVICES = "services/no-services";

/** Says why a text is no services file, with the line that shows it. */
export interface ServicesFault extends Required<Span> {
  readonly code: "services/iana-text" | "services/not-services";
}

/** The headings of the lists that IANA, and the RFCs before it, published until 2011. */
const LIST_HEADING = /^[ \t]*(?:Keyword[ \t]+Decimal|Decimal[ \t]+Keyword)[ \t]+Description\b/im;

/**
 * Asks whether a text is a services file at all: single lines of prose, logs and lists can have the
 * form of a service. Few lines that are none are a damage of the file, which costs these lines only.
 */
export function servicesFault(source: string): ServicesFault | undefined {
  const heading = LIST_HEADING.exec(source);
  if (heading !== null) {
    const start = heading.index;
    return { code: "services/iana-text", start, end: start + heading[0].length };
  }
  let services = 0;
  let damaged = 0;
  let alien = 0;
  let described = 0;
  let firstOther: Span | undefined;
  let firstDescribed: Span | undefined;
  for (const { text, start } of contentLines(source)) {
    const words = SERVICE.exec(text);
    const rest = words === null ? "" : (text.slice(words[0].length).split("#")[0] ?? "");
    const span = { start, end: start + text.length };
    if (words !== null && !ODD_WORD.test(rest)) services++;
    else {
      if (words === null && DAMAGED.test(text)) damaged++;
      else alien++;
      firstOther ??= span;
    }
    if (words !== null && areDescription(rest)) {
      described++;
      firstDescribed ??= span;
    }
  }
  const others = damaged + alien;
  const rows = services + others;
  if (rows >= LEAST_ROWS && described * 2 > rows && firstDescribed !== undefined)
    return { code: "services/iana-text", ...fullSpan(firstDescribed) };
  const isOther = alien > services || (others >= LEAST_ROWS && others > services);
  if (isOther && firstOther !== undefined)
    return { code: "services/not-services", ...fullSpan(firstOther) };
  return undefined;
}

/** A line that may have been a service: a name alone, or with something of a port. */
const DAMAGED = /^\s*(?:[\w.+*-]+(?:\s+\S+)?\s*(?:#|$)|[\w.+*-]+\s+\d+\s*(?:[/,]|tcp|udp|#|$)|\+)/;

/** Fewer lines tell nothing of a whole file. */
const LEAST_ROWS = 3;

/** A word that is no alias: an address, a pair `key=value`, quoted or bracketed, or a sentence's end. */
const ODD_WORD = /[=:;"<>()[\]{}|]|(?:^|\s)\d+(?:\.\d+){3}(?=\s|$)|[.,](?=\s|$)/;

/** Tells whether words describe: there are several, and one begins with a capital. */
function areDescription(text: string): boolean {
  const words = text.match(/\S+/g) ?? [];
  return words.length > 1 && words.some((word) => /^[A-Z(]/.test(word));
}

function fullSpan({ start, end = start }: Span): Required<Span> {
  return { start, end };
}

/** Returns the lines that hold more than blanks and a comment, without those that go on another. */
function* contentLines(source: string): Generator<{ text: string; start: number }> {
  let goesOn = false;
  for (const { 0: text, index } of source.matchAll(/[^\n]+/g)) {
    const isContinuation = goesOn;
    goesOn = /^[^#]*\\\r?$/.test(text);
    if (!isContinuation && /^\s*[^\s#]/.test(text)) yield { text, start: index };
  }
}
