import { readFile } from "node:fs/promises";
import type { Readable } from "node:stream";
import { isGzip, openGzip } from "./gzip.js";
import { STDIN_NAME } from "./open-input.js";
import { fromSystemError } from "./source-error.js";
import { refuseUtf16 } from "./utf-8.js";
import { writeBytes } from "./write-output.js";

/** Holds a file of the system that is written back byte for byte, but for what is changed. */
export interface SystemFile {
  /** File name as given, or `<stdin>`. */
  readonly name: string;
  readonly text: string;
  /** How its bytes became text: as Latin-1, one character a byte, where they are not UTF-8. */
  readonly encoding: "utf-8" | "latin1";
}

/**
 * Reads a file of the system, such as /etc/services. A byte order mark stays. Gzip is opened by its
 * content.
 *
 * @throws {SourceError} where it cannot be read as text.
 */
export async function readSystemFile(path: string): Promise<SystemFile> {
  let bytes: Uint8Array;
  try {
    bytes = await readFile(path);
  } catch (error) {
    throw fromSystemError(error, path, "source/unreadable");
  }
  return decodeSystemFile(bytes, path);
}

/** Reads a stream as {@link readSystemFile} does a file. */
export async function readSystemStream(stream: Readable): Promise<SystemFile> {
  const chunks: Uint8Array[] = [];
  try {
    for await (const chunk of stream) chunks.push(Buffer.from(chunk));
  } catch (error) {
    throw fromSystemError(error, STDIN_NAME, "source/unreadable");
  }
  return decodeSystemFile(Buffer.concat(chunks), STDIN_NAME);
}

async function decodeSystemFile(bytes: Uint8Array, name: string): Promise<SystemFile> {
  const plain = isGzip(bytes) ? await openGzip(bytes, name) : bytes;
  refuseUtf16(plain, name);
  try {
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(plain);
    return { name, text, encoding: "utf-8" };
  } catch {
    return { name, text: Buffer.from(plain).toString("latin1"), encoding: "latin1" };
  }
}

/**
 * Writes a file of the system whole or not at all, in the encoding in which it was read.
 *
 * @throws {SourceError} where it cannot be written; the previous file is then untouched.
 */
export async function writeSystemFile({ name, text, encoding }: SystemFile): Promise<void> {
  await writeBytes(name, Buffer.from(text, encoding));
}
