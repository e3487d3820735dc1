import { type ParseResult, Report } from "@portolan/model";
import { type DataDocument, readDataDocument, requireText } from "@portolan/model/internal";
import { readBroken } from "./broken-json.js";
import { parseShallow, reportFaults } from "./parse-json.js";
import { JsonPlaces } from "./structure.js";

/**
 * Reads a registry from JSON as `toJson` writes it, in any layout, with or without a byte order mark;
 * or a list of the rows that JSON Lines have, with the names that other programs give to the columns.
 * Of a text that is not JSON, the entries are read that are.
 *
 * @returns the registry and what was found wrong: text that is not JSON (`json/…`), data that is
 * not a registry (`data/…`), records that hold something odd (`record/…`).
 * @throws {TypeError} where the source is not a string.
 * @example
 * fromJson('{"records":[{"name":"http","port":80}]}').registry.records[0].port; // 80
 */
export function fromJson(source: string): ParseResult {
  requireText(source, "fromJson", "source");
  const report = new Report(source);
  return readDataDocument(parseDocument(source.replace(/^\ufeff/, " "), report), report);
}

/** Parses a document, whole or entry by entry; undefined where nothing could be read. */
function parseDocument(text: string, report: Report): DataDocument | undefined {
  const { isRead, data, items, faults, text: shallow } = parseShallow(text);
  if (!isRead) {
    const document = readBroken(text, report);
    if (document !== undefined) return document;
  }
  reportFaults(faults, report, (offset) => offset);
  if (!isRead) return undefined;
  const places = new JsonPlaces(shallow, items);
  return {
    data,
    locate: (path) => places.locate(path),
    recordOffsets: () => places.itemsOf(["records"]),
  };
}
