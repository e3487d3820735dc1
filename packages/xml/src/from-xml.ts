import type { ParseResult, RegistryPart, TextChunks } from "@portolan/model";
import {
  eachPart,
  type PartLists,
  readDocument,
  readPieces,
  requireChunks,
  requireText,
} from "@portolan/model/internal";
import { DocumentReader } from "./document.js";
import { RegistryReader } from "./read-registry.js";

/**
 * Reads the registry from IANA's XML. Nothing of it is lost, and nothing is silent: what the
 * record model has no place for is reported with its position.
 *
 * @throws {TypeError} where the source is not a string.
 * @example
 * const { registry, problems } = fromXml(source);
 */
export function fromXml(source: string): ParseResult {
  requireText(source, "fromXml", "source");
  return readDocument(source, registryReader());
}

/**
 * Reads the registry from IANA's XML as it comes, part by part, in memory that does not grow with
 * the document. It gives what {@link fromXml} gives of the whole document, in the same order.
 *
 * @param chunks - the text in chunks; no more of it is asked for than parts are taken.
 * @throws {TypeError} where a chunk is not a string.
 * @example
 * for await (const part of streamXml(chunks)) if ("record" in part) use(part.record);
 */
export function streamXml(chunks: TextChunks): AsyncGenerator<RegistryPart, void, undefined> {
  requireChunks(chunks, "streamXml", "chunks");
  return eachPart(xmlPieces(chunks));
}

/** Reads XML as {@link streamXml} does, and gives the parts of each piece together. */
export function xmlPieces(chunks: TextChunks): PartLists {
  return readPieces(chunks, registryReader());
}

function registryReader(): DocumentReader {
  return new DocumentReader(new RegistryReader());
}
