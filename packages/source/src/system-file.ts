import { readFile } from "node:fs/promises";
import { Readable } from "node:stream";
import { requireObject, requireText } from "./argument.js";
import { HEAD_SIZE, utf16Of } from "./decode.js";
import { isGzip, openGzip } from "./gzip.js";
import { STDIN_NAME } from "./input.js";
import { writeOutputFile } from "./output.js";
import { fromSystemError, SourceError } from "./source-error.js";

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
  requireText(path, "readSystemFile", "path");
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
  requireObject(stream, "readSystemStream", "stream", "a readable stream");
  const chunks: Uint8Array[] = [];
  try {
    for await (const chunk of stream) chunks.push(Buffer.from(chunk));
  } catch (error) {
    throw fromSystemError(error, STDIN_NAME, "source/unreadable");
  }
  return decodeSystemFile(Buffer.concat(chunks), STDIN_NAME);
}

async function decodeSystemFile(bytes: Uint8Array, name: string): Promise<SystemFile> {
  const plain = isGzip(bytes) ? await unpacked(bytes, name) : bytes;
  if (utf16Of(plain.subarray(0, HEAD_SIZE)) !== undefined)
    throw new SourceError("source/not-text", name, "It is UTF-16, which no system reads.");
  try {
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(plain);
    return { name, text, encoding: "utf-8" };
  } catch {
    return { name, text: Buffer.from(plain).toString("latin1"), encoding: "latin1" };
  }
}

async function unpacked(bytes: Uint8Array, name: string): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of openGzip(Readable.from([bytes]), name)) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/**
 * Writes a file of the system whole or not at all, in the encoding in which it was read.
 *
 * @throws {SourceError} where it cannot be written; the previous file is then untouched.
 */
export async function writeSystemFile(file: SystemFile): Promise<void> {
  requireObject(file, "writeSystemFile", "file", "what readSystemFile gives");
  const { name, text, encoding } = file;
  await writeOutputFile(name, Buffer.from(text, encoding));
}
