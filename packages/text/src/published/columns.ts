import { type Alignment, type HeadLine, startsOfCentred } from "./centred-columns.js";
import { countLines, type LineCounts } from "./line-counts.js";
import type { TableHead } from "./table-head.js";
import { byBytes, byCodePoints, type Measure, sourceOffset, type TextLines } from "./text-lines.js";

/** Holds the columns of a table and how its characters were counted. */
export interface MeasuredColumns {
  readonly columns: readonly TextColumn[];
  /** How the program that wrote the table may have counted characters, the likeliest way first. */
  readonly measures: readonly Measure[];
  /**
   * Whether the columns are known from their headings, which stand in the middle of them, as in IANA's
   * text. Then the place of each cell is known, too.
   */
  readonly isExact: boolean;
}

/** Holds one column of a table: its heading and the screen columns it takes. */
export interface TextColumn {
  readonly heading: string;
  /** Zero-based screen column of its left edge. */
  readonly start: number;
  /** Screen column after its right edge; the next column starts at least one later. */
  readonly end: number;
  /** How many screen columns further to the right its left edge may be, where no text tells. */
  readonly leeway: number;
  /** Offset in the source of the heading's first word. */
  readonly offset: number;
}

/** Says how the cells stand in the column that a text heads; undefined where it heads none. */
export type AlignmentOf = (heading: string) => Alignment | undefined;

/** All ways of counting, today's first. */
export const MEASURES: readonly Measure[] = [byCodePoints, byBytes];

/** Lines below the headings in which columns are looked for: a table may be longer than memory. */
export const LAYOUT_LINES = 3000;

/**
 * How many lines may have text between two columns while the words of headings are put together, as
 * often as it takes; at last, the lines below the headings are not looked at.
 */
const TOLERANCES = [0, 1, 3, 10, Number.POSITIVE_INFINITY];

/**
 * Finds the columns of a table. First its headings are put together of their words, at the smallest
 * tolerance at which all are found; then the borders are put where most lines and headings want them.
 *
 * @param end - number of the line after the table's last one, or after as many as are there.
 * @param alignmentOf - says how the cells stand in the column that a text heads; undefined where it heads none.
 * @param expected - how many columns the table has when all are there.
 * @param measures - ways of counting, the likeliest first.
 */
export function findColumns(
  lines: TextLines,
  { head, end }: { readonly head: TableHead; readonly end: number },
  alignmentOf: AlignmentOf,
  expected: number,
  measures: readonly Measure[] = MEASURES,
): MeasuredColumns {
  const isHeading = (text: string): boolean => alignmentOf(text) !== undefined;
  // Text without characters outside ASCII is counted the same in all ways.
  const counted = lines.hasWide ? measures : measures.slice(0, 1);
  const last = Math.min(end, head.end + LAYOUT_LINES);
  const counts = countLines(lines, head, last, counted);
  const ways = counts.map((its) => ({ ...its, words: headWords(lines, head, its.measure) }));
  let best: PlacedColumns = { columns: [], isExact: false, cost: Number.POSITIVE_INFINITY };
  let bestMeasure = measures[0];
  let most = 0;
  for (const tolerance of TOLERANCES) {
    if (most >= expected) break;
    for (const { measure, words, ...counts } of ways) {
      const bands = findBands(counts.withText, words, tolerance);
      const areCentred = !standAtLeft(bands);
      const groups = groupByHeading(bands, areCentred, isHeading);
      const known = groups.filter((group) => isHeading(headingOf(group.words))).length;
      if (known < most || known === 0) continue;
      const placed = placeColumns(groups, areCentred ? alignmentOf : undefined, counts);
      if (known === most && placed.cost >= best.cost) continue;
      most = known;
      best = placed;
      bestMeasure = measure;
    }
  }
  const [likeliest] = measures;
  const rest = measures.filter((other) => other !== bestMeasure);
  const { columns, isExact } = best;
  return { columns, isExact, measures: [bestMeasure ?? likeliest ?? byCodePoints, ...rest] };
}

function headWords(lines: TextLines, head: TableHead, measure: Measure): readonly HeadWord[] {
  const words: HeadWord[] = [];
  for (let line = head.first; line < head.end; line++) {
    const screen = lines.onScreen(line, measure);
    const text = screen.text.slice(screen.start, screen.end);
    for (const { 0: word, index: start } of text.matchAll(/[^ \t]+/g)) {
      const end = start + word.length;
      const offset = sourceOffset(screen, screen.start + start);
      const shown = lines.source.slice(offset, sourceOffset(screen, screen.start + end));
      words.push({ text: shown, line, start, end, offset });
    }
  }
  return words;
}

/** Holds a word of a heading and where it stands. */
interface HeadWord {
  readonly text: string;
  readonly line: number;
  /** Screen columns of its first character and after its last one. */
  readonly start: number;
  readonly end: number;
  /** Offset in the source. */
  readonly offset: number;
}

/** Holds a band of screen columns with text in some line, between two that are blank in every line. */
interface Band {
  readonly start: number;
  readonly end: number;
  /** The words of headings that stand in it. */
  readonly words: readonly HeadWord[];
  /** First screen column with text below the headings, if there is any. */
  readonly bodyStart?: number;
}

/** Finds the bands of a table; up to `tolerance` lines may have text in between. */
function findBands(
  withText: Uint32Array,
  words: readonly HeadWord[],
  tolerance: number,
): readonly Band[] {
  const isHead = new Uint8Array(withText.length);
  for (const { start, end } of words) isHead.fill(1, start, end);
  const bands: Band[] = [];
  let start: number | undefined;
  for (let column = 0; column <= withText.length; column++) {
    const hasText = (withText[column] ?? 0) > tolerance || isHead[column] === 1;
    if (hasText) start ??= column;
    else if (start !== undefined) {
      bands.push(bandOf(withText, words, start, column));
      start = undefined;
    }
  }
  return bands;
}

function bandOf(
  withText: Uint32Array,
  words: readonly HeadWord[],
  start: number,
  end: number,
): Band {
  const inside = words.filter((word) => word.start >= start && word.start < end);
  const body = withText.subarray(start, end).findIndex((count) => count > 0);
  return { start, end, words: inside, ...(body === -1 ? {} : { bodyStart: start + body }) };
}

/** Makes one band of several. */
function joinBands(bands: readonly Band[]): Band {
  return {
    start: Math.min(...bands.map(({ start }) => start)),
    end: Math.max(...bands.map(({ end }) => end)),
    words: bands.flatMap(({ words }) => words),
  };
}

/** Gives the heading that words make, read line by line. */
function headingOf(words: readonly HeadWord[]): string {
  return [...words]
    .sort((a, b) => a.line - b.line || a.start - b.start)
    .map(({ text }) => text)
    .join(" ");
}

/** Most bands over which the words of one heading stand. */
const MOST_PARTS = 3;

/**
 * Joins bands to columns, one for each heading: a heading may stand over several, and text
 * beside a heading belongs to one of its two neighbours.
 */
function groupByHeading(
  bands: readonly Band[],
  areCentred: boolean,
  isHeading: (text: string) => boolean,
): readonly Band[] {
  const groups: Band[] = [];
  let loose: Band[] = [];
  for (let i = 0; i < bands.length; ) {
    const count = partsOfHeading(bands, i, isHeading);
    const group = joinBands(bands.slice(i, i + Math.max(1, count)));
    i += Math.max(1, count);
    if (count === 0) {
      loose.push(group);
      continue;
    }
    const left = groups.pop();
    if (left === undefined) groups.push(joinBands([...loose, group]));
    else {
      const split = areCentred ? bestSplit(left, loose, group.start) : loose.length;
      groups.push(joinBands([left, ...loose.slice(0, split)]));
      groups.push(joinBands([...loose.slice(split), group]));
    }
    loose = [];
  }
  const last = groups.pop();
  return last === undefined ? [] : [...groups, joinBands([last, ...loose])];
}

/**
 * Tells whether headings stand at the left edge of their columns, as links has them, and not in
 * the middle: none has text below it to its left, nor alone beside it.
 */
function standAtLeft(bands: readonly Band[]): boolean {
  return bands.every(({ words, bodyStart }, i) => {
    if (words.length === 0) return true;
    if (bodyStart === undefined) return bands[i - 1]?.words.length !== 0;
    return bodyStart >= Math.min(...words.map(({ start }) => start));
  });
}

/**
 * Counts the bands, from one on, whose words together are the longest heading that is known;
 * 1 for words that are no known heading, 0 where there are none.
 */
function partsOfHeading(
  bands: readonly Band[],
  from: number,
  isHeading: (text: string) => boolean,
): number {
  if (bands[from]?.words.length === 0) return 0;
  for (let count = MOST_PARTS; count > 1; count--) {
    const parts = bands.slice(from, from + count);
    const isWhole = parts.length === count && parts.at(-1)?.words.length !== 0;
    if (isWhole && isHeading(headingOf(parts.flatMap(({ words }) => words)))) return count;
  }
  return 1;
}

/** Finds how many of the loose bands right of a heading leave it best in the middle. */
function bestSplit(left: Band, loose: readonly Band[], nextStart: number): number {
  const headStart = Math.min(...left.words.map(({ start }) => start));
  const headEnd = Math.max(...left.words.map(({ end }) => end));
  const errors = [...loose, undefined].map((band) => {
    const edge = (band?.start ?? nextStart) - 1;
    return Math.abs(headStart - left.start - (edge - headEnd));
  });
  return errors.indexOf(Math.min(...errors));
}

/** Holds columns where the lines and headings want them, and how many of these want something else. */
interface PlacedColumns {
  readonly columns: readonly TextColumn[];
  readonly isExact: boolean;
  readonly cost: number;
}

/** Places columns by their headings where these stand in the middle, else by the lines alone. */
function placeColumns(
  groups: readonly Band[],
  alignmentOf: AlignmentOf | undefined,
  counts: LineCounts,
): PlacedColumns {
  const heads = groups.map(({ words }) => headLines(words));
  const centred =
    alignmentOf === undefined
      ? undefined
      : startsOfCentred(
          heads,
          groups.map(({ words }) => alignmentOf(headingOf(words))),
          counts,
        );
  const starts = centred?.starts ?? startsOfBands(groups, counts);
  const columns = groups.map((group, i) => {
    const start = starts[i] ?? group.start;
    const next = starts[i + 1];
    return {
      heading: headingOf(group.words),
      start,
      end: next === undefined ? Math.max(group.end, start + leastWidth(heads[i], start)) : next - 1,
      leeway: centred?.leeways[i] ?? 0,
      offset: group.words[0]?.offset ?? 0,
    };
  });
  let crossed = 0;
  for (const start of starts.slice(1)) crossed += counts.withText[start - 1] ?? 0;
  return { columns, isExact: centred !== undefined, cost: centred?.cost ?? crossed };
}

/** Finds where columns begin: behind the last screen column before their text with the fewest lines. */
function startsOfBands(groups: readonly Band[], { withText }: LineCounts): readonly number[] {
  return groups.map(({ start }, i) => {
    const left = groups[i - 1];
    if (left === undefined) return start;
    let gap = start - 1;
    for (let column = gap; column >= left.end; column--)
      if ((withText[column] ?? 0) < (withText[gap] ?? 0)) gap = column;
    return gap + 1;
  });
}

function headLines(words: readonly HeadWord[]): readonly HeadLine[] {
  const lines = new Map<number, HeadLine>();
  for (const { line, start, end } of words) {
    const { left = start, right = end } = lines.get(line) ?? {};
    lines.set(line, { left: Math.min(left, start), right: Math.max(right, end) });
  }
  return [...lines.values()];
}

/** Gives the least width of a column for its heading to stand in the middle. */
function leastWidth(head: readonly HeadLine[] = [], start: number): number {
  return Math.max(0, ...head.map(({ left, right }) => right - left + 2 * (left - start)));
}
