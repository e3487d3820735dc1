import { stat, writeFile } from "node:fs/promises";
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import { replaceFile } from "./replace-file.js";
import { fromSystemError } from "./source-error.js";

const fold = promisify(gzip);

/**
 * Writes a file whole or not at all: to a temporary file beside it, which is synced to disk and
 * renamed. A device or pipe (`/dev/null`) is written to as it is. A name that ends in `.gz` is compressed, with no time stamp inside.
 *
 * @throws {SourceError} where it cannot be written; the previous file is then untouched.
 */
export async function writeOutputFile(path: string, text: string): Promise<void> {
  try {
    const data = path.endsWith(".gz") ? await fold(text) : text;
    if (await isDevice(path)) await writeFile(path, data);
    else await replaceFile(path, data);
  } catch (error) {
    throw fromSystemError(error, path, "source/unwritable");
  }
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
