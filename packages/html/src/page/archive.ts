import { lastAtMost } from "@portolan/model/internal";

/** Holds the page of a web archive, and where in the archive its text is. */
interface ArchivedPage extends DecodedText {
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

// Node and browsers have it; our libraries of types describe the language only.
declare const TextDecoder: new (label: string, options: typeof STRICT) => Decoder;

interface Decoder {
  readonly decode: (bytes: Uint8Array) => string;
}

/** Holds text that was decoded, and where in its source it came from. */
interface DecodedText {
  readonly text: string;
  /** Gives the offset in the source of an offset in the text. */
  readonly offsetOf: (offset: number) => number;
  /** Offset in the source of the first bytes that are not of the encoding, and stay escaped. */
  readonly undecodedAt?: number;
}

/**
 * Decodes quoted-printable (RFC 2045 §6.7) and remembers where each stretch came from.
 *
 * @param from - offset of the body in the source.
 * @param charset - label of its encoding (Encoding Standard §4.2); an unknown one is read as UTF-8.
 */
function decodeQuotedPrintable(body: string, from: number, charset: string): DecodedText {
  const decoder = decoderOf(charset);
  const decodedStarts: number[] = [];
  const sourceStarts: number[] = [];
  let undecodedAt: number | undefined;
  let text = "";
  let at = 0;
  while (at < body.length) {
    decodedStarts.push(text.length);
    sourceStarts.push(from + at);
    const { bytes, end } = readEscapes(body, at);
    if (end === at) {
      const next = endOfPlain(body, at);
      text += body.slice(at, next);
      at = next;
      continue;
    }
    const decoded = decode(bytes, decoder);
    if (decoded === undefined) undecodedAt ??= from + at;
    text += decoded ?? body.slice(at, end);
    at = end;
  }
  const offsetOf = (offset: number): number => {
    const stretch = lastAtMost(decodedStarts, offset);
    return (sourceStarts[stretch] ?? from) + offset - (decodedStarts[stretch] ?? 0);
  };
  return undecodedAt === undefined ? { text, offsetOf } : { text, offsetOf, undecodedAt };
}

const STRICT = { fatal: true, ignoreBOM: true } as const;

function decoderOf(charset: string): Decoder {
  try {
    return new TextDecoder(charset, STRICT);
  } catch {
    return new TextDecoder("utf-8", STRICT);
  }
}

function decode(bytes: readonly number[], decoder: Decoder): string | undefined {
  try {
    return decoder.decode(Uint8Array.from(bytes));
  } catch {
    return undefined;
  }
}

const ESCAPE = /=(?:([\dA-F]{2})|\r?\n)/iy;

/** Reads bytes and soft line breaks; the bytes of one character may be on two lines. */
function readEscapes(
  body: string,
  start: number,
): { readonly bytes: readonly number[]; readonly end: number } {
  const bytes: number[] = [];
  let end = start;
  ESCAPE.lastIndex = start;
  for (let match = ESCAPE.exec(body); match !== null; match = ESCAPE.exec(body)) {
    if (match[1] !== undefined) bytes.push(Number.parseInt(match[1], 16));
    end = ESCAPE.lastIndex;
  }
  return { bytes, end };
}

/** Gives the offset of the next equals sign after a character, which may be one that escapes nothing. */
function endOfPlain(body: string, start: number): number {
  const end = body.indexOf("=", start + 1);
  return end === -1 ? body.length : end;
}
