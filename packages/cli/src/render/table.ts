import Table from "cli-table3";
import { type Output, widthOf } from "../io.js";
import { visibleLength } from "./wrap.js";

/** No lines, two blanks between columns. */
const BARE = {
  top: "",
  "top-mid": "",
  "top-left": "",
  "top-right": "",
  bottom: "",
  "bottom-mid": "",
  "bottom-left": "",
  "bottom-right": "",
  left: "",
  "left-mid": "",
  mid: "",
  "mid-mid": "",
  right: "",
  "right-mid": "",
  middle: "  ",
};

/** How a table is laid out. */
export interface TableOptions {
  readonly head?: readonly string[];
  /** What does not fit into its column is broken into lines at blanks, instead of cut. */
  readonly wraps?: boolean;
}

/** The library takes longer for each row the more there are, and some hundred thousand not at all. */
const ROWS_AT_ONCE = 200;

/** Least width, in columns, to which a column is narrowed. */
const LEAST_COLUMN = 6;

/**
 * Renders rows under each other, without lines. On a terminal the widest columns are narrowed until
 * the whole fits; elsewhere nothing is cut.
 */
export function renderTable(
  rows: readonly (readonly string[])[],
  output: Output,
  { head = [], wraps = false }: TableOptions = {},
): string {
  const all = head.length > 0 ? [head, ...rows] : rows;
  const columns = greatest(all, (row) => row.length);
  const widths = Array.from({ length: columns }, (_, i) =>
    greatest(all, (row) => visibleLength(row[i] ?? "")),
  );
  const colWidths = output.isTerminal ? narrowed(widths, widthOf(output)) : widths;
  let text = "";
  for (let start = 0; start === 0 || start < all.length; start += ROWS_AT_ONCE) {
    const table = new Table({
      chars: BARE,
      colWidths,
      wordWrap: wraps,
      style: { head: [], border: [], "padding-left": 0, "padding-right": 0, compact: true },
    });
    for (const row of all.slice(start, start + ROWS_AT_ONCE))
      table.push(Array.from({ length: columns }, (_, i) => row[i] ?? ""));
    for (const line of table.toString().split("\n")) text += `${line.trimEnd()}\n`;
  }
  return text;
}

/** Gives the greatest number of all items, of which there may be more than a call takes arguments. */
function greatest<Item>(items: readonly Item[], numberOf: (item: Item) => number): number {
  return items.reduce((most, item) => Math.max(most, numberOf(item)), 0);
}

/** Narrows the widest columns, one character after the other, until a row fits. */
function narrowed(widths: readonly number[], width: number): number[] {
  const fitting = [...widths];
  const between = 2 * (widths.length - 1);
  let excess = widths.reduce((sum, one) => sum + one, between) - width;
  for (; excess > 0; excess--) {
    const widest = Math.max(...fitting);
    if (widest <= LEAST_COLUMN) break;
    fitting[fitting.lastIndexOf(widest)] = widest - 1;
  }
  return fitting;
}
