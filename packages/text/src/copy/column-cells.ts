import { type ColumnKey, collapseSpace } from "@portolan/model";
import type { TableColumns } from "../page/headings.js";
import type { Line } from "../page/lines.js";
import { textProblems } from "../problems.js";
import { foldSurplus } from "./fold-surplus.js";
import type { MutableCells } from "./reading.js";
import type { CopyContext } from "./shape.js";

/** Columns whose text may have line breaks. */
const RUNNING: ReadonlySet<ColumnKey> = new Set(["description", "notes"]);

/**
 * Puts the cells of a row into the columns above them.
 *
 * @param separator what joins cells that have no column to the last one that has.
 * @returns undefined for a line without any separator, which becomes a problem.
 */
export function cellsOfColumns(
  line: Line,
  texts: readonly string[],
  columns: TableColumns,
  separator: string,
  { report, plain }: CopyContext,
): MutableCells | undefined {
  if (texts.length < 2) {
    const values = { found: line.text.trim() };
    report.add(textProblems, "text/row-unreadable", { span: line, values });
    return undefined;
  }
  const cells: MutableCells = {};
  const folded = foldSurplus(line, texts, columns.length, separator, report);
  for (const [index, column] of columns.entries()) {
    if (column === undefined) continue;
    const text = folded[index] ?? "";
    cells[column] = RUNNING.has(column) ? linesOfCell(plain(text)) : collapseSpace(plain(text));
  }
  return cells;
}

/** Trims the lines of a cell and leaves empty ones out. */
function linesOfCell(text: string): string {
  if (!text.includes("\n")) return collapseSpace(text);
  return text
    .split("\n")
    .map(collapseSpace)
    .filter((line) => line !== "")
    .join("\n");
}
