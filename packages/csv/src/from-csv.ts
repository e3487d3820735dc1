import { type ParseResult, RegistryCollector, wholePiece } from "@portolan/model";
import { type FromCsvOptions, RecordReader } from "./record-reader.js";

/**
 * Reads IANA's CSV of the registry, or a copy that went through a spreadsheet: columns in any
 * order, commas, semicolons or tabs, any line breaks. Cells are taken as they stand.
 *
 * @throws {TypeError} where the source is not a string.
 * @example
 * const source = "Service Name,Port Number,Transport Protocol\r\nhttp,80,tcp\r\n";
 * fromCsv(source).registry.records[0].port; // 80
 */
export function fromCsv(source: string, options: FromCsvOptions = {}): ParseResult {
  if (typeof source !== "string") throw new TypeError("The CSV source must be a string.");
  const piece = wholePiece(source);
  const collector = new RegistryCollector();
  new RecordReader(options).read(piece, (part) => collector.add(part));
  return { ...collector.result(), problems: piece.report.problems };
}
