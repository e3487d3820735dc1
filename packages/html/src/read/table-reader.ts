import { isTransportProtocol, parsePort, type Report } from "@portolan/model";
import { type Attribute, attributeOf, hasClass } from "../page/events.js";
import { htmlProblems } from "../problems.js";
import { checkHeading, type Heading, headingOf, PUBLISHED_ORDER } from "./headings.js";
import { footnoteOfRow, personOfRow } from "./person-row.js";
import { recordOfRow } from "./record-row.js";
import type { RegistryParts } from "./registry-parts.js";
import { lineOf, type Row } from "./rows.js";

/** Reads the rows of one table, as soon as its headings or its rows tell what it holds. */
export class TableReader {
  readonly #parts: RegistryParts;
  readonly #report: Report;
  readonly #attributes: readonly Attribute[];
  #heading: Heading | undefined;
  /** First word of the heading, which tells when it is repeated further down. */
  #headingStart: string | undefined;

  constructor(parts: RegistryParts, report: Report, attributes: readonly Attribute[]) {
    this.#parts = parts;
    this.#report = report;
    this.#attributes = attributes;
  }

  read(row: Row): void {
    const [first] = row.cells;
    if (first === undefined || this.#readHeading(row, first.isHeading, lineOf(first))) return;
    if (this.#heading === undefined) this.#readUnheaded(row);
    else if (row.cells.length === 1 && this.#heading.width > 1) this.#skip(row);
    else this.#readRow(row, this.#heading);
  }

  /** Tells whether so many cells make a row of this table. */
  isWhole(cells: number): boolean {
    return this.#heading?.width === cells;
  }

  #readHeading(row: Row, isHeading: boolean, start: string): boolean {
    const isRepeated = start !== "" && start === this.#headingStart;
    if (this.#heading !== undefined && !isHeading && !isRepeated) return false;
    const heading = headingOf(row);
    if (heading === undefined) return false;
    if (!isRepeated) checkHeading(heading, row, this.#report);
    this.#heading = heading;
    this.#headingStart = start;
    if (heading.kind === "records") this.#noteRecordTable();
    return true;
  }

  #noteRecordTable(): void {
    this.#parts.hasRecordTable = true;
    this.#parts.id ??= /^table-(.+)$/s.exec(attributeOf(this.#attributes, "id") ?? "")?.[1];
  }

  #readUnheaded(row: Row): void {
    if (looksLikeRecord(row)) {
      this.#report.add(htmlProblems, "html/heading-missing", { span: row });
      this.#heading = PUBLISHED_ORDER;
      this.#noteRecordTable();
      this.#readRow(row, PUBLISHED_ORDER);
    } else if (hasClass(this.#attributes, "fn")) {
      const footnote = footnoteOfRow(row);
      if (footnote === undefined) this.#skip(row);
      else this.#parts.footnotes.push(footnote);
    }
  }

  #readRow(row: Row, heading: Heading): void {
    const [found, expected] = [row.cells.length, heading.width];
    if (found !== expected)
      this.#report.add(htmlProblems, "html/cell-count", { span: row, values: { found, expected } });
    if (heading.kind === "records") {
      this.#parts.records.push(recordOfRow(row, heading.columns, this.#report));
      this.#parts.offsets.push(row.start);
      return;
    }
    const person = personOfRow(row, heading.columns);
    if (person === undefined) this.#skip(row);
    else this.#parts.people.push(person);
  }

  #skip(row: Row): void {
    const values = { found: row.cells.map(lineOf).join(" ").trim() };
    this.#report.add(htmlProblems, "html/row-unreadable", { span: row, values });
  }
}

/** Recognises a row that was copied without the headings: twelve cells, port and protocol in place. */
function looksLikeRecord(row: Row): boolean {
  if (row.cells.length !== PUBLISHED_ORDER.width) return false;
  const [name, port, protocol] = row.cells.map(lineOf);
  if (name === "" && port === "") return false;
  return (
    (port === "" || parsePort(port ?? "") !== undefined) &&
    (protocol === "" || isTransportProtocol(protocol ?? ""))
  );
}
