import type { OpenCell } from "../copy/phrases.js";
import { arePersonHeadings, areRecordHeadings } from "../page/headings.js";
import type { Line } from "../page/lines.js";
import type { MovedText } from "./moved-text.js";

/** Holds a cell and where it stands in the source. */
export interface DrawnCell {
  readonly text: string;
  readonly start: number;
}

/** Holds the lines that a table's drawing does not explain. */
export interface OddLines {
  /** Lines inside and below tables that have no cells of it, and may be rows. */
  readonly strays: Line[];
  /** Lines that are read as a part of the cell above, though they have no form of such a part. */
  readonly joined: Line[];
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

/** Adds a row, with tabs between its cells. */
export function addRow(cells: readonly DrawnCell[], moved: MovedText): void {
  for (const [i, { text, start }] of cells.entries())
    moved.add(`${text}${i === cells.length - 1 ? "\n" : "\t"}`, start);
}

/** Adds a line to a cell that goes on in it. */
export function withMore(cell: DrawnCell, open: OpenCell, rest: string): DrawnCell {
  const text = open.isEmpty ? rest : `${cell.text} ${rest}`;
  open.add(rest);
  return { ...cell, text };
}
