import type { ColumnKey, InferredField, Report } from "@portolan/model";
import type { PersonColumns, TableColumns } from "../page/headings.js";
import type { Line } from "../page/lines.js";
import type { RowShape } from "./pages.js";

/** Holds the texts of columns while the reader still tells them apart. */
export type MutableCells = { [key in ColumnKey]?: string };

/** Holds a row of a copy, as far as the row alone tells which text is in which column. */
export interface RowReading {
  readonly cells: MutableCells;
  /** A date of which the row does not tell whether it is that of registration or modification. */
  readonly date?: string;
  /** Columns that words, not cell borders, gave. */
  readonly inferred: InferredField[];
}

/** Holds a row that was read, and its line. */
export interface LinedRow extends RowReading {
  readonly line: Line;
  /** Its first cells have no form of a record's, though some other cell has. */
  readonly isDoubtful?: boolean;
  /** It has as many cells as there are headings, empty ones included. */
  readonly isWhole?: boolean;
}

/** Holds a row, and its place in the document. */
export interface PlacedRow extends LinedRow {
  /** It has a cell under each heading, and the headings are IANA's: whatever it holds is a record. */
  readonly isCertain?: boolean;
  /** Zero-based number of the page within the source. */
  readonly page: number;
}

/** Holds a row of the contact information as far as the row alone tells. */
export interface PersonReading {
  readonly line: Line;
  readonly id: string;
  readonly name?: string;
  readonly organization?: string;
  /** Text that is a name, an organization or, where `mayBeBoth`, one after the other. */
  readonly undivided?: string;
  readonly mayBeBoth?: true;
  readonly uris: readonly string[];
  readonly updated?: string;
}

/** Holds a table of which it is known what the columns are. */
interface ReadableTable<Columns> {
  readonly columns: Columns;
  /** The row of headings, as in the source, if there is one. */
  readonly head: string | undefined;
  readonly lines: readonly Line[];
}

/** Holds what the readers of all shapes need to know of the document. */
export interface DocumentContext {
  readonly report: Report;
  /** Takes the marks of Markdown off a text, if the document has any. */
  plain(text: string): string;
}

/** Holds what the readers of rows need besides, once the contact information was read. */
export interface CopyContext extends DocumentContext {
  /** Tells whether the contact information lists an id. */
  isListed(id: string): boolean;
}

/** Reads the rows of one shape of copies. */
export interface ShapeReader extends RowShape {
  /** Reads the rows of a table; what is no row becomes a problem. */
  readRecords(table: ReadableTable<TableColumns>, context: CopyContext): readonly LinedRow[];
  /** Reads the rows of the contact information; a row that is none is given back. */
  readPeople(
    people: ReadableTable<PersonColumns>,
    context: DocumentContext,
  ): readonly (PersonReading | Line)[];
}
