import { lastAtMost } from "@portolan/model/internal";

// Node and browsers have it; our libraries of types describe the language only.
declare const TextDecoder: new (label: string, options: typeof STRICT) => Decoder;

interface Decoder {
  readonly decode: (bytes: Uint8Array) => string;
}

/** Holds text that was decoded, and where in its source it came from. */
export interface DecodedText {
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
export function decodeQuotedPrintable(body: string, from: number, charset: string): DecodedText {
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

/** Reads bytes and soft line breaks; the bytes of one character may stand on two lines. */
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
