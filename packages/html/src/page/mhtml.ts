/** Holds the page of a web archive, and where in the archive its text stands. */
export interface ArchivedPage {
  readonly html: string;
  /** Gives the offset in the archive of an offset in the page. */
  readonly offsetOf: (offset: number) => number;
}

/** A header ends at the first empty line; in so many characters, or there is none. */
const HEADER_LIMIT = 10_000;
const HEADER_END = /\n\r?\n/;
const MULTIPART = /^content-type:[ \t]*multipart\/related\b([^\n]*)/im;
const PAGE = /^content-type:\s*(?:text\/html|application\/xhtml\+xml)\b/im;
const QUOTED_PRINTABLE = /^content-transfer-encoding:\s*quoted-printable\s*$/im;

/**
 * Takes the page out of a web archive, as browsers save a page in one file (MHTML, RFC 2557).
 *
 * @returns undefined for a source that is no web archive with a page.
 */
export function unpackArchive(source: string): ArchivedPage | undefined {
  const boundary = boundaryOf(headerAt(source, 0));
  if (boundary === undefined) return undefined;
  const delimiter = `\n--${boundary}`;
  let start = source.indexOf(delimiter);
  while (start !== -1) {
    const line = source.indexOf("\n", start + delimiter.length);
    if (line === -1) return undefined;
    const next = source.indexOf(delimiter, line);
    const header = headerAt(source, line + 1);
    if (PAGE.test(header)) {
      const from = line + 1 + header.length;
      const body = source.slice(from, next === -1 ? source.length : next);
      if (QUOTED_PRINTABLE.test(header)) return decodeQuotedPrintable(body, from);
      return { html: body, offsetOf: (offset) => from + offset };
    }
    start = next;
  }
  return undefined;
}

/** Gives the header that begins at an offset, with the empty line behind it; empty if none does. */
function headerAt(source: string, start: number): string {
  const head = source.slice(start, start + HEADER_LIMIT);
  const end = /^[!-9;-~]+:/.test(head) ? HEADER_END.exec(head) : null;
  return end === null ? "" : head.slice(0, end.index + end[0].length);
}

/** Gives what parts the archive, from its header, whose lines may go on after a line break. */
function boundaryOf(header: string): string | undefined {
  const type = MULTIPART.exec(header.replace(/\r?\n[ \t]/g, " "))?.[1] ?? "";
  return /\bboundary="?([^"\s;]+)/i.exec(type)?.[1];
}

/** Decodes quoted-printable UTF-8 (RFC 2045 §6.7) and remembers where each piece came from. */
function decodeQuotedPrintable(body: string, from: number): ArchivedPage {
  const decodedStarts: number[] = [];
  const sourceStarts: number[] = [];
  let html = "";
  let at = 0;
  while (at < body.length) {
    decodedStarts.push(html.length);
    sourceStarts.push(from + at);
    const [text, next] = body[at] === "=" ? readEscapes(body, at) : readPlain(body, at);
    html += text;
    at = next;
  }
  const offsetOf = (offset: number): number => {
    const piece = lastAtMost(decodedStarts, offset);
    return (sourceStarts[piece] ?? from) + offset - (decodedStarts[piece] ?? 0);
  };
  return { html, offsetOf };
}

type Piece = readonly [text: string, next: number];

function readPlain(body: string, start: number): Piece {
  const end = body.indexOf("=", start);
  return end === -1 ? [body.slice(start), body.length] : [body.slice(start, end), end];
}

const ESCAPE = /=(?:([\dA-F]{2})|\r?\n)/iy;

/** Reads bytes and soft line breaks; the bytes of one character may stand on two lines. */
function readEscapes(body: string, start: number): Piece {
  const bytes: string[] = [];
  let end = start;
  ESCAPE.lastIndex = start;
  for (let match = ESCAPE.exec(body); match !== null; match = ESCAPE.exec(body)) {
    if (match[1] !== undefined) bytes.push(match[1]);
    end = ESCAPE.lastIndex;
  }
  if (end === start) return ["=", start + 1];
  try {
    return [decodeURIComponent(bytes.map((byte) => `%${byte}`).join("")), end];
  } catch {
    return [body.slice(start, end), end]; // No UTF-8.
  }
}

/** Finds the last place of a sorted list whose number is not greater than `limit`. */
function lastAtMost(sorted: readonly number[], limit: number): number {
  let low = 0;
  let high = sorted.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((sorted[middle] ?? 0) <= limit) low = middle;
    else high = middle - 1;
  }
  return low;
}
