import { refuseWhatIsNoText } from "./no-text.js";
import { SourceError } from "./source-error.js";

/** Holds a place in a text: one-based line and column, zero-based offset, in UTF-16 code units. */
interface TextPosition {
  readonly line: number;
  readonly column: number;
  readonly offset: number;
}

/** Tells something of an input that does not keep it from being read. */
export interface InputWarning {
  readonly code: "source/windows-1252";
  readonly message: string;
  readonly position: TextPosition;
}

/** Says how bytes become text. */
export interface DecodeOptions {
  /** Name of the encoding (WHATWG Encoding Standard); else the bytes decide. */
  readonly encoding?: string | undefined;
  /** Is told once where lines are read as Windows-1252. */
  readonly onWarning?: ((warning: InputWarning) => void) | undefined;
  /** Most bytes, unpacked, that are read; no limit unless told. */
  readonly maxBytes?: number | undefined;
}

/** As many bytes as are looked at to know what they are. */
export const HEAD_SIZE = 4096;

/**
 * Decodes the bytes of a text that come in chunks, whatever the chunks are: by the encoding that is
 * given; else UTF-16 by its byte order mark or its zeros; else UTF-8, of which a line that is none is
 * read as Windows-1252. A byte order mark is removed.
 *
 * @param head the beginning of the bytes, which the chunks repeat.
 * @throws {SourceError} where they are no text, or not of the encoding that is given.
 */
export function decodeChunks(
  chunks: AsyncIterable<Uint8Array>,
  head: Uint8Array,
  input: string,
  { encoding, onWarning }: DecodeOptions,
): { readonly encoding: string; readonly chunks: AsyncGenerator<string, void, undefined> } {
  const label = encoding ?? utf16Of(head);
  if (label === undefined) refuseWhatIsNoText(head, input);
  const decoder = label === undefined ? undefined : decoderOf(label);
  if (decoder !== undefined && decoder.encoding !== "utf-8")
    return { encoding: decoder.encoding, chunks: decodeAll(chunks, decoder) };
  const lines = new LineDecoder(input, decoder === undefined, onWarning);
  return { encoding: "utf-8", chunks: decodeLines(chunks, lines) };
}

/**
 * Makes the decoder of an encoding.
 *
 * @throws {TypeError} where there is none of this name.
 */
export function decoderOf(encoding: string): InstanceType<typeof TextDecoder> {
  try {
    return new TextDecoder(encoding);
  } catch {
    throw new TypeError(`There is no encoding “${String(encoding)}”.`);
  }
}

async function* decodeAll(
  chunks: AsyncIterable<Uint8Array>,
  decoder: InstanceType<typeof TextDecoder>,
): AsyncGenerator<string, void, undefined> {
  // Node 20 takes this encoding for ISO 8859-1.
  const isOneByte = decoder.encoding === "windows-1252";
  for await (const chunk of chunks)
    yield isOneByte ? decodeWindows1252(chunk) : decoder.decode(chunk, { stream: true });
  const rest = decoder.decode();
  if (rest !== "") yield rest;
}

async function* decodeLines(
  chunks: AsyncIterable<Uint8Array>,
  decoder: LineDecoder,
): AsyncGenerator<string, void, undefined> {
  for await (const chunk of chunks) {
    const text = decoder.take(chunk);
    if (text !== "") yield text;
  }
  const rest = decoder.end();
  if (rest !== "") yield rest;
}

/** Recognises UTF-16 by its byte order mark, or by zeros beside ASCII characters. */
export function utf16Of(head: Uint8Array): string | undefined {
  const [first, second] = head;
  if (first === 0xff && second === 0xfe) return "utf-16le";
  if (first === 0xfe && second === 0xff) return "utf-16be";
  // Text in UTF-16 has a zero beside each ASCII character, always on the same side.
  const pairs = head.length >> 1;
  let left = 0;
  let right = 0;
  for (let i = 0; i < pairs; i++) {
    if (head[2 * i] === 0) left++;
    if (head[2 * i + 1] === 0) right++;
  }
  if (right * 2 > pairs && left * 8 < right) return "utf-16le";
  if (left * 2 > pairs && right * 8 < left) return "utf-16be";
  return undefined;
}

/** Longest line that is looked at as a whole, in bytes; a longer one is in pieces of this length. */
const MAX_LINE = 1 << 20;
const LINE_FEED = 0x0a;

/** Decodes UTF-8 line by line, so that how the bytes are cut into chunks makes no difference. */
class LineDecoder {
  readonly #input: string;
  /** Lines that are not UTF-8 are read as Windows-1252; else they are refused. */
  readonly #isLenient: boolean;
  readonly #onWarning: DecodeOptions["onWarning"];
  /** What follows the last line break. */
  #rest: Uint8Array[] = [];
  #restLength = 0;
  #isAtStart = true;
  #hasWarned = false;
  /** Line breaks and characters that were given. */
  #lines = 0;
  #length = 0;
  /** Length of that part of the current line that was given. */
  #given = 0;

  constructor(input: string, isLenient: boolean, onWarning: DecodeOptions["onWarning"]) {
    this.#input = input;
    this.#isLenient = isLenient;
    this.#onWarning = onWarning;
  }

  /** Takes the next bytes and gives the text of the lines that they end. */
  take(chunk: Uint8Array): string {
    const end = chunk.lastIndexOf(LINE_FEED) + 1;
    if (end === 0) this.#hold(chunk);
    let text = "";
    if (end > 0) {
      const lines = this.#release(chunk.subarray(0, end));
      this.#hold(chunk.subarray(end));
      text = this.#decode(lines);
    }
    return this.#restLength < MAX_LINE ? text : text + this.#decodePieces();
  }

  /** Gives the text of the last line. */
  end(): string {
    return this.#decode(this.#release(new Uint8Array()));
  }

  #hold(bytes: Uint8Array): void {
    if (bytes.length === 0) return;
    this.#rest.push(bytes);
    this.#restLength += bytes.length;
  }

  #release(more: Uint8Array): Uint8Array {
    const all = this.#restLength === 0 ? more : Buffer.concat([...this.#rest, more]);
    this.#rest = [];
    this.#restLength = 0;
    return all;
  }

  /** Gives the whole pieces of a line that is too long to be looked at as a whole. */
  #decodePieces(): string {
    let bytes = this.#release(new Uint8Array());
    let text = "";
    while (bytes.length >= MAX_LINE) {
      const piece = pieceOf(bytes);
      text += this.#decode(piece);
      bytes = bytes.subarray(piece.length);
    }
    this.#hold(bytes);
    return text;
  }

  /** Decodes whole lines, or a piece of one. */
  #decode(bytes: Uint8Array): string {
    if (bytes.length === 0) return "";
    const text = decodeUtf8(bytes, this.#isAtStart);
    if (text !== undefined) return this.#give(text, bytes);
    let all = "";
    for (let start = 0; start < bytes.length; ) {
      const found = bytes.indexOf(LINE_FEED, start);
      const end = found === -1 ? bytes.length : found + 1;
      const line = pieceOf(bytes.subarray(start, end));
      all += this.#give(decodeUtf8(line, this.#isAtStart) ?? this.#decodeOdd(line), line);
      start += line.length;
    }
    return all;
  }

  #give(text: string, bytes: Uint8Array): string {
    this.#isAtStart = false;
    this.#length += text.length;
    for (let at = bytes.indexOf(LINE_FEED); at !== -1; at = bytes.indexOf(LINE_FEED, at + 1))
      this.#lines++;
    const lineStart = text.lastIndexOf("\n") + 1;
    this.#given = (lineStart === 0 ? this.#given : 0) + text.length - lineStart;
    return text;
  }

  #decodeOdd(line: Uint8Array): string {
    const good = new TextDecoder("utf-8", { ignoreBOM: !this.#isAtStart });
    const before = good.decode(line.subarray(0, firstBadByte(line)), { stream: true }).length;
    const position = {
      line: this.#lines + 1,
      column: this.#given + before + 1,
      offset: this.#length + before,
    };
    if (!this.#isLenient) {
      const message = "The text is not UTF-8; name its encoding with --encoding.";
      throw new SourceError("source/not-utf-8", this.#input, message, { position });
    }
    if (!this.#hasWarned) {
      this.#hasWarned = true;
      const message =
        "The line is not UTF-8; it and others that are not are read as Windows-1252. Another encoding is named with --encoding.";
      this.#onWarning?.({ code: "source/windows-1252", message, position });
    }
    return decodeWindows1252(line);
  }
}

/** The characters of Windows-1252 that ISO 8859-1 does not have, from 0x80 on. */
const WINDOWS_1252 = "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008DŽ\u008F\u0090‘’“”•–—˜™š›œ\u009DžŸ";

function decodeWindows1252(bytes: Uint8Array): string {
  return Buffer.from(bytes)
    .toString("latin1")
    .replace(/[\u0080-\u009F]/g, (letter) => WINDOWS_1252.charAt(letter.charCodeAt(0) - 0x80));
}

/** Gives a line, or so much of its beginning as is looked at as a whole. */
function pieceOf(line: Uint8Array): Uint8Array {
  if (line.length < MAX_LINE) return line;
  const piece = line.subarray(0, MAX_LINE);
  return piece.subarray(0, MAX_LINE - cutCharacterLength(piece));
}

/** Decodes UTF-8; undefined where it is none. */
function decodeUtf8(bytes: Uint8Array, isAtStart: boolean): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: !isAtStart }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** Counts the bytes at the end that begin a character without ending it. */
function cutCharacterLength(bytes: Uint8Array): number {
  for (let length = 1; length <= Math.min(3, bytes.length); length++) {
    const byte = bytes[bytes.length - length] ?? 0;
    if (byte < 0x80) return 0;
    if (byte < 0xc0) continue;
    const wanted = byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4;
    return length < wanted ? length : 0;
  }
  return 0;
}

/** Finds the offset of the first byte that is not UTF-8, by halving. */
function firstBadByte(bytes: Uint8Array): number {
  let good = 0;
  let bad = bytes.length;
  while (bad - good > 1) {
    const middle = (good + bad) >> 1;
    if (startsWell(bytes.subarray(0, middle))) good = middle;
    else bad = middle;
  }
  return good;
}

/** Tells whether the bytes begin a UTF-8 text; a character may be cut off at the end. */
function startsWell(bytes: Uint8Array): boolean {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes, { stream: true });
    return true;
  } catch {
    return false;
  }
}
