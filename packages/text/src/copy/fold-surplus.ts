import type { Report } from "@portolan/model";
import type { Line } from "../page/lines.js";
import { textProblems } from "../problems.js";

/**
 * Gives no more cells than a row can have. Text of those that are left over stands in the last one,
 * and is reported.
 *
 * @param separator - what parts the texts of cells that are read as one.
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
