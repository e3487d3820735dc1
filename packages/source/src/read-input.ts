import { readFile } from "node:fs/promises";
import type { Readable } from "node:stream";
import { decode } from "./decode.js";
import { fromSystemError } from "./source-error.js";

/** Holds the text of an input. */
export interface Input {
  /** File name as given, or `<stdin>`. */
  readonly name: string;
  readonly text: string;
}

/** Name of standard input in messages. */
export const STDIN_NAME = "<stdin>";

/**
 * Reads a file, opening gzip by its content.
 *
 * @throws {SourceError} where it cannot be read as text.
 */
export async function readInputFile(path: string): Promise<Input> {
  let bytes: Uint8Array;
  try {
    bytes = await readFile(path);
  } catch (error) {
    throw fromSystemError(error, path, "source/unreadable");
  }
  return { name: path, text: await decode(bytes, path) };
}

/**
 * Reads a stream, standard input for one, to its end.
 *
 * @throws {SourceError} where it cannot be read as text.
 */
export async function readInputStream(stream: Readable, name: string = STDIN_NAME): Promise<Input> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of readBytes(stream, name)) chunks.push(chunk);
  return { name, text: await decode(Buffer.concat(chunks), name) };
}

/** Gives the bytes of a stream as they come. */
export async function* readBytes(
  stream: Readable,
  name: string,
): AsyncGenerator<Uint8Array, void, undefined> {
  try {
    for await (const chunk of stream) yield typeof chunk === "string" ? Buffer.from(chunk) : chunk;
  } catch (error) {
    throw fromSystemError(error, name, "source/unreadable");
  }
}
