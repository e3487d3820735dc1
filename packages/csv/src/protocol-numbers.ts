import {
  areProtocolHeadings,
  finishProtocol,
  type ProtocolCells,
  type ProtocolColumnKey,
  type ProtocolNumbersResult,
  type ProtocolRecord,
  protocolColumnOf,
  protocolDraftOf,
  protocolNumberProblems,
  Report,
} from "@portolan/model";
import { checkRows } from "./check-rows.js";
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
  const report = new Report(source);
  const records: ProtocolRecord[] = [];
  const offsets: number[] = [];
  const header = readHeader(source, report);
  if (header !== undefined) {
    const columns = header.headings.map(protocolColumnOf);
    for (const row of checkRows(
      readRows(source, header.next, header.layout, report),
      source,
      header,
      report,
    )) {
      const draft = protocolDraftOf(cellsOf(row, columns), report, row);
      const record = finishProtocol(draft, report, row);
      if (record === undefined) continue;
      records.push(record);
      offsets.push(row.start);
    }
  }
  return { numbers: { records }, problems: report.problems, offsets };
}

/** Reads the header line; undefined, and an error in the report, where it is not this registry's. */
function readHeader(source: string, report: Report): Header | undefined {
  const start = source.startsWith("\uFEFF") ? 1 : 0;
  const { cells: headings, end, next } = scanRow(source, start, ",");
  if (!areProtocolHeadings(headings)) {
    const span = { start, end };
    report.add(protocolNumberProblems, "protocol-numbers/not-the-registry", { span });
    return undefined;
  }
  const columns = headings.map((heading) => {
    const column = protocolColumnOf(heading);
    if (column === undefined) {
      const details = { span: { start, end }, values: { found: heading } };
      report.add(csvProblems, "csv/column-unknown", details);
    }
    // Rows are told apart by a number in its place, and a port is written as a protocol number is.
    return column === "number" ? "port" : undefined;
  });
  return { layout: { delimiter: ",", columns }, headings, next };
}

function cellsOf(row: Row, columns: readonly (ProtocolColumnKey | undefined)[]): ProtocolCells {
  const cells = columns.map((column, i) => [column, row.cells[i]] as const);
  return Object.fromEntries(cells.filter(([column]) => column !== undefined));
}
