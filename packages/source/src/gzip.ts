import { createGunzip } from "node:zlib";
import { SourceError } from "./source-error.js";

/** Most bytes of a chunk that is opened. */
const CHUNK_SIZE = 65_536;

/** Bytes that are opened together. They unpack to sixteen megabytes at most, all of which are held. */
const BLOCK_SIZE = 16_384;

/** Tells whether data is gzip by its first bytes (RFC 1952 §2.3.1). */
export function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

/**
 * Opens gzip that comes in chunks, each when it is asked for. How much comes out of it before it is found
 * to be broken does not depend on the chunks.
 *
 * @throws {SourceError} where it is broken or cut off.
 */
export async function* openGzip(
  chunks: AsyncIterable<Uint8Array>,
  input: string,
): AsyncGenerator<Uint8Array, void, undefined> {
  const unfolding = createGunzip({ chunkSize: CHUNK_SIZE });
  // A stream that fails drops what nobody took from it yet.
  let unpacked: Uint8Array[] = [];
  unfolding.on("data", (chunk: Uint8Array) => unpacked.push(chunk));
  let cause: unknown;
  unfolding.on("error", (error) => {
    cause = error;
  });
  let settle = (): void => {};
  unfolding.on("close", () => settle());
  const take = (): readonly Uint8Array[] => {
    const taken = unpacked;
    unpacked = [];
    return taken;
  };
  try {
    for await (const block of blocksOf(chunks)) {
      await new Promise<void>((resolve) => {
        settle = resolve;
        unfolding.write(block, () => resolve());
      });
      yield* take();
      if (unfolding.destroyed) break;
    }
    if (!unfolding.destroyed)
      await new Promise<void>((resolve) => {
        settle = resolve;
        unfolding.end();
      });
    yield* take();
  } finally {
    unfolding.destroy();
  }
  if (cause === undefined) return;
  const message = "The gzip data is broken or cut off; if it was downloaded, download it again.";
  throw new SourceError("source/gzip-broken", input, message, { cause });
}

/** Gives bytes that come in chunks of any length in blocks of one length, the last one shorter. */
async function* blocksOf(
  chunks: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array, void, undefined> {
  let held: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of chunks) {
    held.push(chunk);
    length += chunk.length;
    if (length < BLOCK_SIZE) continue;
    const bytes = held.length === 1 ? chunk : Buffer.concat(held);
    let at = 0;
    for (; length - at >= BLOCK_SIZE; at += BLOCK_SIZE) yield bytes.subarray(at, at + BLOCK_SIZE);
    held = at === length ? [] : [bytes.subarray(at)];
    length -= at;
  }
  if (length > 0) yield Buffer.concat(held);
}
