import type { Report } from "@portolan/model";
import type { ComplainOfHeading } from "../page/headings.js";
import { textProblems } from "../problems.js";
import type { TextColumn } from "./columns.js";

/**
 * Reports what is wrong with the headings of a table in columns.
 *
 * @param headStart - offset of the first line of headings.
 */
export function complainOfColumns(
  columns: readonly TextColumn[],
  headStart: number,
  report: Report,
): ComplainOfHeading {
  return (fault, values, place = -1) => {
    const start = columns[place]?.offset ?? headStart;
    report.add(textProblems, fault, { span: { start }, values });
  };
}
