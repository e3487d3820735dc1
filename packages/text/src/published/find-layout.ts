import { findColumns, type TextColumn } from "./columns.js";
import { byBytes, byCodePoints, type Measure } from "./measure.js";
import type { TableHead } from "./table-head.js";
import type { TextLines } from "./text-lines.js";

/** Holds the columns of a table and how its characters were counted. */
export interface TableLayout {
  readonly columns: readonly TextColumn[];
  /** How the program that wrote the table may have counted characters, the likeliest way first. */
  readonly measures: readonly Measure[];
}

/** All ways of counting, today's first. */
export const MEASURES: readonly Measure[] = [byCodePoints, byBytes];

/** Lines below the headings in which columns are looked for: a table may be longer than memory. */
export const LAYOUT_LINES = 3000;

/** How many lines may have text in the gap between two columns, as often as it takes. */
const TOLERANCES = [0, 1, 3, 10, 30];

/**
 * Looks for columns in every way a published text has been laid out, then with some lines out of
 * place, until all headings are found; if never, the first way that finds most of them is taken.
 *
 * @param end - number of the line after the table's last one, or after as many as are there.
 * @param isHeading - tells whether a text heads a column of such a table.
 * @param expected - how many columns the table has when all are there.
 * @param measures - ways of counting, the likeliest first.
 */
export function findLayout(
  lines: TextLines,
  { head, end }: { readonly head: TableHead; readonly end: number },
  isHeading: (text: string) => boolean,
  expected: number,
  measures: readonly Measure[] = MEASURES,
): TableLayout {
  const area = { head, end: Math.min(end, head.end + LAYOUT_LINES) };
  let best: TableLayout = { columns: [], measures };
  let most = 0;
  for (const tolerance of TOLERANCES) {
    // Text without characters outside ASCII is counted the same in all ways.
    for (const measure of lines.hasWide ? measures : measures.slice(0, 1)) {
      const columns = findColumns(lines, { ...area, measure, tolerance }, isHeading);
      const known = columns.filter(({ heading }) => isHeading(heading)).length;
      if (known <= most) continue;
      most = known;
      best = { columns, measures: [measure, ...measures.filter((other) => other !== measure)] };
      if (known >= expected) return best;
    }
  }
  return best;
}
