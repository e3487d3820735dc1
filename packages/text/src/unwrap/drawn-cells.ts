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

/** Holds a cell that may stand over several columns and rows. */
export interface SpanningCell extends DrawnCell {
  readonly columns?: number;
  readonly rows?: number;
}

/** Most columns and places of a row at which a cell is looked for in others: the registry has twelve. */
const MOST_SPANNED = 32;

/**
 * Puts cells that stand over several columns or rows where they belong: in the first of their columns, and in each of
 * their rows. One over all columns is a title, and the only cell of its row.
 *
 * @param count - how many cells make a row; none where rows are given one by one.
 */
export function withSpans(
  given: readonly (readonly SpanningCell[])[],
  count: number = Number.POSITIVE_INFINITY,
): readonly (readonly DrawnCell[])[] {
  const rows: DrawnCell[][] = [];
  const above = new Map<number, { readonly cell: DrawnCell; rows: number }>();
  let row: DrawnCell[] = [];
  const addAbove = (): void => {
    for (let next = above.get(row.length); next !== undefined; next = above.get(row.length)) {
      if (--next.rows === 0) above.delete(row.length);
      row.push(next.cell);
    }
  };
  const endRow = (): void => {
    if (row.length > 0) rows.push(row);
    row = [];
  };
  for (const cells of given) {
    for (const { text, start, columns = 1, rows: height = 1 } of cells) {
      addAbove();
      const isTitle = row.length === 0 && columns > 1 && (cells.length === 1 || columns >= count);
      if (isTitle) {
        rows.push([{ text, start }]);
        continue;
      }
      for (let i = 0; i < Math.max(1, Math.min(columns, MOST_SPANNED)); i++) {
        const cell = { text: i === 0 ? text : "", start };
        if (height > 1 && row.length < MOST_SPANNED)
          above.set(row.length, { cell, rows: height - 1 });
        row.push(cell);
      }
      addAbove();
      if (row.length >= count) endRow();
    }
    if (count === Number.POSITIVE_INFINITY) {
      addAbove();
      endRow();
    }
  }
  endRow();
  return rows;
}
