import type { TableHead } from "./table-head.js";
import {
  byCodePoints,
  isBlank,
  type Measure,
  type ScreenLine,
  type TextLines,
} from "./text-lines.js";

/** Widest line that is looked at, in screen columns: IANA's are 335 to 470 wide. */
const WIDEST = 8192;

/** Number of lines after which only screen columns that may still be between two columns are counted. */
const FIRST_LINES = 100;

/** Share of the lines that may have text between two columns of a table, and number that always may. */
const MOST_BETWEEN = { share: 1 / 32, lines: 10 };

/** Holds what lines below the headings have in each screen column. */
export interface LineCounts {
  /** Number of lines that were counted. */
  readonly lines: number;
  /** Number of lines with text in a screen column; too low where they are too many for a border. */
  readonly withText: Uint32Array;
  /** Number of lines with a text that begins there, below the same condition for the one before. */
  readonly withStart: Uint32Array;
}

/** Counts lines by each measure. Those of ASCII, nearly all, are the same in all of them. */
export function countLines(
  lines: TextLines,
  head: TableHead,
  end: number,
  measures: readonly Measure[],
): readonly (LineCounts & { readonly measure: Measure })[] {
  const { end: first } = head;
  const width = widthOf(lines, head.first, end);
  const plain = noCounts(width);
  const wide = measures.map((measure) => ({ measure, ...noCounts(width) }));
  /** Screen columns that may be between two columns of the table, and the one before all. */
  let between = Int16Array.from({ length: width + 1 }, (_, i) => i - 1);
  let sift = first + FIRST_LINES;
  for (let line = first; line < end; line++) {
    if (line === sift) {
      const most = mostBetween(line - first);
      between = between.filter((column) => (plain.withText[column] ?? 0) <= most);
      sift += 4 * (line - first);
    }
    if (!lines.isWide(line)) countLine(plain, lines.onScreen(line, byCodePoints), between);
    else for (const its of wide) countLine(its, lines.onScreen(line, its.measure), between);
  }
  return wide.map(({ measure, withText, withStart }) => ({
    measure,
    lines: end - first,
    withText: withText.map((count, column) => count + (plain.withText[column] ?? 0)),
    withStart: withStart.map((count, column) => count + (plain.withStart[column] ?? 0)),
  }));
}

type ColumnCounts = Omit<LineCounts, "lines">;

function noCounts(width: number): ColumnCounts {
  return { withText: new Uint32Array(width), withStart: new Uint32Array(width) };
}

/** Gives the most screen columns that a line takes in any measure, but no more than are looked at. */
function widthOf(lines: TextLines, first: number, end: number): number {
  let longest = 0;
  for (let line = first; line < end; line++)
    longest = Math.max(longest, lines.start(line + 1) - lines.start(line));
  return Math.min(WIDEST, longest * (lines.hasWide ? MOST_BYTES : 1));
}

/** Most bytes of a character by {@link byBytes}, of which one of four has two code units. */
const MOST_BYTES = 3;

function countLine(
  { withText, withStart }: ColumnCounts,
  { text, start, end }: ScreenLine,
  columns: Int16Array,
): void {
  const width = end - start;
  for (let i = 0; i < columns.length; i++) {
    const at = columns[i] ?? width;
    if (at >= width) break;
    if (at >= 0 && !isBlank(text.charCodeAt(start + at))) withText[at] = (withText[at] ?? 0) + 1;
    else if (at + 1 < width && !isBlank(text.charCodeAt(start + at + 1)))
      withStart[at + 1] = (withStart[at + 1] ?? 0) + 1;
  }
}

/** Says how many of some lines may have text between two columns of a table. */
export function mostBetween(lineCount: number): number {
  return Math.max(MOST_BETWEEN.lines, lineCount * MOST_BETWEEN.share);
}
