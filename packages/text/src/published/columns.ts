import type { TableHead } from "./table-head.js";
import { byBytes, byCodePoints, isBlank, type Measure, type TextLines } from "./text-lines.js";

/** Holds the columns of a table and how its characters were counted. */
export interface MeasuredColumns {
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
export function findColumns(
  lines: TextLines,
  { head, end }: { readonly head: TableHead; readonly end: number },
  isHeading: (text: string) => boolean,
  expected: number,
  measures: readonly Measure[] = MEASURES,
): MeasuredColumns {
  const area = { head, end: Math.min(end, head.end + LAYOUT_LINES) };
  let best: MeasuredColumns = { columns: [], measures };
  let most = 0;
  for (const tolerance of TOLERANCES) {
    // Text without characters outside ASCII is counted the same in all ways.
    for (const measure of lines.hasWide ? measures : measures.slice(0, 1)) {
      const columns = columnsOf(lines, { ...area, measure, tolerance }, isHeading);
      const known = columns.filter(({ heading }) => isHeading(heading)).length;
      if (known <= most) continue;
      most = known;
      best = { columns, measures: [measure, ...measures.filter((other) => other !== measure)] };
      if (known >= expected) return best;
    }
  }
  return best;
}

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

/**
 * Reads the columns of a table from its layout: they are parted by screen columns that are blank
 * in every line.
 */
function columnsOf(
  lines: TextLines,
  area: TableArea,
  isHeading: (text: string) => boolean,
): readonly TextColumn[] {
  const words = headWords(lines, area);
  const lineCounts = countLinesWithText(lines, area);
  const groups = groupByHeading(findBands(lineCounts, words, area.tolerance), isHeading);
  const placed = groups.map((group, i) => ({
    ...group,
    start: startOf(group, groups[i - 1], lineCounts),
  }));
  const starts = startsOfCentred(placed);
  return groups.map((group, i) => {
    const start = starts[i] ?? group.start;
    const next = starts[i + 1];
    return {
      heading: headingOf(group.words),
      start,
      end: next === undefined ? Math.max(group.end, start + leastWidth(group, start)) : next - 1,
      offset: group.words[0]?.offset ?? lines.start(area.head.first),
    };
  });
}

/** Finds where a column begins: behind the last of those screen columns before its text that have text in the fewest lines. */
function startOf(group: Band, left: Band | undefined, lineCounts: Uint32Array): number {
  if (left === undefined) return group.start;
  let gap = group.start - 1;
  for (let column = gap; column >= left.end; column--)
    if ((lineCounts[column] ?? 0) < (lineCounts[gap] ?? 0)) gap = column;
  return gap + 1;
}

function headWords(lines: TextLines, { head, measure }: TableArea): readonly HeadWord[] {
  const words: HeadWord[] = [];
  for (let line = head.first; line < head.end; line++) {
    for (const { start, end, left, right } of lines.words(line, measure)) {
      const text = lines.source.slice(start, end);
      words.push({ text, line, start: left, end: right, offset: start });
    }
  }
  return words;
}

/** Widest line that is looked at, in screen columns: IANA's are 335 to 470 wide. */
const WIDEST = 8192;

/** Number of lines after which only columns that may still be gaps are looked at. */
const FIRST_LINES = 100;

/**
 * Counts for each screen column the lines below the headings that have text in it, until there
 * are too many for a gap.
 */
function countLinesWithText(lines: TextLines, area: TableArea): Uint32Array {
  const lineCounts = new Uint32Array(WIDEST);
  let candidates: Uint16Array | undefined;
  let sift = area.head.end + FIRST_LINES;
  for (let line = area.head.end; line < area.end; line++) {
    if (line === sift) {
      candidates = gapCandidates(lineCounts, area.tolerance);
      sift += 4 * (line - area.head.end);
    }
    if (lines.isWide(line)) {
      for (const { left, right } of lines.words(line, area.measure))
        for (let at = left; at < right && at < WIDEST; at++)
          lineCounts[at] = (lineCounts[at] ?? 0) + 1;
    } else if (candidates === undefined) countLine(lineCounts, lines, line);
    else countLineAt(lineCounts, lines, line, candidates);
  }
  return lineCounts;
}

/** Counts a line of ASCII, whose offsets are its screen columns: nearly every line is one. */
function countLine(lineCounts: Uint32Array, lines: TextLines, line: number): void {
  const { source } = lines;
  const start = lines.start(line);
  const width = Math.min(lines.end(line) - start, WIDEST);
  for (let at = 0; at < width; at++)
    if (!isBlank(source.charCodeAt(start + at))) lineCounts[at] = (lineCounts[at] ?? 0) + 1;
}

function countLineAt(
  lineCounts: Uint32Array,
  lines: TextLines,
  line: number,
  columns: Uint16Array,
): void {
  const start = lines.start(line);
  const width = lines.end(line) - start;
  for (const at of columns) {
    if (at >= width) break;
    if (!isBlank(lines.source.charCodeAt(start + at))) lineCounts[at] = (lineCounts[at] ?? 0) + 1;
  }
}

function gapCandidates(lineCounts: Uint32Array, tolerance: number): Uint16Array {
  const candidates = new Uint16Array(lineCounts.length);
  let count = 0;
  for (let column = 0; column < lineCounts.length; column++)
    if ((lineCounts[column] ?? 0) <= tolerance) candidates[count++] = column;
  return candidates.subarray(0, count);
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
  lineCounts: Uint32Array,
  words: readonly HeadWord[],
  tolerance: number,
): readonly Band[] {
  const isHead = new Uint8Array(lineCounts.length);
  for (const { start, end } of words) isHead.fill(1, start, end);
  const bands: Band[] = [];
  let start: number | undefined;
  for (let column = 0; column <= lineCounts.length; column++) {
    const hasText = (lineCounts[column] ?? 0) > tolerance || isHead[column] === 1;
    if (hasText) start ??= column;
    else if (start !== undefined) {
      bands.push(bandOf(lineCounts, words, start, column));
      start = undefined;
    }
  }
  return bands;
}

function bandOf(
  lineCounts: Uint32Array,
  words: readonly HeadWord[],
  start: number,
  end: number,
): Band {
  const inside = words.filter((word) => word.start >= start && word.start < end);
  const body = lineCounts.subarray(start, end).findIndex((count) => count > 0);
  return { start, end, words: inside, ...(body === -1 ? {} : { bodyStart: start + body }) };
}

/** Makes one band of several. */
function joinBands(bands: readonly Band[]): Band {
  const bodyStarts = bands.flatMap(({ bodyStart }) => bodyStart ?? []);
  return {
    start: Math.min(...bands.map(({ start }) => start)),
    end: Math.max(...bands.map(({ end }) => end)),
    words: bands.flatMap(({ words }) => words),
    ...(bodyStarts.length === 0 ? {} : { bodyStart: Math.min(...bodyStarts) }),
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
  isHeading: (text: string) => boolean,
): readonly Band[] {
  const isLeftAligned = standAtLeft(bands);
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
      const split = isLeftAligned ? loose.length : bestSplit(left, loose, group.start);
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

/**
 * Finds where columns begin that have no text, as far as one looks, which begins where they do.
 * Each line of a heading stands in the middle of its column, `floor((W - w) / 2)` to the right of
 * its edge (`w` the width of the line, `W` that of the column). So where the column begins tells
 * where the next one does, up to one screen column, and the next edge that is known tells which.
 *
 * @returns for each column its first screen column, or the gap before it where either is possible.
 */
function startsOfCentred(columns: readonly Band[]): readonly number[] {
  const starts = columns.map(({ start }) => start);
  for (let known = 0; known < columns.length; known++) {
    if (!beginsAtEdge(columns[known])) continue;
    const ways = waysAfter(columns, known, starts[known] ?? 0);
    for (let i = 0; i < (ways[0]?.length ?? 0); i++)
      starts[known + 1 + i] = Math.min(...ways.map((way) => way[i] ?? Number.POSITIVE_INFINITY));
  }
  return starts;
}

/** Gives the least width of a column for its heading to stand in the middle. */
function leastWidth({ words }: Band, start: number): number {
  return widthsFor(words, start).least;
}

/** Tells whether the first text of a column stands at its left edge, or nothing stands before it. */
function beginsAtEdge(column: Band | undefined): boolean {
  return column !== undefined && column.bodyStart === column.start;
}

/** Gives all places of the columns after one, up to the next that is known. */
function waysAfter(
  columns: readonly Band[],
  at: number,
  start: number,
): readonly (readonly number[])[] {
  const [column, next] = [columns[at], columns[at + 1]];
  if (column === undefined || next === undefined) return [[]];
  const { least, most } = widthsFor(column.words, start);
  const places = least === most ? [start + least + 1] : [start + least + 1, start + most + 1];
  if (beginsAtEdge(next)) return places.includes(next.start) ? [[]] : [];
  return places
    .filter((place) => least <= most && place > column.end && place <= next.start)
    .flatMap((place) => waysAfter(columns, at + 1, place).map((rest) => [place, ...rest]));
}

/** Says how wide a column can be for its heading to stand in the middle. */
function widthsFor(
  words: readonly HeadWord[],
  start: number,
): { readonly least: number; readonly most: number } {
  let least = 0;
  let most = Number.POSITIVE_INFINITY;
  for (const line of new Set(words.map((word) => word.line))) {
    const its = words.filter((word) => word.line === line);
    const left = Math.min(...its.map((word) => word.start));
    const right = Math.max(...its.map((word) => word.end));
    const width = right - left + 2 * (left - start);
    least = Math.max(least, width);
    most = Math.min(most, width + 1);
  }
  return { least, most };
}

/** Says where a table stands and how its columns are counted. */
interface TableArea {
  readonly head: TableHead;
  /** Number of the line after the table's last one. */
  readonly end: number;
  readonly measure: Measure;
  /** Number of lines that may have text in a gap between two columns. */
  readonly tolerance: number;
}
