import { type Measure, placeWords } from "./measure.js";
import type { TableHead } from "./table-head.js";
import { isBlank, type TextLines } from "./text-lines.js";

/** Holds one column of a table: its heading and the screen columns it takes. */
export interface TextColumn {
  readonly heading: string;
  /** Zero-based screen column of its left edge. */
  readonly start: number;
  /** Screen column after its right edge; the next column starts at least one later. */
  readonly end: number;
  /** Offset in the source of the heading's first word. */
  readonly offset: number;
}

/** Says where a table stands and how its columns are counted. */
export interface TableArea {
  readonly head: TableHead;
  /** Number of the line after the table's last one. */
  readonly end: number;
  readonly measure: Measure;
  /** Number of lines that may have text in a gap between two columns. */
  readonly tolerance: number;
}

interface Word {
  readonly text: string;
  readonly line: number;
  readonly start: number;
  readonly end: number;
  readonly offset: number;
}

/** A stretch of screen columns with text in some line, between two that are blank in every line. */
interface Stretch {
  readonly start: number;
  readonly end: number;
  readonly words: readonly Word[];
}

/**
 * Reads the columns of a table from its layout: they are parted by screen columns that are blank
 * in every line. A heading whose words stand over several such stretches joins them, and a stretch
 * without heading belongs to the neighbour whose heading then stands best in its middle.
 */
export function findColumns(
  lines: TextLines,
  area: TableArea,
  isHeading: (text: string) => boolean,
): readonly TextColumn[] {
  const words = headWords(lines, area);
  const ink = inkOf(lines, area, words);
  const groups = joinHeadings(stretchesOf(ink, words, area.tolerance), isHeading);
  const starts = groups.map((group, i) => startOf(group, groups[i - 1], ink));
  return groups.map((group, i) => {
    const first = group.words[0];
    return {
      heading: headingOf(group.words),
      start: starts[i] ?? group.start,
      end: (starts[i + 1] ?? group.end + 1) - 1,
      offset: first?.offset ?? lines.start(area.head.first),
    };
  });
}

/** Finds where a column begins: behind the last of the least inked screen columns before its text. */
function startOf(group: Stretch, left: Stretch | undefined, ink: Uint32Array): number {
  if (left === undefined) return group.start;
  let gap = group.start - 1;
  for (let column = gap; column >= left.end; column--)
    if ((ink[column] ?? 0) < (ink[gap] ?? 0)) gap = column;
  return gap + 1;
}

function headWords(lines: TextLines, { head, measure }: TableArea): readonly Word[] {
  const words: Word[] = [];
  for (let line = head.first; line < head.end; line++) {
    for (const { start, end, left, right } of placeWords(lines, line, measure))
      words.push({
        text: lines.source.slice(start, end),
        line,
        start: left,
        end: right,
        offset: start,
      });
  }
  return words;
}

/** Widest line that is looked at, in screen columns: IANA's are 335 to 470 wide. */
const WIDEST = 8192;

/** Number of lines after which only columns that may still be gaps are looked at. */
const FIRST_LINES = 500;

/**
 * Counts for each screen column the lines that have text in it, until there are too many for a
 * gap. Headings are always too many.
 */
function inkOf(lines: TextLines, area: TableArea, words: readonly Word[]): Uint32Array {
  const ink = new Uint32Array(WIDEST);
  for (const word of words) ink.fill(area.tolerance + 1, word.start, word.end);
  let candidates: readonly number[] | undefined;
  for (let line = area.head.end; line < area.end; line++) {
    if (line - area.head.end === FIRST_LINES) candidates = gapCandidates(ink, area.tolerance);
    if (lines.isWide(line)) {
      for (const { left, right } of placeWords(lines, line, area.measure))
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

function addInkAt(
  ink: Uint32Array,
  lines: TextLines,
  line: number,
  columns: readonly number[],
): void {
  const start = lines.start(line);
  const width = lines.end(line) - start;
  for (const at of columns) {
    if (at >= width) break;
    if (!isBlank(lines.source.charCodeAt(start + at))) ink[at] = (ink[at] ?? 0) + 1;
  }
}

function gapCandidates(ink: Uint32Array, tolerance: number): readonly number[] {
  const candidates: number[] = [];
  ink.forEach((count, column) => {
    if (count <= tolerance) candidates.push(column);
  });
  return candidates;
}

function stretchesOf(
  ink: Uint32Array,
  words: readonly Word[],
  tolerance: number,
): readonly Stretch[] {
  const stretches: Stretch[] = [];
  let start: number | undefined;
  for (let column = 0; column <= WIDEST; column++) {
    const inked = (ink[column] ?? 0) > tolerance;
    if (inked && start === undefined) start = column;
    else if (!inked && start !== undefined) {
      const [from, end] = [start, column];
      const inside = words.filter((word) => word.start >= from && word.start < end);
      stretches.push({ start: from, end, words: inside });
      start = undefined;
    }
  }
  return stretches;
}

/** Most stretches over which the words of one heading stand. */
const MOST_PARTS = 3;

function joinHeadings(
  stretches: readonly Stretch[],
  isHeading: (text: string) => boolean,
): readonly Stretch[] {
  const groups: Stretch[] = [];
  let loose: Stretch[] = [];
  for (let i = 0; i < stretches.length; ) {
    const stretch = stretches[i] as Stretch;
    if (stretch.words.length === 0) {
      loose.push(stretch);
      i++;
      continue;
    }
    const count = partsOfHeading(stretches, i, isHeading);
    const group = join(stretches.slice(i, i + count));
    const left = groups.at(-1);
    if (left === undefined) groups.push(join([...loose, group]));
    else {
      const split = bestSplit(left, loose, group.start);
      groups[groups.length - 1] = join([left, ...loose.slice(0, split)]);
      groups.push(join([...loose.slice(split), group]));
    }
    loose = [];
    i += count;
  }
  const last = groups.pop();
  return last === undefined ? [] : [...groups, join([last, ...loose])];
}

/** Counts the stretches, from one on, whose words together are the longest heading that is known. */
function partsOfHeading(
  stretches: readonly Stretch[],
  from: number,
  isHeading: (text: string) => boolean,
): number {
  for (let count = MOST_PARTS; count > 1; count--) {
    const words = stretches.slice(from, from + count).flatMap((stretch) => stretch.words);
    if (stretches[from + count - 1]?.words.length && isHeading(headingOf(words))) return count;
  }
  return 1;
}

/** Finds how many of the loose stretches right of a heading leave it best in the middle. */
function bestSplit(left: Stretch, loose: readonly Stretch[], nextStart: number): number {
  const inkStart = Math.min(...left.words.map((word) => word.start));
  const inkEnd = Math.max(...left.words.map((word) => word.end));
  const errors = [...loose, undefined].map((stretch) => {
    const edge = (stretch?.start ?? nextStart) - 1;
    return Math.abs(inkStart - left.start - (edge - inkEnd));
  });
  return errors.indexOf(Math.min(...errors));
}

function join(stretches: readonly Stretch[]): Stretch {
  return {
    start: Math.min(...stretches.map((stretch) => stretch.start)),
    end: Math.max(...stretches.map((stretch) => stretch.end)),
    words: stretches.flatMap((stretch) => stretch.words),
  };
}

function headingOf(words: readonly Word[]): string {
  return [...words]
    .sort((a, b) => a.line - b.line || a.start - b.start)
    .map((word) => word.text)
    .join(" ");
}
