import { SourceError } from "./source-error.js";

/** Holds a place in a text: one-based line and column, in UTF-16 code units. */
interface TextPosition {
  readonly line: number;
  readonly column: number;
}

const START: TextPosition = { line: 1, column: 1 };

/** As many bytes as {@link refuseUtf16} needs to see. */
export const UTF_16_SIGN = 2;

/**
 * Throws where a text begins as UTF-16 does.
 *
 * @param bytes the text, or its beginning.
 */
export function refuseUtf16(bytes: Uint8Array, input: string): void {
  const utf16 = utf16Form(bytes);
  if (utf16 === undefined) return;
  const message = `The text is ${utf16}; save it as UTF-8.`;
  throw new SourceError("source/utf-16", input, message, { position: START });
}

/** Recognises UTF-16 by its byte order mark, or by the NUL beside a first ASCII character. */
function utf16Form(bytes: Uint8Array): string | undefined {
  const [first, second] = bytes;
  if (first === undefined || second === undefined) return undefined;
  if ((first === 0xff && second === 0xfe) || (first > 0 && first < 0x80 && second === 0))
    return "UTF-16 (little-endian)";
  if ((first === 0xfe && second === 0xff) || (first === 0 && second > 0 && second < 0x80))
    return "UTF-16 (big-endian)";
  return undefined;
}

/**
 * Decodes UTF-8.
 *
 * @param start where the bytes stand in the text, if they are not its beginning, where a byte order
 * mark is removed.
 * @throws {SourceError} with the place of the first byte that is not UTF-8.
 */
export function decodeUtf8(bytes: Uint8Array, input: string, start?: TextPosition): string {
  const ignoreBOM = start !== undefined;
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM }).decode(bytes);
  } catch (cause) {
    const good = bytes.subarray(0, firstBadByte(bytes));
    const text = new TextDecoder("utf-8", { ignoreBOM }).decode(good, { stream: true });
    throw new SourceError("source/not-utf-8", input, "The text is not UTF-8; save it as UTF-8.", {
      position: positionAfter(text, start),
      cause,
    });
  }
}

/** Decodes UTF-8 that comes in chunks, which may end within a character. */
export async function* decodeUtf8Chunks(
  chunks: AsyncIterable<Uint8Array>,
  input: string,
): AsyncGenerator<string, void, undefined> {
  let position: TextPosition | undefined;
  let rest: Uint8Array = new Uint8Array();
  for await (const chunk of chunks) {
    const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    const end = bytes.length - cutCharacterLength(bytes);
    rest = bytes.subarray(end);
    if (end === 0) continue;
    const text = decodeUtf8(bytes.subarray(0, end), input, position);
    position = positionAfter(text, position);
    yield text;
  }
  if (rest.length > 0) yield decodeUtf8(rest, input, position);
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

/** Gives the place after a text that stands at a place. */
function positionAfter(text: string, { line, column }: TextPosition = START): TextPosition {
  let lineStart = 1 - column;
  let lines = line;
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) {
    lines++;
    lineStart = at + 1;
  }
  return { line: lines, column: text.length - lineStart + 1 };
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
