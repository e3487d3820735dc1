import { type ParseResult, RegistryCollector, wholePiece } from "@portolan/model";
import { rowReader } from "./row-reader.js";

/**
 * Reads records from JSON Lines as `toJsonl` writes them. Columns may be missing; blank lines mean
 * nothing. A line that is no row costs that line only.
 *
 * @throws {TypeError} where the source is not a string.
 * @example
 * fromJsonl('{"name":"http","port":"80"}\n').registry.records[0].port; // 80
 */
export function fromJsonl(source: string): ParseResult {
  if (typeof source !== "string") throw new TypeError("The JSON Lines source must be a string.");
  const piece = wholePiece(source);
  const collector = new RegistryCollector();
  rowReader.read(piece, (part) => collector.add(part));
  return { ...collector.result(), problems: piece.report.problems };
}
