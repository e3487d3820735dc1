import type { RegistryPart, TextChunks } from "@portolan/model";
import {
  eachChunk,
  eachPart,
  type PartLists,
  type Piece,
  type PieceReader,
  partsOfRegistry,
  readPieces,
  requireChunks,
} from "@portolan/model/internal";
import { isPublished, readText } from "./from-text.js";
import { TOP_LENGTH } from "./page/lines.js";
import { PageReader } from "./published/page-reader.js";

/**
 * Reads plain text as {@link fromText} does, row by row while it comes in.
 *
 * What is held of IANA's own text does not grow with it: at most the first 3,000 lines of a table,
 * which show its columns, then the lines between two that must be rows of their own. Dumps and
 * copies, in which what stands last tells how to read what stands first, are read when they are
 * all there.
 *
 * @throws {TypeError} where a chunk is not a string.
 * @example
 * const response = await fetch(url);
 * for await (const part of streamText(response.body.pipeThrough(new TextDecoderStream())))
 *   if ("record" in part) console.log(part.record.name);
 */
export function streamText(chunks: TextChunks): AsyncGenerator<RegistryPart, void, undefined> {
  requireChunks(chunks, "streamText", "chunks");
  return eachPart(textPieces(chunks));
}

/** Reads text as {@link streamText} does, and gives the parts of each piece together. */
export function textPieces(chunks: TextChunks): PartLists {
  return readPieces(inShortChunks(chunks), new TextReader());
}

/**
 * Length of the chunks that are read. V8 keeps longer strings (128 KiB, of two bytes a character)
 * until it looks through all memory, which it does less the more of them there are.
 */
const CHUNK_LENGTH = 32_768;

async function* inShortChunks(chunks: TextChunks): AsyncGenerator<string, void, undefined> {
  for await (const chunk of eachChunk(chunks))
    for (let at = 0; at < chunk.length; at += CHUNK_LENGTH)
      yield chunk.slice(at, at + CHUNK_LENGTH);
}

/** Finds out which shape a text has, and reads it accordingly. */
class TextReader implements PieceReader {
  #page: PageReader | undefined;
  /** Whether the top was seen, and is not that of IANA's text. */
  #isOther = false;

  read(piece: Piece, give: (part: RegistryPart) => void): number {
    const { source, isLast } = piece;
    if (this.#page === undefined && !this.#isOther && (isLast || source.length >= TOP_LENGTH)) {
      if (isPublished(source.slice(0, TOP_LENGTH))) this.#page = new PageReader();
      else this.#isOther = true;
    }
    if (this.#page !== undefined) return this.#page.read(piece, give);
    if (!isLast) return 0;
    readWhole(piece, give);
    return source.length;
  }
}

function readWhole({ source, report }: Piece, give: (part: RegistryPart) => void): void {
  const { registry, offsets } = readText(source, report);
  for (const part of partsOfRegistry(registry, offsets)) give(part);
}
