import type { TableHead } from "./table-head.js";
import { isBlank, type Measure, type TextLines } from "./text-lines.js";

/** Widest line that is looked at, in screen columns: IANA's are 335 to 470 wide. */
const WIDEST = 8192;

/** Number of lines after which only screen columns that may still be between two columns are counted. */
const FIRST_LINES = 100;

/** Share of the lines that may have text between two columns of a table, and number that always may. */
const MOST_BETWEEN = { share: 1 / 32, lines: 10 };

/** Holds what the lines below the headings have in each screen column. */
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
  let candidates: Uint16Array | undefined;
  let sift = first + FIRST_LINES;
  for (let line = first; line < end; line++) {
    if (line === sift) {
      candidates = screenColumnsBetween(plain.withText, line - first);
      sift += 4 * (line - first);
    }
    if (lines.isWide(line)) for (const counts of wide) countWide(counts, lines, line);
    else if (candidates === undefined) countLine(plain, lines, line);
    else countLineAt(plain, lines, line, candidates);
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
  return { withText: new Uint32Array(width), withStart: new Uint32Array(width + 1) };
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

function countWide(
  { withText, withStart, measure }: ColumnCounts & { readonly measure: Measure },
  lines: TextLines,
  line: number,
): void {
  for (const { left, right } of lines.words(line, measure)) {
    for (let at = left; at < right && at < withText.length; at++)
      withText[at] = (withText[at] ?? 0) + 1;
    if (left < withStart.length) withStart[left] = (withStart[left] ?? 0) + 1;
  }
}

/** Counts a line of ASCII, whose offsets are its screen columns: nearly every line is one. */
function countLine({ withText, withStart }: ColumnCounts, lines: TextLines, line: number): void {
  const { source } = lines;
  const start = lines.start(line);
  const width = Math.min(lines.end(line) - start, withText.length);
  let wasBlank = true;
  for (let at = 0; at < width; at++) {
    const isText = !isBlank(source.charCodeAt(start + at));
    if (isText) withText[at] = (withText[at] ?? 0) + 1;
    if (isText && wasBlank) withStart[at] = (withStart[at] ?? 0) + 1;
    wasBlank = !isText;
  }
}

function countLineAt(
  { withText, withStart }: ColumnCounts,
  lines: TextLines,
  line: number,
  columns: Uint16Array,
): void {
  const { source } = lines;
  const start = lines.start(line);
  const width = lines.end(line) - start;
  for (const at of columns) {
    if (at >= width) break;
    if (!isBlank(source.charCodeAt(start + at))) withText[at] = (withText[at] ?? 0) + 1;
    else if (at + 1 < width && !isBlank(source.charCodeAt(start + at + 1)))
      withStart[at + 1] = (withStart[at + 1] ?? 0) + 1;
  }
}

/** Says how many of some lines may have text between two columns of a table. */
export function mostBetween(lineCount: number): number {
  return Math.max(MOST_BETWEEN.lines, lineCount * MOST_BETWEEN.share);
}

function screenColumnsBetween(withText: Uint32Array, lineCount: number): Uint16Array {
  const most = mostBetween(lineCount);
  const columns = new Uint16Array(withText.length);
  let count = 0;
  for (let column = 0; column < withText.length; column++)
    if ((withText[column] ?? 0) <= most) columns[count++] = column;
  return columns.subarray(0, count);
}
