import { createRegistry, fromData, type ParseResult, Report } from "@portolan/model";
import { findRecordOffsets, JsonPlaces } from "./json-places.js";
import { parseJson } from "./parse-json.js";

/**
 * Reads a registry from JSON as `toJson` writes it, in any layout, with or without a byte order
 * mark.
 *
 * @returns the registry and what was found wrong: text that is not JSON (`json/…`), data that is
 * not a registry (`data/…`), records that hold something odd (`record/…`).
 * @throws {TypeError} where the source is not a string.
 * @example
 * fromJson('{"records":[{"name":"http","port":80}]}').registry.records[0].port; // 80
 */
export function fromJson(source: string): ParseResult {
  if (typeof source !== "string") throw new TypeError("The JSON source must be a string.");
  const report = new Report(source);
  const { problems } = report;
  const text = source.replace(/^\ufeff/, " ");
  const data = parseJson(text, report);
  if (data === undefined) return { registry: createRegistry(), problems, offsets: [] };

  const places = new JsonPlaces(text);
  const { registry, recordIndexes } = fromData(data, report, (path) => places.locate(path));
  let offsets: readonly number[] | undefined;
  return {
    registry,
    problems,
    // Most readers of the result never ask, and the answer takes longer than the parsing.
    get offsets() {
      if (offsets === undefined) {
        const all = findRecordOffsets(text);
        offsets = recordIndexes.map((index) => all[index] ?? 0);
      }
      return offsets;
    },
  };
}
