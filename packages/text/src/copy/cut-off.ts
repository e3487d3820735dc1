import type { Report } from "@portolan/model";
import type { Line } from "../page/lines.js";
import { textProblems } from "../problems.js";

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
