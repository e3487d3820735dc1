import { stat, writeFile } from "node:fs/promises";
import { pipeline, Readable } from "node:stream";
import { promisify } from "node:util";
import { type FileData, replaceFile } from "./replace-file.js";
import { fromSystemError } from "./source-error.js";

/**
 * Writes a file whole or not at all: to a temporary file beside it, which is synced to disk and
 * renamed. A device or pipe (`/dev/null`) is written to as it is. A name that ends in `.gz` is
 * compressed, with no time stamp inside.
 *
 * @param text whole, or in chunks, of which the next is asked for when one is written. Where making
 * them fails, that error is thrown.
 * @throws {SourceError} where it cannot be written; the previous file is then untouched.
 */
export async function writeOutputFile(
  path: string,
  text: string | AsyncIterable<string>,
): Promise<void> {
  let failure: { readonly error: unknown } | undefined;
  const watched = async function* (chunks: AsyncIterable<string>): AsyncGenerator<string> {
    try {
      yield* chunks;
    } catch (error) {
      failure = { error };
      throw error;
    }
  };
  try {
    await writeData(path, await packed(path, typeof text === "string" ? text : watched(text)));
  } catch (error) {
    throw failure === undefined ? fromSystemError(error, path, "source/unwritable") : failure.error;
  }
}

/** Writes bytes as {@link writeOutputFile} does a text. */
export async function writeBytes(path: string, bytes: Uint8Array): Promise<void> {
  try {
    await writeData(path, await packed(path, bytes));
  } catch (error) {
    throw fromSystemError(error, path, "source/unwritable");
  }
}

/** Compresses a text if its file's name says so. */
async function packed(
  path: string,
  text: string | Uint8Array | AsyncIterable<string>,
): Promise<FileData> {
  if (!path.endsWith(".gz")) return text;
  const { createGzip, gzip } = await import("node:zlib");
  if (typeof text === "string" || text instanceof Uint8Array) return promisify(gzip)(text);
  // What goes wrong before it comes out of it.
  return pipeline(Readable.from(text), createGzip(), () => {});
}

async function writeData(path: string, data: FileData): Promise<void> {
  if (await isDevice(path)) await writeFile(path, data);
  else await replaceFile(path, data);
}

/** Tells whether a path leads to something that a rename would destroy: a device, pipe or socket. */
async function isDevice(path: string): Promise<boolean> {
  try {
    const found = await stat(path);
    return !found.isFile() && !found.isDirectory();
  } catch {
    return false;
  }
}
