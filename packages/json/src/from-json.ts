import { createRegistry, type ParseResult, Report, type ServiceRecord } from "@portolan/model";
import { type DataPath, fromData, isObject } from "@portolan/model/internal";
import { type JsonDocument, readBroken } from "./broken-json.js";
import { areFlatRows, type FlatRow, FlatRowReader } from "./flat-rows.js";
import { parseJson, reportFaults } from "./parse-json.js";
import { jsonProblems } from "./problems.js";
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
  if (typeof source !== "string") throw new TypeError("The JSON source must be a string.");
  const report = new Report(source);
  const { problems } = report;
  const document = readDocument(source.replace(/^\ufeff/, " "), report);
  if (document === undefined) return { registry: createRegistry(), problems, offsets: [] };

  const { data, locate, itemsOf } = document;
  const rows = flatRowsIn(data);
  if (rows !== undefined) return readFlatRows(rows, document, report);
  const { registry, recordIndexes } = fromData(data, report, locate);
  const all = itemsOf(["records"]);
  return { registry, problems, offsets: recordIndexes.map((index) => all[index] ?? 0) };
}

/** Parses a document, whole or entry by entry; undefined where nothing could be read. */
function readDocument(text: string, report: Report): JsonDocument | undefined {
  const { isRead, data, items, faults } = parseJson(text);
  if (!isRead && faults.some(({ code }) => code === "json/syntax")) {
    const document = readBroken(text, report);
    if (document !== undefined) return document;
  }
  reportFaults(faults, report, (offset) => offset);
  if (!isRead) return undefined;
  const places = new JsonPlaces(text, items);
  return {
    data,
    locate: (path) => places.locate(path),
    itemsOf: (path) => places.itemsOf(path),
  };
}

/** Holds the rows of a flat table, and where in a document they are. */
interface FlatRows {
  readonly items: readonly unknown[];
  readonly path: DataPath;
  /** Whether something is beside them. */
  readonly isInside: boolean;
}

/** Finds the rows of the flat table: the document itself, or the one list in it. */
function flatRowsIn(data: unknown): FlatRows | undefined {
  if (Array.isArray(data)) {
    return areFlatRows(data) ? { items: data, path: [], isInside: false } : undefined;
  }
  if (!isObject(data) || Object.hasOwn(data, "records")) return undefined;
  const lists = Object.entries(data).filter(([, value]) => Array.isArray(value));
  for (const [key, items] of lists)
    if (Array.isArray(items) && areFlatRows(items)) return { items, path: [key], isInside: true };
  return undefined;
}

function readFlatRows(
  { items, path, isInside }: FlatRows,
  { locate, itemsOf }: JsonDocument,
  report: Report,
): ParseResult {
  if (isInside) {
    const values = { path: path.join(".") };
    report.add(jsonProblems, "json/rows-inside", { span: locate(path), values });
  }
  const starts = itemsOf(path);
  const reader = new FlatRowReader();
  const rows = items.map(
    (data, index): FlatRow => ({
      data,
      locate: (key) => locate([...path, index, ...(key === undefined ? [] : [key])]),
    }),
  );
  const records: ServiceRecord[] = [];
  const offsets: number[] = [];
  for (const [index, row] of rows.entries()) {
    const record = reader.read(row, report, () => rows.slice(index));
    if (record === undefined) continue;
    records.push(record);
    offsets.push(starts[index] ?? 0);
  }
  reader.finish(report);
  return { registry: createRegistry({ records }), problems: report.problems, offsets };
}
