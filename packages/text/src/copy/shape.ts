import type { Report } from "@portolan/model";
import type { PersonColumns, TableColumns } from "../page/headings.js";
import type { Line } from "../page/lines.js";
import type { RowShape } from "./line-kinds.js";
import type { PersonReading, RowReading } from "./reading.js";

/** Holds a row that was read and where it stands. */
export interface LinedRow extends RowReading {
  readonly line: Line;
}

/** Holds a table of records whose headings are understood. */
interface ReadableTable {
  readonly columns: TableColumns;
  /** The row of headings as it stands, where there is one. */
  readonly head: string | undefined;
  readonly lines: readonly Line[];
}

/** Holds the contact information of a page. */
interface ReadablePeople {
  readonly columns: PersonColumns;
  /** The row of headings as it stands, where there is one. */
  readonly head: string | undefined;
  readonly lines: readonly Line[];
}

/** What the readers of all shapes may ask of the document. */
export interface DocumentContext {
  readonly report: Report;
  /** Takes the marks of Markdown off a text, if the document has any. */
  plain(text: string): string;
}

/** What the readers of rows may ask besides, once the contact information is read. */
export interface CopyContext extends DocumentContext {
  /** Tells whether the contact information lists an id. */
  isListed(id: string): boolean;
}

/** Reads rows as one shape of copies parts their cells. */
export interface ShapeReader extends RowShape {
  /** Reads the rows of a table; what is no row becomes a problem. */
  readRecords(table: ReadableTable, context: CopyContext): readonly LinedRow[];
  /** Reads the rows of the contact information; a row that is none is given back. */
  readPeople(people: ReadablePeople, context: DocumentContext): readonly (PersonReading | Line)[];
}
