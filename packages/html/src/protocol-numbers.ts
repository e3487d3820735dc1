import { oneLine, type ProtocolNumbersResult } from "@portolan/model";
import {
  areProtocolHeadings,
  HEADER_TERMS,
  type ProtocolColumnKey,
  ProtocolReading,
  protocolColumnOf,
  recordProblems,
  requireText,
} from "@portolan/model/internal";
import { type Columns, cellIn, lineOf, referencesOf } from "./cells.js";
import { type Cell, Outline, type RowReader, type TableRow, type TextKind } from "./outline.js";
import type { Attribute, PageEvents } from "./page/events.js";
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
  const page = new ProtocolPage(reading);
  readPage(source, page, reading.report);
  return page.finish(source.length);
}

/** Follows the events of a page and takes the table of protocol numbers and its date out of it. */
class ProtocolPage implements PageEvents {
  readonly #reading: ProtocolReading;
  readonly #outline: Outline<ProtocolTable>;
  #updated: string | undefined;
  #term = "";
  #hasTable = false;

  constructor(reading: ProtocolReading) {
    this.#reading = reading;
    this.#outline = new Outline(reading.report, {
      openTable: () =>
        new ProtocolTable(reading, () => {
          this.#hasTable = true;
        }),
      text: (kind, text) => this.#takeText(kind, oneLine(text ?? "")),
    });
  }

  open(name: string, attributes: readonly Attribute[], start: number, end: number): void {
    this.#outline.open(name, attributes, start, end);
  }

  close(name: string, start: number): void {
    this.#outline.close(name, start);
  }

  text(characters: string): void {
    this.#outline.text(characters);
  }

  comment(): void {}

  brokenTag(start: number): void {
    this.#reading.report.add(htmlProblems, "html/tag-broken", { span: { start } });
  }

  /** Ends the page, which is `length` UTF-16 code units long. */
  finish(length: number): ProtocolNumbersResult {
    const { report } = this.#reading;
    const isCutOff = this.#outline.finish(length);
    if (isCutOff) report.add(htmlProblems, "html/cut-off", { span: { start: length } });
    if (!this.#hasTable) this.#reading.refuse({ start: 0 });
    return this.#reading.finish(this.#updated);
  }

  #takeText(kind: TextKind, text: string): void {
    if (kind === "term") this.#term = text;
    else if (kind === "detail" && this.#term === HEADER_TERMS.updated && text !== "")
      this.#updated = text;
  }
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
    if (this.#columns !== undefined) {
      const values = { found, expected: this.#width };
      if (found !== this.#width) report.add(htmlProblems, "html/cell-count", { span: row, values });
      this.#readRecord(row, this.#columns);
    } else if (areProtocolHeadings(row.cells.map(lineOf))) {
      this.#tellFound();
      this.#columns = readColumns(row, (texts) => texts.map(protocolColumnOf), report);
      this.#width = found;
    }
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
