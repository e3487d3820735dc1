import { constants } from "node:buffer";
import type { Readable } from "node:stream";
import { type Input, type LongInput, openInputFile, openInputStream } from "./open-input.js";
import { SourceError } from "./source-error.js";

/** Most bytes that are held as a text: as many as a string has room for, over a hundred registries. */
const MAX_HELD = constants.MAX_STRING_LENGTH;

/**
 * Reads a file, opening gzip by its content.
 *
 * @throws {SourceError} where it cannot be read as text.
 */
export async function readInputFile(path: string): Promise<Input> {
  return whole(await openInputFile(path, MAX_HELD));
}

/**
 * Reads a stream, standard input for one, to its end.
 *
 * @throws {SourceError} where it cannot be read as text.
 */
export async function readInputStream(stream: Readable, name?: string): Promise<Input> {
  return whole(await openInputStream(stream, MAX_HELD, name));
}

async function whole(input: Input | LongInput): Promise<Input> {
  if ("text" in input) return input;
  await input.close();
  const message = `The text is larger than ${MAX_HELD >> 20} MiB; so much cannot be held at once.`;
  throw new SourceError("source/too-large", input.name, message);
}
