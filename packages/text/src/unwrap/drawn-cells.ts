import { arePersonHeadings, areRecordHeadings } from "../page/headings.js";
import type { Line } from "../page/lines.js";

/** Holds a cell and where it stands in the source. */
export interface DrawnCell {
  readonly text: string;
  readonly start: number;
}

/** Holds a table that a program has drawn. */
export interface DrawnTable {
  /** The row of headings, and those below it. */
  readonly rows: readonly (readonly DrawnCell[])[];
  /** Zero-based number of the line after the table. */
  readonly end: number;
  /** Lines inside the table that have no cells of it, and may be rows. */
  readonly strays: readonly Line[];
  /** Lines that are read as a part of the cell above, though they have no form of such a part. */
  readonly joined: readonly Line[];
}

/** Most lines between two rows of a table that are none. */
export const MOST_BETWEEN = 20;

/** Gives a cell that stands between two places of a line. */
export function cellOf(text: string, from: number, to: number, start: number): DrawnCell {
  const raw = text.slice(from, to);
  const lead = raw.search(/\S|$/);
  return {
    text: raw.trim().replaceAll("\t", " "),
    start: start + Math.min(from + lead, text.length),
  };
}

/** Tells whether cells are the headings of records or of people. */
export function areHeadings(cells: readonly DrawnCell[] = []): boolean {
  const texts = cells.map(({ text }) => text);
  return areRecordHeadings(texts) || arePersonHeadings(texts);
}
