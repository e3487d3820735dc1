import type { ProtocolNumbersResult } from "@portolan/model";
import {
  areProtocolHeadings,
  type ProtocolCells,
  type ProtocolColumnKey,
  ProtocolReading,
  parseProtocolNumber,
  placeColumns,
  protocolColumnOf,
  requireText,
  wholePiece,
} from "@portolan/model/internal";
import { RowCheck } from "./from-csv.js";
import { csvProblems } from "./problems.js";
import { type Row, type RowForm, readRows, scanRow } from "./rows.js";

/**
 * Reads IANA's CSV of the protocol numbers, columns in any order. Cells are taken as they are.
 *
 * @throws {TypeError} where the source is not a string.
 * @example
 * const source = "Decimal,Keyword,Protocol\r\n6,TCP,Transmission Control\r\n";
 * protocolNumbersFromCsv(source).numbers.records[0].keyword; // "TCP"
 */
export function protocolNumbersFromCsv(source: string): ProtocolNumbersResult {
  requireText(source, "protocolNumbersFromCsv", "source");
  const reading = new ProtocolReading(source);
  const { report } = reading;
  const start = source.startsWith("\uFEFF") ? 1 : 0;
  const { cells: headings, end, next } = scanRow(source, start, ",");
  const span = { start, end };
  if (!areProtocolHeadings(headings)) {
    reading.refuse(span);
    return reading.finish();
  }
  const columns = placeColumns(headings.map(protocolColumnOf), (fault, place) => {
    report.add(csvProblems, `csv/column-${fault}`, {
      span,
      values: { found: headings[place] ?? "" },
    });
  });
  const form: RowForm = {
    delimiter: ",",
    fewest: headings.length,
    most: headings.length,
    likeness: (cells) => {
      const number = cells[columns.indexOf("number")] ?? "";
      if (number === "") return "unnumbered";
      return parseProtocolNumber(number) === undefined ? "none" : "numbered";
    },
  };
  const piece = { ...wholePiece(source), report };
  const check = new RowCheck(form, headings);
  const take = (row: Row): void => {
    if (check.isRecord(row, piece)) reading.addCells(cellsOf(row, columns), row);
  };
  readRows(piece, next, form, { waits: () => false, take });
  check.finish(report);
  return reading.finish();
}

function cellsOf(row: Row, columns: readonly (ProtocolColumnKey | undefined)[]): ProtocolCells {
  const cells = columns.map((column, i) => [column, row.cells[i]] as const);
  return Object.fromEntries(cells.filter(([column]) => column !== undefined));
}
