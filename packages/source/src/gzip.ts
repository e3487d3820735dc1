import { pipeline, Readable } from "node:stream";
import { SourceError } from "./source-error.js";

/** Most bytes of a chunk that is opened. */
const CHUNK_SIZE = 65_536;

/** Tells whether data is gzip by its first bytes (RFC 1952 §2.3.1). */
export function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

/**
 * Opens gzip that comes in chunks, each when it is asked for.
 *
 * @throws {SourceError} where it is broken or cut off.
 */
export async function* openGzip(
  chunks: AsyncIterable<Uint8Array>,
  input: string,
): AsyncGenerator<Uint8Array, void, undefined> {
  const { createGunzip } = await import("node:zlib");
  const unfolding = createGunzip({ chunkSize: CHUNK_SIZE });
  // What goes wrong before it comes out of it; who stops reading stops what is before it.
  pipeline(Readable.from(chunks), unfolding, () => {});
  try {
    for await (const chunk of unfolding) yield chunk;
  } catch (error) {
    if (error instanceof SourceError) throw error;
    const message = "The gzip data is broken or cut off; if it was downloaded, download it again.";
    throw new SourceError("source/gzip-broken", input, message, { cause: error });
  }
}
