import {
  areProtocolHeadings,
  type ProtocolCells,
  type ProtocolColumnKey,
  type ProtocolNumbersResult,
  ProtocolReading,
  placeColumns,
  protocolColumnOf,
  wholePiece,
} from "@portolan/model";
import { RowCheck } from "./check-rows.js";
import type { Header } from "./header.js";
import { csvProblems } from "./problems.js";
import { readRows } from "./rows.js";
import { type Row, scanRow } from "./scan-row.js";

/**
 * Reads IANA's CSV of the protocol numbers, columns in any order. Cells are taken as they stand.
 *
 * @throws {TypeError} where the source is not a string.
 * @example
 * const source = "Decimal,Keyword,Protocol\r\n6,TCP,Transmission Control\r\n";
 * protocolNumbersFromCsv(source).numbers.records[0].keyword; // "TCP"
 */
export function protocolNumbersFromCsv(source: string): ProtocolNumbersResult {
  if (typeof source !== "string") throw new TypeError("The CSV source must be a string.");
  const reading = new ProtocolReading(source);
  const read = readHeader(source, reading);
  if (read !== undefined) {
    const { header, columns } = read;
    const piece = { ...wholePiece(source), report: reading.report };
    const check = new RowCheck(header);
    readRows(piece, header.next, header.layout, (row) => {
      if (check.isRecord(row, piece)) reading.addCells(cellsOf(row, columns), row);
    });
    reading.report.problems.push(...check.finish());
  }
  return reading.finish();
}

/** Says which column of the protocol numbers each cell is; undefined for one that is skipped. */
type ProtocolColumns = readonly (ProtocolColumnKey | undefined)[];

/** Holds the header line, for the rows of any table, and the columns that it names. */
interface ProtocolHeader {
  readonly header: Header;
  readonly columns: ProtocolColumns;
}

/** Reads the header line; undefined, and an error in the report, where it is not this registry's. */
function readHeader(source: string, reading: ProtocolReading): ProtocolHeader | undefined {
  const start = source.startsWith("\uFEFF") ? 1 : 0;
  const { cells: headings, end, next } = scanRow(source, start, ",");
  if (!areProtocolHeadings(headings)) {
    reading.refuse({ start, end });
    return undefined;
  }
  const columns = placeColumns(headings.map(protocolColumnOf), (fault, place) => {
    const details = { span: { start, end }, values: { found: headings[place] ?? "" } };
    reading.report.add(csvProblems, `csv/column-${fault}`, details);
  });
  // Rows are told apart by a number in its place, and a port is written as a protocol number is.
  const numbers = columns.map((column) => (column === "number" ? "port" : undefined));
  const header = { layout: { delimiter: ",", columns: numbers }, headings, next };
  return { header, columns };
}

function cellsOf(row: Row, columns: ProtocolColumns): ProtocolCells {
  const cells = columns.map((column, i) => [column, row.cells[i]] as const);
  return Object.fromEntries(cells.filter(([column]) => column !== undefined));
}
