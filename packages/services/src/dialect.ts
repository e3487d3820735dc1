import type { Span } from "@portolan/model/internal";

/** Names the forms of files with services: /etc/services, nmap's, and Wireshark's. */
export type ServicesDialect = "services" | "nmap-services" | "wireshark";

/** A line that one of the dialects has: a name, then ports and protocols. */
const SERVICE =
  /^\s*[^\s#]+[ \t]+\d+(?:-\d+)?[/,][A-Za-z][\w.+-]*(?:\/[A-Za-z][\w.+-]*)*(?=[\s#]|$)/;

/**
 * A first word without the signs by which other formats part or quote words, as `http: 80/tcp` of YAML
 * has it, and with a letter or digit, unlike `- 80/tcp` of a list. Resolvers take either for a name.
 */
const PLAIN_NAME = /^\s*(?=\S*[\p{L}\p{N}])[^\s#=:;,"'`<>()[\]{}|]+\s/u;

/** Tells whether a line has the form of a service, and of nothing else. */
export function isServiceLine(line: string): boolean {
  return PLAIN_NAME.test(line) && SERVICE.test(line);
}

/** A frequency after port and protocol is nmap's. */
const FREQUENCY = /^[ \t]+\d+(?:\.\d+)?(?:\/\d+)?(?=[\s#]|$)/;

/** In Wireshark's file, at least one line of this many has several protocols. */
const WIRESHARK_SHARE = 20;

/** So many lines tell what a file is. */
const SAMPLE = 1000;

/** So many characters hold the heading of a list. */
const HEAD_LENGTH = 65_536;

/** Holds what the lines of a file tell of it. */
export interface Examination {
  readonly dialect: ServicesDialect;
  /** Why it is no services file; absent where it is one. */
  readonly fault?: ServicesFault;
}

/**
 * Says why a text is no services file, with the line that shows it.
 */
export interface ServicesFault extends Required<Span> {
  readonly code: "services/iana-text" | "services/not-services";
}

/** The headings of the lists that IANA, and the RFCs before it, published until 2011. */
const LIST_HEADING = /^[ \t]*(?:Keyword[ \t]+Decimal|Decimal[ \t]+Keyword)[ \t]+Description\b/im;

/**
 * Asks what a text is: which dialect, and whether it is a services file at all. Single lines of prose,
 * logs and lists can have the form of a service. Few lines that are none are a damage of the file,
 * which costs these lines only.
 */
export function examine(source: string): Examination {
  const counts = { services: 0, damaged: 0, alien: 0, described: 0, nmap: 0, wireshark: 0 };
  let firstOther: Required<Span> | undefined;
  let firstDescribed: Required<Span> | undefined;
  for (const { text, start } of contentLines(source)) {
    const words = SERVICE.exec(text)?.[0] ?? "";
    const rest = words === "" ? "" : text.slice(words.length);
    const span = { start, end: start + text.length };
    if (words !== "" && (PLAIN_REST.test(rest) || !ODD_WORD.test(withoutComment(rest)))) {
      counts.services++;
    } else {
      if (words === "" && DAMAGED.test(text)) counts.damaged++;
      else counts.alien++;
      firstOther ??= span;
    }
    if (SEVERAL_PROTOCOLS.test(words)) counts.wireshark++;
    if (PLAIN_REST.test(rest)) continue;
    if (FREQUENCY.test(rest)) counts.nmap++;
    else if (areDescription(withoutComment(rest))) {
      counts.described++;
      firstDescribed ??= span;
    }
  }
  const rows = counts.services + counts.damaged + counts.alien;
  const dialect = dialectOf(rows, counts, source);
  const heading = LIST_HEADING.exec(source.slice(0, HEAD_LENGTH));
  if (heading !== null) {
    const start = heading.index;
    const fault = { code: "services/iana-text", start, end: start + heading[0].length } as const;
    return { dialect, fault };
  }
  if (rows >= LEAST_ROWS && counts.described * 2 > rows && firstDescribed !== undefined)
    return { dialect, fault: { code: "services/iana-text", ...firstDescribed } };
  const others = counts.damaged + counts.alien;
  const isOther =
    counts.alien > counts.services ||
    (others >= LEAST_ROWS && others > counts.services) ||
    (counts.services === 0 && !HINT.test(source));
  if (isOther && firstOther !== undefined)
    return { dialect, fault: { code: "services/not-services", ...firstOther } };
  return { dialect };
}

function dialectOf(
  rows: number,
  { nmap, wireshark }: { readonly nmap: number; readonly wireshark: number },
  source: string,
): ServicesDialect {
  if (nmap * 2 > rows) return "nmap-services";
  const isNamed = wireshark > 0 && /^#.*\bWireshark\b/m.test(source.slice(0, 2000));
  return isNamed || wireshark * WIRESHARK_SHARE > rows ? "wireshark" : "services";
}

/** Something of a service: a number with what parts it from the next word, a protocol, or a name alone. */
const HINT = /(?:^|\s)\d+\s*[/,]|\b(?:tcp|udp|sctp|dccp)\b|^[ \t]*[\w.+*-]+[ \t]*(?:#.*)?$/im;

/** Several protocols in one line are Wireshark's. */
const SEVERAL_PROTOCOLS = /\d\/[^/]+\//;

/** What follows a port where there are no aliases. */
const PLAIN_REST = /^\s*(?:#|$)/;

function withoutComment(text: string): string {
  const hash = text.indexOf("#");
  return hash === -1 ? text : text.slice(0, hash);
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

/** Returns the first lines that hold more than a comment, without those that go on another. */
function* contentLines(source: string): Generator<{ text: string; start: number }> {
  let goesOn = false;
  let count = 0;
  for (const { 0: text, index } of source.matchAll(/[^\n]+/g)) {
    const isContinuation = goesOn;
    goesOn = /^[^#]*\\\r?$/.test(text);
    if (isContinuation || !/^\s*[^\s#]/.test(text)) continue;
    yield { text, start: index };
    if (++count === SAMPLE) return;
  }
}
