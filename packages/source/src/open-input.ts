import { createReadStream } from "node:fs";
import { readFile, stat } from "node:fs/promises";
import type { Readable } from "node:stream";
import { GZIP_SIGN, isGzip, openGzipChunks } from "./gzip.js";
import { ReadAhead } from "./read-ahead.js";
import { fromSystemError } from "./source-error.js";
import { decodeUtf8, decodeUtf8Chunks, refuseUtf16, UTF_16_SIGN } from "./utf-8.js";

/** Name of standard input in messages. */
export const STDIN_NAME = "<stdin>";

/** Holds the text of an input. */
export interface Input {
  /** File name as given, or `<stdin>`. */
  readonly name: string;
  readonly text: string;
}

/** Holds an input that is too long to be held whole. */
export interface LongInput {
  /** File name as given, or `<stdin>`. */
  readonly name: string;
  /** Bytes of the text, where that is known before it is read: of a file that is not compressed. */
  readonly size?: number;
  /** The whole text. No more is read than is asked for; what is no text is thrown here. */
  readonly chunks: AsyncIterable<string>;
  /** Closes what it is read from, for who may not have read it to the end. */
  readonly close: () => Promise<void>;
}

/**
 * Opens a file: reads it where its text has no more than `limit` bytes, else leaves the rest until
 * it is asked for. Gzip is opened by its content.
 *
 * @throws {SourceError} where it cannot be read as text.
 */
export async function openInputFile(path: string, limit: number): Promise<Input | LongInput> {
  const size = await sizeOf(path);
  // A short one in one chunk, which takes less time.
  const isShort = size !== undefined && size <= limit;
  const bytes = isShort ? bytesAtOnce(path) : readBytes(createReadStream(path), path);
  return open(bytes, path, limit, size);
}

/** Opens a stream, standard input for one, as {@link openInputFile} does a file. */
export async function openInputStream(
  stream: Readable,
  limit: number,
  name: string = STDIN_NAME,
): Promise<Input | LongInput> {
  return open(readBytes(stream, name), name, limit);
}

/** Gives the number of bytes of a file; undefined for what is none, a pipe for one. */
async function sizeOf(path: string): Promise<number | undefined> {
  try {
    const found = await stat(path);
    return found.isFile() ? found.size : undefined;
  } catch (error) {
    throw fromSystemError(error, path, "source/unreadable");
  }
}

async function* bytesAtOnce(path: string): AsyncGenerator<Uint8Array, void, undefined> {
  try {
    yield await readFile(path);
  } catch (error) {
    throw fromSystemError(error, path, "source/unreadable");
  }
}

/** Gives the bytes of a stream as they come. */
async function* readBytes(
  stream: Readable,
  name: string,
): AsyncGenerator<Uint8Array, void, undefined> {
  try {
    for await (const chunk of stream) yield typeof chunk === "string" ? Buffer.from(chunk) : chunk;
  } catch (error) {
    throw fromSystemError(error, name, "source/unreadable");
  }
}

async function open(
  bytes: AsyncIterable<Uint8Array>,
  name: string,
  limit: number,
  size?: number,
): Promise<Input | LongInput> {
  const packed = new ReadAhead(bytes);
  await packed.hold(GZIP_SIGN);
  const isPacked = isGzip(packed.held);
  const plain = isPacked ? new ReadAhead(openGzipChunks(packed.release(), name)) : packed;
  try {
    await plain.hold(UTF_16_SIGN);
    refuseUtf16(plain.held, name);
    if (!(await plain.hold(limit + 1))) return { name, text: decodeUtf8(plain.held, name) };
    const chunks = decodeUtf8Chunks(plain.release(), name);
    const close = (): Promise<void> => plain.close();
    return { name, chunks, close, ...(size === undefined || isPacked ? {} : { size }) };
  } catch (error) {
    await plain.close();
    throw error;
  }
}
