import type { Report } from "@portolan/model";
import { collapseSpace, isRunning } from "@portolan/model/internal";
import type { TableColumns } from "../page/headings.js";
import { CELL_BREAK, type Line, reportLines } from "../page/lines.js";
import { textProblems } from "../problems.js";
import type { CopyContext, MutableCells } from "./shape.js";

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
    cells[column] = isRunning(column) ? linesOfCell(plain(text)) : collapseSpace(plain(text));
  }
  return cells;
}

const LINE_BREAK = new RegExp(`[\\n${CELL_BREAK}]`);

/** Trims the lines of a cell and leaves empty ones out. */
function linesOfCell(text: string): string {
  if (!text.includes("\n") && !text.includes(CELL_BREAK)) return collapseSpace(text);
  return text
    .split(LINE_BREAK)
    .map(collapseSpace)
    .filter((line) => line !== "")
    .join("\n");
}

/**
 * Returns no more cells than a row can have. The text of surplus cells goes into the last one, and is
 * reported.
 *
 * @param separator - separates the texts of cells that are read as one.
 */
export function foldSurplus(
  line: Line,
  cells: readonly string[],
  most: number,
  separator: string,
  report: Report,
): readonly string[] {
  const surplus = cells.slice(most).filter((text) => text.trim() !== "");
  if (surplus.length === 0) return cells;
  const values = { found: most + surplus.length, expected: most };
  report.add(textProblems, "text/cells-surplus", { span: line, values });
  return [...cells.slice(0, most - 1), [cells[most - 1], ...surplus].join(separator)];
}

/** Reports rows that have fewer cells than the others, of which one ends with an empty cell. */
export function reportShortRows<Row>(
  rows: readonly Row[],
  expected: number,
  cellsOf: (row: Row) => readonly string[],
  lineOf: (row: Row) => Line,
  report: Report,
): void {
  const isPadded = rows.some((row) => {
    const cells = cellsOf(row);
    return cells.length >= expected && cells.at(-1)?.trim() === "";
  });
  if (!isPadded) return;
  for (const row of rows) {
    const found = cellsOf(row).length;
    if (found < 2 || found >= expected) continue;
    report.add(textProblems, "text/row-short", { span: lineOf(row), values: { found, expected } });
  }
}

/** Reports a line that is read as a part of the row above, though it has no form of such a part. */
export function reportJoined(line: Line, report: Report): void {
  reportLines([line], textProblems, "text/line-joined", report);
}

/** Reports that the last row of a table lacks the border that all other rows have. */
export function reportCutOff<Row>(
  rows: readonly Row[],
  isWhole: (row: Row) => boolean,
  lineOf: (row: Row) => Line,
  report: Report,
): void {
  const last = rows.at(-1);
  if (last === undefined || rows.length < 2 || isWhole(last)) return;
  if (rows.slice(0, -1).every(isWhole))
    report.add(textProblems, "text/row-cut-off", { span: { start: lineOf(last).end } });
}
