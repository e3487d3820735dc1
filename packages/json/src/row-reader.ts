import {
  type Cells,
  COLUMNS,
  type ColumnKey,
  dataProblems,
  describeData,
  draftFromCells,
  finishRecord,
  isObject,
  type Piece,
  type PieceReader,
  type Report,
  type ServiceRecord,
  type Span,
} from "@portolan/model";
import { JsonPlaces } from "./json-places.js";
import { parseJson } from "./parse-json.js";
import { jsonlProblems } from "./problems.js";

const COLUMN_KEYS: ReadonlySet<string> = new Set(COLUMNS.map(({ key }) => key));

/** Reads the records of JSON Lines, whole or piece by piece: each line can be told by itself. */
export const rowReader: PieceReader = {
  read(piece, give) {
    const { origin, report } = piece;
    return readLines(piece, (line) => {
      const record = readRecord(line, report);
      if (record !== undefined) give({ record, offset: origin.offset + line.start });
    });
  },
};

interface Line {
  readonly text: string;
  /** Zero-based offset of the line in the piece. */
  readonly start: number;
}

/**
 * Takes the lines that are not blank; the CR of a CRLF is white space to JSON.
 *
 * @returns the offset of the line that may go on in the next piece.
 */
function readLines({ source, origin, isLast }: Piece, take: (line: Line) => void): number {
  let start = origin.offset === 0 && source.startsWith("\ufeff") ? 1 : 0;
  while (start < source.length) {
    const lineFeed = source.indexOf("\n", start);
    if (lineFeed === -1 && !isLast) break;
    const end = lineFeed === -1 ? source.length : lineFeed;
    const text = source.slice(start, end);
    if (text.trim() !== "") take({ text, start });
    start = end + 1;
  }
  return Math.min(start, source.length);
}

function readRecord({ text, start }: Line, report: Report): ServiceRecord | undefined {
  const row = parseJson(text, report, start);
  if (row === undefined) return undefined;
  let places: JsonPlaces | undefined;
  const locate = (column?: string): Span | undefined => {
    places ??= new JsonPlaces(text);
    const span = places.locate(column === undefined ? [] : [column]) ?? places.locate([]);
    return span && { start: start + span.start, end: start + span.end };
  };
  if (!isObject(row) || !Object.keys(row).some(isColumn)) {
    const found = isObject(row) ? "an object without any column" : describeData(row);
    report.add(jsonlProblems, "jsonl/not-a-row", { span: locate(), values: { found } });
    return undefined;
  }
  const cells = cellsOf(row, report, locate);
  return finishRecord(draftFromCells(cells, report, locate), report, locate);
}

/** Makes cells of a row, in place: what is no cell gets undefined, and is reported if it is not null. */
function cellsOf(
  row: Record<string, unknown>,
  report: Report,
  locate: (column: string) => Span | undefined,
): Cells {
  for (const path of Object.keys(row)) {
    const value = row[path];
    if (!isColumn(path)) {
      report.add(dataProblems, "data/field-unknown", { span: locate(path), values: { path } });
    } else if (typeof value !== "string") {
      row[path] = undefined;
      if (value === null) continue;
      report.add(dataProblems, "data/type-wrong", {
        span: locate(path),
        values: { path, found: describeData(value), expected: "text or null" },
      });
    }
  }
  return row as Cells;
}

function isColumn(key: string): key is ColumnKey {
  return COLUMN_KEYS.has(key);
}
