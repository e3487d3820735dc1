import type { Report } from "@portolan/model";
import { textProblems } from "../problems.js";
import { findColumns, type TextColumn } from "./columns.js";
import { Grid } from "./grid.js";
import { byCodePoints, type Measure } from "./measure.js";
import type { TableSection } from "./sections.js";
import type { TextLines } from "./text-lines.js";

/** How many lines may have text in the gap between two columns, as often as it takes. */
const TOLERANCES = [0, 1, 3, 10, 30];

/** Holds columns and how the line's characters were counted to find them. */
interface Layout {
  readonly columns: readonly TextColumn[];
  readonly measure: Measure;
}

/**
 * Cuts a table into cells and reports text that stands across the border of two.
 *
 * @param expected how many columns the table has when all are there.
 */
export function openTable(
  lines: TextLines,
  section: TableSection,
  isHeading: (text: string) => boolean,
  expected: number,
  report: Report,
): Grid {
  const { columns, measure } = bestLayout(lines, section, isHeading, expected);
  // One program wrote all tables of a text.
  lines.measures = [measure, ...lines.measures.filter((other) => other !== measure)];
  const grid = new Grid(lines, columns, measure, section.head.end, section.end);
  for (const start of grid.crossings)
    report.add(textProblems, "text/column-crossed", { span: { start } });
  return grid;
}

/**
 * Looks for columns in every way a published text has been laid out, then with some lines out of
 * place, until all headings are found; if never, the first way that finds most of them is taken.
 */
function bestLayout(
  lines: TextLines,
  { head, end }: TableSection,
  isHeading: (text: string) => boolean,
  expected: number,
): Layout {
  let best: Layout = { columns: [], measure: byCodePoints };
  let most = 0;
  for (const tolerance of TOLERANCES) {
    for (const measure of lines.measures) {
      const columns = findColumns(lines, { head, end, measure, tolerance }, isHeading);
      const known = columns.filter(({ heading }) => isHeading(heading)).length;
      if (known <= most) continue;
      most = known;
      best = { columns, measure };
      if (known >= expected) return best;
    }
  }
  return best;
}
