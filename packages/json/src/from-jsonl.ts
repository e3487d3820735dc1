import type { ParseResult, RegistryPart, TextChunks } from "@portolan/model";
import {
  eachPart,
  type FlatRow,
  FlatRowReader,
  isObject,
  type PartLists,
  type Piece,
  type PieceReader,
  readDocument,
  readPieces,
  requireChunks,
  requireText,
} from "@portolan/model/internal";
import { type Fault, parseJson, reportFaults } from "./parse-json.js";
import { jsonlProblems } from "./problems.js";
import { JsonPlaces } from "./structure.js";

/**
 * Reads records from JSON Lines as `toJsonl` writes them, or other programs do with the registry's
 * columns. Columns may be missing; blank lines mean nothing. An object may cover several lines, if the
 * first begins with its brace and the others with blanks, quotes or brackets. What is no row costs itself only.
 *
 * @throws {TypeError} where the source is not a string.
 * @example
 * fromJsonl('{"name":"http","port":"80"}\n').registry.records[0].port; // 80
 */
export function fromJsonl(source: string): ParseResult {
  requireText(source, "fromJsonl", "source");
  return readDocument(source, new LineReader());
}

/**
 * Reads JSON Lines as {@link fromJsonl} does, record by record while they come in. What is held in
 * memory does not grow with the document, unless its dates can only be understood from all of them.
 *
 * @throws {TypeError} where a chunk is not a string.
 * @example
 * const response = await fetch(url);
 * for await (const part of streamJsonl(response.body.pipeThrough(new TextDecoderStream())))
 *   if ("record" in part) console.log(part.record.name);
 */
export function streamJsonl(chunks: TextChunks): AsyncGenerator<RegistryPart, void, undefined> {
  requireChunks(chunks, "streamJsonl", "chunks");
  return eachPart(jsonlPieces(chunks));
}

/** Reads JSON Lines as {@link streamJsonl} does, and gives the parts of each piece together. */
export function jsonlPieces(chunks: TextChunks): PartLists {
  return readPieces(chunks, new LineReader());
}

/** Reads the rows of one document, whole or piece by piece. */
class LineReader implements PieceReader {
  readonly #rows = new FlatRowReader();
  #isEmpty = true;

  read(piece: Piece, give: (part: RegistryPart) => void): number {
    const { source, origin, isLast, report } = piece;
    let at = origin.offset === 0 && source.startsWith("\ufeff") ? 1 : 0;
    for (let entry = readEntry(piece, at); entry !== undefined; entry = readEntry(piece, at)) {
      const { row, next, faults } = entry;
      if (!isLast && row !== undefined && this.#rows.waits(row)) break;
      const start = at;
      if (row !== undefined || faults.length > 0) this.#isEmpty = false;
      reportFaults(faults, report, (offset) => start + offset);
      if (row !== undefined) {
        const offset = origin.offset + entry.start;
        for (const record of this.#rows.read(row, report, () => rowsFrom(piece, start)))
          give({ record, offset });
      }
      at = next;
    }
    if (isLast) this.#rows.finish(report);
    if (isLast && this.#isEmpty)
      report.add(jsonlProblems, "jsonl/no-rows", { span: { start: at } });
    return at;
  }
}

/** Holds what one or more lines say. */
interface Entry {
  readonly start: number;
  readonly next: number;
  /** Absent where they say nothing, or no JSON. */
  readonly row?: FlatRow;
  readonly faults: readonly Fault[];
}

/** Gives the rows of a piece from an offset on. */
function* rowsFrom(piece: Piece, start: number): Generator<FlatRow> {
  let at = start;
  for (let entry = readEntry(piece, at); entry !== undefined; entry = readEntry(piece, at)) {
    if (entry.row !== undefined) yield entry.row;
    at = entry.next;
  }
}

/**
 * Reads the entry that begins at an offset: a line, or an object that goes on in lines that begin with
 * blanks, quotes or brackets. A line that is JSON by itself ends what goes on.
 *
 * @returns undefined at the end, or where only the text that follows tells.
 */
function readEntry({ source, isLast }: Piece, start: number): Entry | undefined {
  if (start >= source.length) return undefined;
  const end = endOfLine(source, start, isLast);
  if (end === undefined) return undefined;
  const first = entryOf(source, start, end);
  if (first.row !== undefined || source[start] !== "{") return first;
  let last = end;
  while (last < source.length && GOES_ON.has(source[last] ?? "")) {
    const next = endOfLine(source, last, isLast);
    if (next === undefined) return undefined;
    if (isObjectLine(source.slice(last, next))) break;
    last = next;
  }
  if (last === source.length && !isLast) return undefined;
  return last === end ? first : entryOf(source, start, last);
}

/** What a line begins with that goes on with the object of the line before. */
const GOES_ON: ReadonlySet<string> = new Set([" ", "\t", '"', "}", "]"]);

/** Gives the offset after a line; undefined where it may go on. The CR of a CRLF is white space to JSON. */
function endOfLine(source: string, start: number, isLast: boolean): number | undefined {
  const lineFeed = source.indexOf("\n", start);
  if (lineFeed !== -1) return lineFeed + 1;
  return isLast ? source.length : undefined;
}

function isObjectLine(line: string): boolean {
  if (!/^\s*\{.*\}\s*$/.test(line)) return false;
  try {
    return isObject(JSON.parse(line));
  } catch {
    return false;
  }
}

function entryOf(source: string, start: number, next: number): Entry {
  const text = source.slice(start, next).replace(/\r?\n$/, "");
  if (text.trim() === "") return { start, next, faults: [] };
  const { isRead, data, faults } = parseJson(text);
  if (!isRead) return { start, next, faults };
  const places = new JsonPlaces(text);
  const locate: FlatRow["locate"] = (key) => {
    const span = places.locate(key === undefined ? [] : [key]);
    return span && { start: start + span.start, end: start + span.end };
  };
  return { start, next, faults, row: { data, locate } };
}
