import { constants } from "node:buffer";
import { createReadStream } from "node:fs";
import { readFile, stat } from "node:fs/promises";
import type { Readable } from "node:stream";
import { fileURLToPath } from "node:url";
import { requireArgument, requireObject, requireText } from "./argument.js";
import { type DecodeOptions, decodeChunks, HEAD_SIZE } from "./decode.js";
import { isGzip, openGzip } from "./gzip.js";
import { fromSystemError, SourceError } from "./source-error.js";

const STREAM = "a readable stream";

/** Name of standard input in messages. */
export const STDIN_NAME = "<stdin>";

/** Holds an input that is read as it is asked for, whatever its length. */
export interface Input {
  /** File name as given, or `<stdin>`. */
  readonly name: string;
  /** Name of its encoding. Lines that are not UTF-8 may be in another: see {@link DecodeOptions}. */
  readonly encoding: string;
  /** Bytes of the text, where that is known before it is read: of a file that is not compressed. */
  readonly size?: number;
  /** The whole text, once. What is no text is thrown here. */
  readonly chunks: AsyncIterable<string>;
  /** Closes the source. Call it even if you did not read to the end. */
  readonly close: () => Promise<void>;
}

/** Holds the whole text of an input. */
export interface TextInput {
  /** File name as given, or `<stdin>`. */
  readonly name: string;
  readonly text: string;
}

/**
 * Opens a file. Gzip is opened by its content.
 *
 * @param name - its path, or its URL, `file:///…`.
 * @throws {SourceError} where it cannot be read as text.
 */
export async function openInputFile(name: string, options: DecodeOptions = {}): Promise<Input> {
  requireText(name, "openInputFile", "name");
  const path = pathOf(name);
  const size = await sizeOf(path);
  // A short one in one chunk, which takes less time.
  const isShort = size !== undefined && size <= SHORT;
  return open(isShort ? bytesAtOnce(path) : bytesOf(createReadStream(path), path), path, {
    ...options,
    size,
  });
}

/**
 * Gives the path of a file that may be named by its URL.
 *
 * @throws {SourceError} where the URL names none of this machine.
 */
export function pathOf(name: string): string {
  if (!name.startsWith("file:")) return name;
  try {
    return fileURLToPath(name);
  } catch (error) {
    const message = "The URL names no file of this machine.";
    throw new SourceError("source/not-found", name, message, { cause: error });
  }
}

/** Opens a stream, standard input for one, as {@link openInputFile} does a file. */
export async function openInputStream(
  stream: Readable,
  { name = STDIN_NAME, ...options }: DecodeOptions & { readonly name?: string } = {},
): Promise<Input> {
  requireObject(stream, "openInputStream", "stream", STREAM);
  return open(bytesOf(stream, name), name, options);
}

/**
 * Reads a file, opening gzip by its content.
 *
 * @throws {SourceError} where it cannot be read as text.
 */
export async function readInputFile(path: string, options?: DecodeOptions): Promise<TextInput> {
  requireText(path, "readInputFile", "path");
  return readWhole(await openInputFile(path, options));
}

/**
 * Reads a stream, standard input for one, to its end.
 *
 * @throws {SourceError} where it cannot be read as text.
 */
export async function readInputStream(
  stream: Readable,
  options?: DecodeOptions & { readonly name?: string },
): Promise<TextInput> {
  requireObject(stream, "readInputStream", "stream", STREAM);
  return readWhole(await openInputStream(stream, options));
}

/**
 * Turns the bytes of an input into text, as if they were read from a file.
 *
 * @param name name of the input, for the error.
 * @throws {SourceError} where they are no text.
 */
export async function decode(
  bytes: Uint8Array,
  name: string,
  options: DecodeOptions = {},
): Promise<string> {
  requireArgument(bytes instanceof Uint8Array, "decode", "bytes", "a Uint8Array");
  requireText(name, "decode", "name");
  const once = async function* (): AsyncGenerator<Uint8Array> {
    yield bytes;
  };
  return (await readWhole(await open(once(), name, options))).text;
}

/** Reads the rest of an input. */
async function readWhole({ name, chunks }: Input): Promise<TextInput> {
  let text = "";
  for await (const chunk of chunks) {
    if (text.length + chunk.length > constants.MAX_STRING_LENGTH) {
      const limit = constants.MAX_STRING_LENGTH >> 20;
      const message = `The text is larger than ${limit} MiB; so much cannot be held at once.`;
      throw new SourceError("source/too-large", name, message);
    }
    text += chunk;
  }
  return { name, text };
}

/** Most bytes of a file that is read at once. */
const SHORT = 8 << 20;

/** Bytes that are given of it in one chunk. */
const GIVEN = 1 << 17;

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
    const bytes = await readFile(path);
    for (let at = 0; at < bytes.length; at += GIVEN) yield bytes.subarray(at, at + GIVEN);
  } catch (error) {
    throw fromSystemError(error, path, "source/unreadable");
  }
}

/** Gives the bytes of a stream as they come. */
export async function* bytesOf(
  stream: AsyncIterable<string | Uint8Array>,
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
  { size, ...options }: DecodeOptions & { readonly size?: number | undefined },
): Promise<Input> {
  const packed = new Peeked(bytes);
  const isPacked = isGzip(await packed.peek(2));
  const unpacked = isPacked ? openGzip(packed.bytes(), name) : packed.bytes();
  const plain = new Peeked(limited(unpacked, name, options.maxBytes));
  try {
    const head = await plain.peek(HEAD_SIZE);
    const { encoding, chunks } = decodeChunks(plain.bytes(), head, name, options);
    const close = (): Promise<void> => plain.close();
    return { name, encoding, chunks, close, ...(size === undefined || isPacked ? {} : { size }) };
  } catch (error) {
    await plain.close();
    throw error;
  }
}

/** Gives bytes as they come, and throws where there are more than may be. */
export async function* limited(
  bytes: AsyncIterable<Uint8Array>,
  name: string,
  most: number = Number.POSITIVE_INFINITY,
): AsyncGenerator<Uint8Array, void, undefined> {
  let left = most;
  for await (const chunk of bytes) {
    if (chunk.length > left) {
      // What stands before the limit may have a fault of its own, however it comes.
      yield chunk.subarray(0, left);
      throw new SourceError("source/too-large", name, `It is larger than ${most} bytes.`);
    }
    left -= chunk.length;
    yield chunk;
  }
}

/** Is a stream of bytes whose beginning can be seen before it is read. */
class Peeked {
  readonly #rest: AsyncIterator<Uint8Array>;
  readonly #held: Uint8Array[] = [];

  constructor(bytes: AsyncIterable<Uint8Array>) {
    this.#rest = bytes[Symbol.asyncIterator]();
  }

  /** Gives so many of the first bytes, or all where there are fewer. */
  async peek(length: number): Promise<Uint8Array> {
    let held = 0;
    for (const chunk of this.#held) held += chunk.length;
    while (held < length) {
      const { done, value } = await this.#rest.next();
      if (done) break;
      this.#held.push(value);
      held += value.length;
    }
    const [first, ...others] = this.#held;
    const all = first !== undefined && others.length === 0 ? first : Buffer.concat(this.#held);
    return all.subarray(0, length);
  }

  /** Gives all bytes; those that were not seen are read when they are asked for. */
  async *bytes(): AsyncGenerator<Uint8Array, void, undefined> {
    try {
      for (let chunk = this.#held.shift(); chunk !== undefined; chunk = this.#held.shift())
        yield chunk;
      for (;;) {
        const { done, value } = await this.#rest.next();
        if (done) return;
        yield value;
      }
    } finally {
      await this.close();
    }
  }

  /** Reads no more. */
  async close(): Promise<void> {
    await this.#rest.return?.();
  }
}
