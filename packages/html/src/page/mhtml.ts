import { type DecodedText, decodeQuotedPrintable } from "./quoted-printable.js";

/** Holds the page of a web archive, and where in the archive its text stands. */
export interface ArchivedPage extends DecodedText {
  /** Label of its encoding, as the archive names it. */
  readonly charset: string;
}

/** A header ends at the first empty line; in so many characters, or there is none. */
const HEADER_LIMIT = 10_000;
const HEADER_END = /\n\r?\n/;
const MULTIPART = /^content-type:[ \t]*multipart\/related\b([^\n]*)/im;
const PAGE = /^content-type:\s*(?:text\/html|application\/xhtml\+xml)\b/im;
const CHARSET = /^content-type:[^\n]*;[ \t]*charset="?([^"\s;]+)/im;
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
      const charset = CHARSET.exec(unfolded(header))?.[1] ?? "utf-8";
      if (QUOTED_PRINTABLE.test(header))
        return { ...decodeQuotedPrintable(body, from, charset), charset };
      return { text: body, charset, offsetOf: (offset) => from + offset };
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

/** Gives a header with each field on one line (RFC 5322 §2.2.3). */
function unfolded(header: string): string {
  return header.replace(/\r?\n[ \t]/g, " ");
}

/** Gives what parts the archive, from its header. */
function boundaryOf(header: string): string | undefined {
  const type = MULTIPART.exec(unfolded(header))?.[1] ?? "";
  return /\bboundary="?([^"\s;]+)/i.exec(type)?.[1];
}
