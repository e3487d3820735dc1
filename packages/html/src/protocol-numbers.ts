import { oneLine, type ProtocolNumbersResult } from "@portolan/model";
import {
  areProtocolHeadings,
  type ProtocolColumnKey,
  ProtocolReading,
  protocolColumnOf,
  recordProblems,
  requireText,
} from "@portolan/model/internal";
import { type Columns, cellIn, lineOf, referencesOf } from "./cells.js";
import { HEADER_TERMS } from "./header-terms.js";
import { type Cell, Outline, type RowReader, type TableRow } from "./outline.js";
import { readPage } from "./page/read-page.js";
import { htmlProblems } from "./problems.js";
import { readColumns } from "./tables.js";

/**
 * Reads the protocol numbers out of IANA's page, as published or as a browser saved it. The table
 * is found by its headings.
 *
 * @throws {TypeError} where the source is no string.
 * @example
 * const { numbers, problems } = protocolNumbersFromHtml(page);
 */
export function protocolNumbersFromHtml(source: string): ProtocolNumbersResult {
  requireText(source, "protocolNumbersFromHtml", "source");
  const reading = new ProtocolReading(source);
  let term = "";
  let updated: string | undefined;
  let hasTable = false;
  const outline = new Outline(reading.report, {
    openTable: () =>
      new ProtocolTable(reading, () => {
        hasTable = true;
      }),
    text: (kind, text) => {
      const line = oneLine(text ?? "");
      if (kind === "term") term = line;
      else if (kind === "detail" && term === HEADER_TERMS.updated) updated = line || updated;
    },
  });
  readPage(source, outline, reading.report);
  outline.finish(source.length);
  if (!hasTable) reading.refuse({ start: 0 });
  return reading.finish(updated);
}

/** Reads the rows of one table, once its headings are those of the protocol numbers. */
class ProtocolTable implements RowReader {
  readonly #reading: ProtocolReading;
  readonly #tellFound: () => void;
  #columns: Columns<ProtocolColumnKey> | undefined;
  #width = 0;

  constructor(reading: ProtocolReading, tellFound: () => void) {
    this.#reading = reading;
    this.#tellFound = tellFound;
  }

  isWhole(cells: number): boolean {
    return cells === this.#width;
  }

  tellUnread(): void {}

  read(row: TableRow): void {
    const { report } = this.#reading;
    const { length: found } = row.cells;
    if (this.#columns === undefined) {
      const headings = row.cells.map(lineOf);
      if (!areProtocolHeadings(headings)) return;
      this.#tellFound();
      this.#columns = readColumns(row, headings.map(protocolColumnOf), report);
      this.#width = found;
      return;
    }
    const values = { found, expected: this.#width };
    if (found !== this.#width) report.add(htmlProblems, "html/cell-count", { span: row, values });
    this.#readRecord(row, this.#columns);
  }

  #readRecord(row: TableRow, columns: Columns<ProtocolColumnKey>): void {
    const { report } = this.#reading;
    const cellOf = (column: ProtocolColumnKey): Cell | undefined => cellIn(row, columns, column);
    const draft = {
      number: lineOf(cellOf("number")),
      keyword: lineOf(cellOf("keyword")),
      description: cellOf("description")?.text,
      ipv6Extension: lineOf(cellOf("ipv6Extension")),
      references: referencesOf(cellOf("references")?.text, (found) =>
        report.add(recordProblems, "record/list-invalid", { span: row, values: { found } }),
      ),
    };
    this.#reading.add(draft, row);
  }
}
