import { stripVTControlCharacters } from "node:util";
import Table from "cli-table3";
import { type Output, widthOf } from "../io.js";

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
  /** The last column is broken into lines at blanks, instead of cut, where the terminal is too narrow. */
  readonly wrapsLast?: boolean;
}

/** Least width, in columns, that is left to a table's last column. */
const LEAST_LAST = 20;

/**
 * Renders rows under each other, without lines. On a terminal the last column takes what is left of
 * the width; elsewhere nothing is cut.
 */
export function renderTable(
  rows: readonly (readonly string[])[],
  output: Output,
  { head = [], wrapsLast = false }: TableOptions = {},
): string {
  const columns = Math.max(head.length, ...rows.map((row) => row.length));
  const all = head.length > 0 ? [head, ...rows] : rows;
  const widths = Array.from({ length: columns }, (_, i) =>
    Math.max(...all.map((row) => visibleLength(row[i] ?? ""))),
  );
  if (output.isTerminal) {
    const used = widths.slice(0, -1).reduce((sum, width) => sum + width + 2, 0);
    const left = Math.max(LEAST_LAST, widthOf(output) - used);
    widths[columns - 1] = Math.min(widths[columns - 1] ?? 0, left);
  }
  const table = new Table({
    head: [...head],
    chars: BARE,
    colWidths: widths,
    wordWrap: wrapsLast,
    style: { head: [], border: [], "padding-left": 0, "padding-right": 0, compact: true },
  });
  table.push(...rows.map((row) => Array.from({ length: columns }, (_, i) => row[i] ?? "")));
  const lines = table.toString().split("\n");
  return lines.map((line) => `${line.trimEnd()}\n`).join("");
}

/** Counts the characters that a terminal shows: without colour sequences. */
function visibleLength(text: string): number {
  return [...stripVTControlCharacters(text)].length;
}
