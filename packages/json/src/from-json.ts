import { createRegistry, type ParseResult, Report, type ServiceRecord } from "@portolan/model";
import {
  columnsOfHeadings,
  type DataPath,
  fromData,
  isObject,
  requireText,
} from "@portolan/model/internal";
import { type JsonDocument, readBroken } from "./broken-json.js";
import { areFlatRows, type FlatRow, FlatRowReader } from "./flat-rows.js";
import { parseShallow, reportFaults } from "./parse-json.js";
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
  requireText(source, "fromJson", "source");
  const report = new Report(source);
  const { problems } = report;
  const document = parseDocument(source.replace(/^\ufeff/, " "), report);
  if (document === undefined) return { registry: createRegistry(), problems, offsets: [] };

  const { data, locate, itemsOf } = document;
  const rows = flatRowsIn(data);
  if (rows !== undefined) return readFlatRows(rows, document, report);
  const { registry, recordIndexes } = fromData(data, report, locate);
  const all = itemsOf(["records"]);
  return { registry, problems, offsets: recordIndexes.map((index) => all[index] ?? 0) };
}

/** Parses a document, whole or entry by entry; undefined where nothing could be read. */
function parseDocument(text: string, report: Report): JsonDocument | undefined {
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
    itemsOf: (path) => places.itemsOf(path),
  };
}

/** Holds the rows of a flat table, and where in a document they are. */
interface FlatRows {
  readonly items: readonly unknown[];
  readonly path: DataPath;
  /** The columns of rows that are lists of values. */
  readonly columns?: readonly string[];
  /** The keys of the rows, where they are not in a list. */
  readonly keys?: readonly string[];
  /** Whether something is beside them. */
  readonly isInside: boolean;
}

/** Finds the rows of the flat table: the document itself, or the one list in it. */
function flatRowsIn(data: unknown): FlatRows | undefined {
  if (Array.isArray(data)) {
    if (areFlatRows(data)) return { items: data, path: [], isInside: false };
    const [columns] = data;
    return areHeadings(columns) ? { items: data, path: [], isInside: false, columns } : undefined;
  }
  if (!isObject(data) || Object.hasOwn(data, "records")) return undefined;
  const entries = Object.entries(data);
  // `{"columns": […], "data": [[…], …]}`, as pandas and web services write tables.
  const columns = entries.map(([, value]) => value).find(areHeadings);
  for (const [key, items] of entries) {
    if (!Array.isArray(items)) continue;
    if (areFlatRows(items)) return { items, path: [key], isInside: true };
    if (columns !== undefined && items.length > 0 && items.every(Array.isArray))
      return { items, path: [key], isInside: true, columns };
  }
  // `{"0": {…}, "1": {…}}`: rows with their index as key.
  const keys = Object.keys(data);
  if (!keys.every((key, index) => key === String(index))) return undefined;
  const items = Object.values(data);
  if (!items.every(isObject) || !areFlatRows(items)) return undefined;
  return { items, path: [], isInside: false, keys };
}

/** Tells whether a value is the list of a table's headings. */
function areHeadings(value: unknown): value is readonly string[] {
  return (
    Array.isArray(value) &&
    value.every((heading) => typeof heading === "string") &&
    columnsOfHeadings(value) !== undefined
  );
}

function readFlatRows(
  { items, path, isInside, columns, keys }: FlatRows,
  { locate, itemsOf }: JsonDocument,
  report: Report,
): ParseResult {
  if (isInside) {
    const values = { path: path.join(".") };
    report.add(jsonProblems, "json/rows-inside", { span: locate(path), values });
  }
  const starts = itemsOf(path);
  const reader = new FlatRowReader();
  const rows = items.map((data, index): FlatRow => {
    const place = [...path, keys?.[index] ?? index];
    const values = Array.isArray(data) && data.length === columns?.length ? data : undefined;
    return values === undefined
      ? { data, locate: (key) => locate(key === undefined ? place : [...place, key]) }
      : {
          data: Object.fromEntries(columns?.map((column, at) => [column, values[at]]) ?? []),
          locate: (key) =>
            locate(key === undefined ? place : [...place, columns?.indexOf(key) ?? 0]),
        };
  });
  const records: ServiceRecord[] = [];
  const offsets: number[] = [];
  for (const [index, row] of rows.entries()) {
    if (items[index] === columns) continue;
    const record = reader.read(row, report, () => rows.slice(index));
    if (record === undefined) continue;
    records.push(record);
    offsets.push(starts[index] ?? row.locate()?.start ?? 0);
  }
  reader.finish(report);
  return { registry: createRegistry({ records }), problems: report.problems, offsets };
}
