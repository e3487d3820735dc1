import { isBlank } from "./measure.js";
import type { TableArea } from "./table-area.js";
import type { TextLines } from "./text-lines.js";

/** Widest line that is looked at, in screen columns: IANA's are 335 to 470 wide. */
const WIDEST = 8192;

/** Number of lines after which only columns that may still be gaps are looked at. */
const FIRST_LINES = 100;

/**
 * Counts for each screen column the lines below the headings that have text in it, until there
 * are too many for a gap.
 */
export function countInk(lines: TextLines, area: TableArea): Uint32Array {
  const ink = new Uint32Array(WIDEST);
  let candidates: Uint16Array | undefined;
  let sift = area.head.end + FIRST_LINES;
  for (let line = area.head.end; line < area.end; line++) {
    if (line === sift) {
      candidates = gapCandidates(ink, area.tolerance);
      sift += 4 * (line - area.head.end);
    }
    if (lines.isWide(line)) {
      for (const { left, right } of lines.words(line, area.measure))
        for (let at = left; at < right && at < WIDEST; at++) ink[at] = (ink[at] ?? 0) + 1;
    } else if (candidates === undefined) addInk(ink, lines, line);
    else addInkAt(ink, lines, line, candidates);
  }
  return ink;
}

/** Counts a line of ASCII, whose offsets are its screen columns: nearly every line is one. */
function addInk(ink: Uint32Array, lines: TextLines, line: number): void {
  const { source } = lines;
  const start = lines.start(line);
  const width = Math.min(lines.end(line) - start, WIDEST);
  for (let at = 0; at < width; at++)
    if (!isBlank(source.charCodeAt(start + at))) ink[at] = (ink[at] ?? 0) + 1;
}

function addInkAt(ink: Uint32Array, lines: TextLines, line: number, columns: Uint16Array): void {
  const start = lines.start(line);
  const width = lines.end(line) - start;
  for (const at of columns) {
    if (at >= width) break;
    if (!isBlank(lines.source.charCodeAt(start + at))) ink[at] = (ink[at] ?? 0) + 1;
  }
}

function gapCandidates(ink: Uint32Array, tolerance: number): Uint16Array {
  const candidates = new Uint16Array(ink.length);
  let count = 0;
  for (let column = 0; column < ink.length; column++)
    if ((ink[column] ?? 0) <= tolerance) candidates[count++] = column;
  return candidates.subarray(0, count);
}
