import { pipeline, Readable } from "node:stream";
import { promisify } from "node:util";
import { SourceError } from "./source-error.js";

/** Most bytes that may be opened at once: some hundred registries. */
const MAX_OPENED = 1 << 29;

/** Most bytes of a chunk that is opened. */
const CHUNK_SIZE = 65_536;

/** As many bytes as {@link isGzip} needs to see. */
export const GZIP_SIGN = 2;

/** Tells whether data is gzip by its first bytes (RFC 1952 §2.3.1). */
export function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

/**
 * Opens gzip.
 *
 * @throws {SourceError} where it is broken, cut off, or too large.
 */
export async function openGzip(bytes: Uint8Array, input: string): Promise<Uint8Array> {
  const { gunzip } = await import("node:zlib");
  try {
    return await promisify(gunzip)(bytes, { maxOutputLength: MAX_OPENED });
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw broken(input, cause);
    const message = "The compressed text is larger than 512 MiB.";
    throw new SourceError("source/too-large", input, message, { cause });
  }
}

/** Opens gzip that comes in chunks, each when it is asked for. */
export async function* openGzipChunks(
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
    throw error instanceof SourceError ? error : broken(input, error);
  }
}

function broken(input: string, cause: unknown): SourceError {
  const message = "The gzip data is broken or cut off.";
  return new SourceError("source/gzip-broken", input, message, { cause });
}
