import { type RegistryPart, readPieces, type TextChunks } from "@portolan/model";
import { rowReader } from "./row-reader.js";

/**
 * Reads JSON Lines as {@link fromJsonl} does, record by record while they come in. What is held in
 * memory does not grow with the document, and no more is asked for than is used.
 *
 * @throws {TypeError} where a chunk is not a string.
 * @example
 * const response = await fetch(url);
 * for await (const part of streamJsonl(response.body.pipeThrough(new TextDecoderStream())))
 *   if ("record" in part) console.log(part.record.name);
 */
export function streamJsonl(chunks: TextChunks): AsyncGenerator<RegistryPart, void, undefined> {
  return readPieces(chunks, rowReader);
}
