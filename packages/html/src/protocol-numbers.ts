import { oneLine, type ProtocolNumbersResult, type Report } from "@portolan/model";
import {
  areProtocolHeadings,
  HEADER_TERMS,
  type ProtocolColumnKey,
  ProtocolReading,
  protocolColumnOf,
  recordProblems,
  requireText,
} from "@portolan/model/internal";
import { type Attribute, attributeOf, type PageEvents } from "./page/events.js";
import { readPage } from "./page/read-page.js";
import { htmlProblems } from "./problems.js";
import { TextCapture } from "./running-text.js";
import {
  type Cell,
  type Columns,
  cellIn,
  lineOf,
  readColumns,
  referencesOf,
  type TableRow,
} from "./tables.js";

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

/** Holds a cell or header field that is open: where its content begins, and the text so far. */
interface OpenText {
  readonly element: string;
  readonly start: number;
  readonly capture: TextCapture;
}

/** Says which columns the table of protocol numbers has, and how many cells a row. */
interface Heading {
  readonly columns: Columns<ProtocolColumnKey>;
  readonly width: number;
}

/** Follows the events of a page and takes the table of protocol numbers and its date out of it. */
class ProtocolPage implements PageEvents {
  readonly #reading: ProtocolReading;
  readonly #report: Report;
  #updated: string | undefined;
  #term = "";
  #text: OpenText | undefined;
  #rowStart: number | undefined;
  #cells: Cell[] = [];
  /** The headings of the open table, where they are the protocol numbers'. */
  #heading: Heading | undefined;
  #hasTable = false;

  constructor(reading: ProtocolReading) {
    this.#reading = reading;
    this.#report = reading.report;
  }

  open(name: string, attributes: readonly Attribute[], start: number, end: number): void {
    switch (name) {
      case "table":
      case "tr":
        this.#closeRow(start);
        if (name === "tr") this.#rowStart = start;
        else this.#heading = undefined;
        break;
      case "td":
      case "th":
      case "dt":
      case "dd":
        this.#closeText(start);
        this.#text = { element: name, start: end, capture: new TextCapture() };
        break;
      case "a":
        this.#text?.capture.openLink(attributeOf(attributes, "href"));
        break;
      case "br":
        this.#text?.capture.lineBreak();
    }
  }

  close(name: string, start: number): void {
    switch (name) {
      case "table":
        this.#closeRow(start);
        this.#heading = undefined;
        break;
      case "tr":
      case "thead":
      case "tbody":
        this.#closeRow(start);
        break;
      case "td":
      case "th":
      case "dt":
      case "dd":
      case "dl":
        this.#closeText(start);
        break;
      case "a":
        this.#text?.capture.closeLink();
    }
  }

  text(characters: string): void {
    this.#text?.capture.text(characters);
  }

  comment(): void {}

  brokenTag(start: number): void {
    this.#report.add(htmlProblems, "html/tag-broken", { span: { start } });
  }

  /** Ends the page, which is `length` UTF-16 code units long. */
  finish(length: number): ProtocolNumbersResult {
    const span = { start: length };
    if (this.#heading !== undefined) this.#report.add(htmlProblems, "html/cut-off", { span });
    if (!this.#hasTable) this.#reading.refuse({ start: 0 });
    return this.#reading.finish(this.#updated);
  }

  #closeText(end: number): void {
    if (this.#text === undefined) return;
    const { element, start, capture } = this.#text;
    this.#text = undefined;
    const text = capture.finish();
    if (element === "dt") this.#term = oneLine(text ?? "");
    else if (element === "dd") {
      if (this.#term === HEADER_TERMS.updated && text !== undefined) this.#updated = oneLine(text);
    } else this.#cells.push({ text, isHeading: element === "th", start, end });
  }

  #closeRow(end: number): void {
    this.#closeText(end);
    const row: TableRow = { cells: this.#cells, start: this.#rowStart ?? end, end };
    this.#cells = [];
    this.#rowStart = undefined;
    if (row.cells.length === 0) return;
    if (this.#heading === undefined) this.#readHeading(row);
    else this.#readRecord(row, this.#heading);
  }

  #readHeading(row: TableRow): void {
    if (!areProtocolHeadings(row.cells.map(lineOf))) return;
    this.#hasTable = true;
    const columns = readColumns(row, protocolColumnOf, this.#report);
    this.#heading = { columns, width: row.cells.length };
  }

  #readRecord(row: TableRow, { columns, width: expected }: Heading): void {
    const found = row.cells.length;
    if (found !== expected)
      this.#report.add(htmlProblems, "html/cell-count", { span: row, values: { found, expected } });
    const cellOf = (column: ProtocolColumnKey): Cell | undefined => cellIn(row, columns, column);
    this.#reading.add(
      {
        number: lineOf(cellOf("number")),
        keyword: lineOf(cellOf("keyword")),
        description: cellOf("description")?.text,
        ipv6Extension: lineOf(cellOf("ipv6Extension")),
        references: referencesOf(cellOf("references")?.text, (label) =>
          this.#report.add(recordProblems, "record/list-invalid", {
            span: row,
            values: { found: label },
          }),
        ),
      },
      row,
    );
  }
}
