/** Holds the page of a web archive, and where in the archive its text stands. */
export interface ArchivedPage {
  readonly html: string;
  /** Gives the offset in the archive of an offset in the page. */
  readonly offsetOf: (offset: number) => number;
}

const HEADER = /^(?:[!-9;-~]+:[^\n]*\n(?:[ \t][^\n]*\n)*)+\r?\n/;
const MULTIPART = /^content-type:[ \t]*multipart\/related\b([^\n]*)/im;
const PAGE = /^content-type:\s*(?:text\/html|application\/xhtml\+xml)\b/im;
const QUOTED_PRINTABLE = /^content-transfer-encoding:\s*quoted-printable\s*$/im;

/**
 * Takes the page out of a web archive, as browsers save a page in one file (MHTML, RFC 2557).
 *
 * @returns undefined for a source that is no web archive with a page.
 */
export function unpackArchive(source: string): ArchivedPage | undefined {
  const boundary = boundaryOf(HEADER.exec(source)?.[0] ?? "");
  if (boundary === undefined) return undefined;
  const delimiter = `\n--${boundary}`;
  let start = source.indexOf(delimiter);
  while (start !== -1) {
    const line = source.indexOf("\n", start + delimiter.length);
    if (line === -1) return undefined;
    const next = source.indexOf(delimiter, line);
    const part = source.slice(line + 1, next === -1 ? source.length : next);
    const header = HEADER.exec(part)?.[0];
    if (header !== undefined && PAGE.test(header)) {
      const body = part.slice(header.length);
      const from = line + 1 + header.length;
      if (QUOTED_PRINTABLE.test(header)) return decodeQuotedPrintable(body, from);
      return { html: body, offsetOf: (offset) => from + offset };
    }
    start = next;
  }
  return undefined;
}

/** Gives what parts the archive, from its header, whose lines may go on after a line break. */
function boundaryOf(header: string): string | undefined {
  const type = MULTIPART.exec(header.replace(/\r?\n[ \t]/g, " "))?.[1] ?? "";
  return /\bboundary="?([^"\s;]+)/i.exec(type)?.[1];
}

// Soft line breaks, runs of bytes (which may go on after a soft break), and plain text.
const QUOTED = /=\r?\n|(?:=[\dA-F]{2}(?:=\r?\n(?==[\dA-F]{2}))?)+|[^=]+|=/gi;

/** Decodes quoted-printable UTF-8 (RFC 2045 §6.7) and remembers where each piece came from. */
function decodeQuotedPrintable(body: string, from: number): ArchivedPage {
  const decodedStarts: number[] = [];
  const sourceStarts: number[] = [];
  let html = "";
  for (const { 0: piece, index } of body.matchAll(QUOTED)) {
    decodedStarts.push(html.length);
    sourceStarts.push(from + index);
    html += piece.startsWith("=") ? decodeBytes(piece) : piece;
  }
  const offsetOf = (offset: number): number => {
    const piece = lastAtMost(decodedStarts, offset);
    return (sourceStarts[piece] ?? from) + offset - (decodedStarts[piece] ?? 0);
  };
  return { html, offsetOf };
}

function decodeBytes(piece: string): string {
  const bytes = piece.replace(/=\r?\n/g, "");
  try {
    return decodeURIComponent(bytes.replaceAll("=", "%"));
  } catch {
    return bytes; // No UTF-8, or a lone equals sign.
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
