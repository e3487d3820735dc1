import type { Piece } from "@portolan/model";
import type { Layout } from "./layout.js";
import { isDoubtful, nextRecord, readOddRows } from "./odd-rows.js";
import { RegularRows } from "./regular-rows.js";
import { isDecided, type Row, scanRow } from "./scan-row.js";

/**
 * Reads the rows from an offset on. What breaks the rules of quoting is cut out, from its first line
 * to the next line that starts a record, and handed to csv-parse, which reads it as it stands or
 * refuses it. So a quote that is never closed costs its own row, and not all that follow.
 *
 * @returns the offset of the first row of which the text that follows must tell what it is.
 */
export function readRows(
  piece: Piece,
  start: number,
  layout: Layout,
  take: (row: Row) => void,
): number {
  const { source, isLast } = piece;
  const regular = new RegularRows(source, layout);
  let at = start;
  while (at < source.length) {
    const regularRow = regular.rowAt(at);
    if (regularRow !== undefined) {
      take(regularRow);
      at = regularRow.next;
      continue;
    }
    const row = scanRow(source, at, layout.delimiter);
    if (!isLast && !isDecided(row, source)) break;
    const end = isDoubtful(row, source, layout) ? nextRecord(piece, row, layout) : row.next;
    if (end === undefined) break;
    if (row.fault === undefined && end === row.next) take(row);
    else readOddRows(piece, at, end, layout, take);
    at = end;
  }
  return at;
}
