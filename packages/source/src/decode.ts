import { promisify } from "node:util";
import { gunzip } from "node:zlib";
import { SourceError } from "./source-error.js";

/** Most bytes that compressed input may unfold to: some hundred registries. */
const MAX_UNFOLDED = 1 << 30;

const unfold = promisify(gunzip);

/**
 * Turns the bytes of an input into text: opens gzip, takes UTF-8 with or without a byte order
 * mark (which it removes).
 *
 * @param input name of the input, for the error.
 * @throws {SourceError} for UTF-16, text that is not UTF-8 (with its position), broken gzip.
 */
export async function decode(bytes: Uint8Array, input: string): Promise<string> {
  if (bytes[0] === 0x1f && bytes[1] === 0x8b)
    return decodePlain(await openGzip(bytes, input), input);
  return decodePlain(bytes, input);
}

async function openGzip(bytes: Uint8Array, input: string): Promise<Uint8Array> {
  try {
    return await unfold(bytes, { maxOutputLength: MAX_UNFOLDED });
  } catch (cause) {
    if (cause instanceof RangeError) {
      throw new SourceError(
        "source/too-large",
        input,
        "The compressed text is larger than 1 GiB.",
        { cause },
      );
    }
    throw new SourceError("source/gzip-broken", input, "The gzip data is broken or cut off.", {
      cause,
    });
  }
}

function decodePlain(bytes: Uint8Array, input: string): string {
  const utf16 = utf16Form(bytes);
  if (utf16 !== undefined) {
    throw new SourceError("source/utf-16", input, `The text is ${utf16}; save it as UTF-8.`, {
      position: { line: 1, column: 1 },
    });
  }
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (cause) {
    const position = firstBadByte(bytes);
    throw new SourceError("source/not-utf-8", input, "The text is not UTF-8; save it as UTF-8.", {
      position,
      cause,
    });
  }
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

/** Finds the one-based line and column of the first byte that is not UTF-8, by halving. */
function firstBadByte(bytes: Uint8Array): { line: number; column: number } {
  let good = 0;
  let bad = bytes.length;
  while (bad - good > 1) {
    const middle = (good + bad) >> 1;
    if (startsWell(bytes.subarray(0, middle))) good = middle;
    else bad = middle;
  }
  const before = new TextDecoder("utf-8").decode(bytes.subarray(0, good), { stream: true });
  const lineStart = before.lastIndexOf("\n") + 1;
  return { line: before.split("\n").length, column: before.length - lineStart + 1 };
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
