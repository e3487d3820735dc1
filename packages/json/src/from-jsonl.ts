import {
  COLUMNS,
  type ColumnKey,
  createRegistry,
  dataProblems,
  describeData,
  draftFromCells,
  finishRecord,
  isObject,
  type ParseResult,
  Report,
  type ServiceRecord,
  type Span,
} from "@portolan/model";
import { JsonPlaces } from "./json-places.js";
import { parseJson } from "./parse-json.js";
import { jsonlProblems } from "./problems.js";

const COLUMN_KEYS: ReadonlySet<string> = new Set(COLUMNS.map(({ key }) => key));

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
  const report = new Report(source);
  const records: ServiceRecord[] = [];
  const offsets: number[] = [];
  for (const line of readLines(source)) {
    const record = readRecord(line, report);
    if (record === undefined) continue;
    records.push(record);
    offsets.push(line.start);
  }
  return { registry: createRegistry({ records }), problems: report.problems, offsets };
}

interface Line {
  readonly text: string;
  /** Zero-based offset of the line in the source. */
  readonly start: number;
}

/** Gives the lines that are not blank; the CR of a CRLF is white space to JSON. */
function* readLines(source: string): Generator<Line> {
  let start = source.startsWith("\ufeff") ? 1 : 0;
  while (start < source.length) {
    const lineFeed = source.indexOf("\n", start);
    const end = lineFeed === -1 ? source.length : lineFeed;
    const text = source.slice(start, end);
    if (text.trim() !== "") yield { text, start };
    start = end + 1;
  }
}

function readRecord({ text, start }: Line, report: Report): ServiceRecord | undefined {
  const row = parseJson(text, report, start);
  if (row === undefined) return undefined;
  const places = new JsonPlaces(text);
  const locate = (column?: string): Span | undefined => {
    const span = places.locate(column === undefined ? [] : [column]) ?? places.locate([]);
    return span && { start: start + span.start, end: start + span.end };
  };
  if (!isObject(row) || !Object.keys(row).some(isColumn)) {
    const found = isObject(row) ? "an object without any column" : describeData(row);
    report.add(jsonlProblems, "jsonl/not-a-row", { span: locate(), values: { found } });
    return undefined;
  }
  const cells: { [key in ColumnKey]?: string } = {};
  for (const [path, value] of Object.entries(row)) {
    if (!isColumn(path)) {
      report.add(dataProblems, "data/field-unknown", { span: locate(path), values: { path } });
    } else if (typeof value === "string") cells[path] = value;
    else if (value !== null) {
      report.add(dataProblems, "data/type-wrong", {
        span: locate(path),
        values: { path, found: describeData(value), expected: "text or null" },
      });
    }
  }
  return finishRecord(draftFromCells(cells, report, locate), report, locate);
}

function isColumn(key: string): key is ColumnKey {
  return COLUMN_KEYS.has(key);
}
