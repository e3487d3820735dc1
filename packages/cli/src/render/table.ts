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
  const columns = Math.max(head.length, ...rows.map((row) => row.length));
  const all = head.length > 0 ? [head, ...rows] : rows;
  const widths = Array.from({ length: columns }, (_, i) =>
    Math.max(...all.map((row) => visibleLength(row[i] ?? ""))),
  );
  const table = new Table({
    head: [...head],
    chars: BARE,
    colWidths: output.isTerminal ? narrowed(widths, widthOf(output)) : widths,
    wordWrap: wraps,
    style: { head: [], border: [], "padding-left": 0, "padding-right": 0, compact: true },
  });
  table.push(...rows.map((row) => Array.from({ length: columns }, (_, i) => row[i] ?? "")));
  const lines = table.toString().split("\n");
  return lines.map((line) => `${line.trimEnd()}\n`).join("");
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
