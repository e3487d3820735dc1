import { COLUMNS, type ColumnKey, type Report, type ServiceRecord } from "@portolan/model";
import { reportHalfPairs, reportLongCells } from "./losses.js";

/**
 * Writes the cells of a record as a row in IANA's order, without what ends it. A cell is quoted if
 * it needs it, as IANA does (RFC 4180 §2, rules 6 and 7).
 */
export function rowText(
  cells: Readonly<Record<ColumnKey, string>>,
  record: ServiceRecord,
  report: Report | undefined,
): string {
  const texts = [
    cells.name,
    cells.port,
    cells.protocol,
    cells.description,
    cells.assignee,
    cells.contact,
    cells.registrationDate,
    cells.modificationDate,
    cells.reference,
    cells.serviceCode,
    cells.unauthorizedUse,
    cells.notes,
  ];
  const row = texts.join(",");
  if (PLAIN_ROW.test(row)) return row;
  const quoted = texts.map(quote);
  if (report !== undefined) {
    reportHalfPairs(record, row, report);
    reportLongCells(record, quoted, report);
  }
  return quoted.join(",");
}

/**
 * Matches nearly every row: no cell needs quotes, as there are just the commas between them, and
 * none has halves of surrogate pairs.
 */
const PLAIN_ROW = new RegExp(
  `^(?:[^",\\r\\n\\uD800-\\uDFFF]*,){${COLUMNS.length - 1}}[^",\\r\\n\\uD800-\\uDFFF]*$`,
);

function quote(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
