import { type Position, Report } from "@portolan/model";
import type { XmlReading } from "../element.js";
import { type ReadDocument, readDocument } from "../read-elements.js";
import type { PartQueue } from "./part-queue.js";

/** Holds what the library read of a piece. */
export interface ReadPiece extends ReadDocument {
  readonly reading: XmlReading;
}

/**
 * Reads a piece of a document by the library, between tags that make a document of it. Positions
 * are those in the document that the piece is of.
 *
 * @param start - where the piece begins in the document.
 */
export function readWrapped(
  before: string,
  piece: string,
  after: string,
  start: Position,
  parts: PartQueue,
): ReadPiece {
  const source = before + piece + after;
  const origin = {
    line: start.line,
    column: start.column - before.length,
    offset: start.offset - before.length,
  };
  const reading = { source, report: new Report(source, origin) };
  parts.follow(reading.report);
  return { ...readDocument(reading), reading };
}
