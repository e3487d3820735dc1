import { isGzip, openGzip } from "./gzip.js";
import { decodeUtf8, refuseUtf16 } from "./utf-8.js";

/**
 * Turns the bytes of an input into text: opens gzip, takes UTF-8 with or without a byte order
 * mark (which it removes).
 *
 * @param input name of the input, for the error.
 * @throws {SourceError} for UTF-16, text that is not UTF-8 (with its position), broken gzip.
 */
export async function decode(bytes: Uint8Array, input: string): Promise<string> {
  const plain = isGzip(bytes) ? await openGzip(bytes, input) : bytes;
  refuseUtf16(plain, input);
  return decodeUtf8(plain, input);
}
