import type { Piece, Problem } from "@portolan/model";
import { type Header, repeatsHeader } from "./header.js";
import { fitsRecord, isNumbered, type Layout } from "./layout.js";
import { csvProblems } from "./problems.js";
import { isBlank, type Row } from "./scan-row.js";
import { Tally } from "./tally.js";

/** Tells which rows of a document are records, and reports the others. */
export class RowCheck {
  readonly #header: Header;
  readonly #blankLines = new Tally();
  /** Blank lines since the last row: at the end of the document they mean nothing. */
  readonly #trailing = new Tally();

  constructor(header: Header) {
    this.#header = header;
  }

  /** Tells whether a row is a record; what has not one cell a column is reported. */
  isRecord(row: Row, piece: Piece): boolean {
    const { report } = piece;
    if (isBlank(row)) {
      this.#trailing.add(1, row.start, report);
      return false;
    }
    this.#blankLines.take(this.#trailing);
    if (!repeatsHeader(row, this.#header)) return hasItsCells(row, piece, this.#header.layout);
    report.add(csvProblems, "csv/header-repeated", { span: row });
    return false;
  }

  /** Gives what is left to report when the document is read. */
  finish(): readonly Problem[] {
    return this.#blankLines.report("csv/blank-lines");
  }
}

/** Reports a row that has more or fewer cells than columns; tells whether it can be used. */
function hasItsCells(row: Row, piece: Piece, { columns }: Layout): boolean {
  const found = row.cells.length;
  const expected = columns.length;
  if (found === expected) return true;
  const code = found > expected ? "csv/cells-extra" : shortageCode(row, columns, piece);
  piece.report.add(csvProblems, code, { span: row, values: { found, expected } });
  return csvProblems[code][0] === "warning";
}

/**
 * Tells why a row is short: one that ends with the document, without a line break, was cut off; one
 * without a number is rather a line of a text that has lost its quotes.
 */
function shortageCode(
  row: Row,
  columns: Layout["columns"],
  { source, isLast }: Piece,
): "csv/cut-off" | "csv/cells-missing" | "csv/row-short" {
  if (isLast && row.end === source.length) return "csv/cut-off";
  return fitsRecord(row, columns) && isNumbered(row, columns)
    ? "csv/cells-missing"
    : "csv/row-short";
}
