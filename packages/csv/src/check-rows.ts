import type { Report } from "@portolan/model";
import { type Header, repeatsHeader } from "./header.js";
import { fitsRecord, isNumbered, type Layout } from "./layout.js";
import { csvProblems } from "./problems.js";
import { isBlank, type Row } from "./scan-row.js";

/** Gives those rows that are records, and reports the others and all that have not one cell a column. */
export function* checkRows(
  rows: Iterable<Row>,
  source: string,
  header: Header,
  report: Report,
): Generator<Row> {
  const blank = { first: 0, count: 0, sinceRow: 0 };
  for (const row of rows) {
    if (isBlank(row)) {
      if (blank.count + blank.sinceRow === 0) blank.first = row.start;
      blank.sinceRow++;
      continue;
    }
    blank.count += blank.sinceRow;
    blank.sinceRow = 0;
    if (repeatsHeader(row, header)) {
      report.add(csvProblems, "csv/header-repeated", { span: row });
    } else if (checkLength(row, source, header.layout, report)) {
      yield row;
    }
  }
  if (blank.count > 0) {
    const { first, count } = blank;
    report.add(csvProblems, "csv/blank-lines", { span: { start: first }, values: { count } });
  }
}

/** Reports a row that has more or fewer cells than columns; tells whether it can be used. */
function checkLength(row: Row, source: string, { columns }: Layout, report: Report): boolean {
  const found = row.cells.length;
  const expected = columns.length;
  if (found === expected) return true;
  const code = found > expected ? "csv/cells-extra" : shortageCode(row, columns, source);
  report.add(csvProblems, code, { span: row, values: { found, expected } });
  return csvProblems[code][0] === "warning";
}

/**
 * Tells why a row is short: one that ends with the input, without a line break, was cut off; one
 * without a number is rather a line of a text that has lost its quotes.
 */
function shortageCode(
  row: Row,
  columns: Layout["columns"],
  source: string,
): "csv/cut-off" | "csv/cells-missing" | "csv/row-short" {
  if (row.end === source.length) return "csv/cut-off";
  return fitsRecord(row, columns) && isNumbered(row, columns)
    ? "csv/cells-missing"
    : "csv/row-short";
}
