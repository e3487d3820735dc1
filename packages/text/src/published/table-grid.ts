import type { Report } from "@portolan/model";
import { textProblems } from "../problems.js";
import { findColumns, type TextColumn } from "./columns.js";
import { Grid } from "./grid.js";
import { byBytes, byCodePoints, type Measure } from "./measure.js";
import type { TableSection } from "./sections.js";
import type { TextLines } from "./text-lines.js";

/** Share of the lines of a table that may have text in the gap between two columns. */
const TOLERANCE = 0.01;

interface Attempt {
  readonly measure: Measure;
  readonly columns: readonly TextColumn[];
  readonly known: number;
}

/**
 * Cuts a table into cells. Columns are looked for in every way a published text has been laid out,
 * and then with some lines out of place; the way that finds most headings is taken.
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
  const { head, end } = section;
  const attempts: Attempt[] = [];
  for (const tolerance of [0, Math.ceil((end - head.end) * TOLERANCE)]) {
    for (const measure of lines.hasWide ? [byCodePoints, byBytes] : [byCodePoints]) {
      const columns = findColumns(lines, { head, end, measure, tolerance }, isHeading);
      const known = columns.filter(({ heading }) => isHeading(heading)).length;
      attempts.push({ measure, columns, known });
      if (known >= expected) break;
    }
    if (attempts.some(({ known }) => known >= expected)) break;
  }
  const most = Math.max(...attempts.map(({ known }) => known));
  const best = attempts.find(({ known }) => known === most);
  const grid = new Grid(lines, best?.columns ?? [], best?.measure ?? byCodePoints, head.end, end);
  for (const start of grid.crossings)
    report.add(textProblems, "text/column-crossed", { span: { start } });
  return grid;
}
