import type { Report } from "@portolan/model";
import { collapseSpace, isRunning } from "@portolan/model/internal";
import type { TableColumns } from "../page/headings.js";
import { CELL_BREAK, type Line, reportLines } from "../page/lines.js";
import { textProblems } from "../problems.js";
import { OpenCell } from "./phrases.js";
import type { CopyContext, LinedRow, MutableCells } from "./shape.js";

/** Holds a row, and the texts between its tabs or pipes. */
export interface CellRow {
  readonly line: Line;
  readonly cells: readonly string[];
}

/** Says how the lines of a table show where a row begins. */
interface RowLines {
  split(text: string): readonly string[];
  /**
   * Tells whether a row begins on a line, goes on there in a form of such lines, or as no row does.
   *
   * @param row - the cells of the row above, of which the last is open.
   */
  place(row: readonly string[], cells: readonly string[], open: OpenCell): "start" | "rest" | "odd";
}

/**
 * Splits the lines of a table into cells, and joins those of a row that has line breaks inside a cell.
 * What goes on with a row in no form of such lines is joined as well, and reported.
 */
export function joinedRows(
  lines: readonly Line[],
  { split, place }: RowLines,
  report: Report,
): readonly CellRow[] {
  const rows: { line: Line; readonly cells: string[] }[] = [];
  let open = new OpenCell();
  for (const line of lines) {
    const cells = split(line.text);
    const row = rows.at(-1);
    const where = row === undefined ? "start" : place(row.cells, cells, open);
    const [first = "", ...more] = cells;
    if (row === undefined || where === "start") rows.push({ line, cells: [...cells] });
    else {
      if (where === "odd") reportLines([line], textProblems, "text/line-joined", report);
      row.line = { text: `${row.line.text}\n${line.text}`, start: row.line.start, end: line.end };
      row.cells.push(`${row.cells.pop() ?? ""}\n${first}`, ...more);
    }
    if (where === "start" || more.length > 0) open = new OpenCell(cells.at(-1));
    else open.add(first);
  }
  return rows;
}

/**
 * Puts the cells of a row into the columns above them.
 *
 * @param separator what joins cells that have no column to the last one that has.
 * @returns undefined for a line without any separator, which becomes a problem.
 */
export function rowOfColumns(
  { line, cells: texts }: CellRow,
  columns: TableColumns,
  separator: string,
  { report, plain }: CopyContext,
): LinedRow | undefined {
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
  return { line, cells, inferred: [], isWhole: texts.length === columns.length };
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
export function reportShortRows(rows: readonly CellRow[], expected: number, report: Report): void {
  const isPadded = rows.some(
    ({ cells }) => cells.length >= expected && cells.at(-1)?.trim() === "",
  );
  if (!isPadded) return;
  for (const { line, cells } of rows) {
    const found = cells.length;
    if (found < 2 || found >= expected) continue;
    report.add(textProblems, "text/row-short", { span: line, values: { found, expected } });
  }
}

/** Reports that the last row of a table lacks the border that all other rows have. */
export function reportCutOff(
  rows: readonly CellRow[],
  isWhole: (cells: readonly string[]) => boolean,
  report: Report,
): void {
  const last = rows.at(-1);
  if (last === undefined || rows.length < 2 || isWhole(last.cells)) return;
  if (rows.slice(0, -1).every(({ cells }) => isWhole(cells)))
    report.add(textProblems, "text/row-cut-off", { span: { start: last.line.end } });
}
