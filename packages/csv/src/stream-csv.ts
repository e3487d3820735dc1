import { type RegistryPart, readPieces, type TextChunks } from "@portolan/model";
import { type FromCsvOptions, RecordReader } from "./record-reader.js";

/**
 * Reads CSV as {@link fromCsv} does, record by record while it comes in. What is held in memory does
 * not grow with the document, and no more is asked for than is used.
 *
 * @throws {TypeError} where a chunk is not a string.
 * @example
 * const response = await fetch(url);
 * for await (const part of streamCsv(response.body.pipeThrough(new TextDecoderStream())))
 *   if ("record" in part) console.log(part.record.name);
 */
export function streamCsv(
  chunks: TextChunks,
  options: FromCsvOptions = {},
): AsyncGenerator<RegistryPart, void, undefined> {
  return readPieces(chunks, new RecordReader(options));
}
