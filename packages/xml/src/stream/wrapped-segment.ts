import { type Position, Report } from "@portolan/model";
import type { XmlReading } from "../element.js";
import { type ReadDocument, readDocument } from "../read-elements.js";
import type { PartQueue } from "./part-queue.js";

/** Holds what the library read of a segment. */
export interface ReadSegment extends ReadDocument {
  readonly reading: XmlReading;
}

/**
 * Reads a segment of a document by the library, between tags that make a document of it. Positions
 * are those in the document that the segment is of.
 *
 * @param start - where the segment begins in the document.
 */
export function readWrapped(
  before: string,
  segment: string,
  after: string,
  start: Position,
  parts: PartQueue,
): ReadSegment {
  const source = before + segment + after;
  const origin = {
    line: start.line,
    column: start.column - before.length,
    offset: start.offset - before.length,
  };
  const reading = { source, report: new Report(source, origin) };
  parts.follow(reading.report);
  return { ...readDocument(reading), reading };
}
