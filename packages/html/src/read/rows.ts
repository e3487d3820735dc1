import { oneLine, type RunningText } from "@portolan/model";

/** Holds one cell of a table. Offsets are zero-based; those of the content, without the tags. */
export interface Cell {
  readonly text: RunningText | undefined;
  readonly isHeading: boolean;
  readonly start: number;
  readonly end: number;
}

/** Holds one row of a table: from the offset of its start tag to that of its end. */
export interface Row {
  readonly cells: readonly Cell[];
  readonly start: number;
  readonly end: number;
}

const LAYOUT = /[\t\n\f\r]| {2}/;

/** Gives the text of a cell on one line; empty where there is none. */
export function lineOf(cell: Cell | undefined): string {
  const text = cell?.text;
  if (text === undefined) return "";
  return typeof text === "string" && !LAYOUT.test(text) ? text : oneLine(text);
}

/** Says at which zero-based place of a row each column stands. */
export type Columns<Key extends string> = ReadonlyMap<Key, number>;

/** Gives the cell of a column, where the row has one. */
export function cellIn<Key extends string>(
  row: Row,
  columns: Columns<Key>,
  key: Key,
): Cell | undefined {
  const place = columns.get(key);
  return place === undefined ? undefined : row.cells[place];
}

/** Takes the brackets off a label: `[Jon_Postel]`. */
export function withoutBrackets(text: string): string {
  return text.startsWith("[") && text.endsWith("]") ? text.slice(1, -1) : text;
}
