import type { TableHead } from "./table-head.js";
import { byBytes, byCodePoints, isBlank, type Measure, type TextLines } from "./text-lines.js";

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

/** Says how the cells of a column stand in it. */
export type Alignment = "left" | "centred";

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
const TOLERANCES = [0, 1, 3, 10, 30, Number.POSITIVE_INFINITY];

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
  const counts = countLines(lines, head, Math.min(end, head.end + LAYOUT_LINES), counted);
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
    for (const { start, end, left, right } of lines.words(line, measure)) {
      const text = lines.source.slice(start, end);
      words.push({ text, line, start: left, end: right, offset: start });
    }
  }
  return words;
}

/** Widest line that is looked at, in screen columns: IANA's are 335 to 470 wide. */
const WIDEST = 8192;

/** Number of lines after which only screen columns that may still be between two columns are counted. */
const FIRST_LINES = 100;

/** Share of the lines that may have text between two columns of a table, and number that always may. */
const MOST_BETWEEN = { share: 1 / 32, lines: 10 };

/** Holds what the lines below the headings have in each screen column. */
interface LineCounts {
  /** Number of lines that were counted. */
  readonly lines: number;
  /** Number of lines with text in a screen column; too low where they are too many for a border. */
  readonly withText: Uint32Array;
  /** Number of lines with a text that begins there, below the same condition for the one before. */
  readonly withStart: Uint32Array;
}

/** Counts lines by each measure. Those of ASCII, nearly all, are the same in all of them. */
function countLines(
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

/** Gives more than the number of screen columns of lines in any measure, but no more than are looked at. */
function widthOf(lines: TextLines, first: number, end: number): number {
  let longest = 0;
  for (let line = first; line < end; line++)
    longest = Math.max(longest, lines.start(line + 1) - lines.start(line));
  return Math.min(WIDEST, longest * (lines.hasWide ? MOST_BYTES : 1) + 1);
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

function mostBetween(lineCount: number): number {
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

/** Holds the screen columns that one line of a heading takes. */
interface HeadLine {
  readonly left: number;
  readonly right: number;
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

/**
 * What it costs when a line of a heading does not stand in the middle: for each line of the table, and
 * for all. A line with text on a border costs 1; one with a text that begins behind the border of a
 * column that is left-aligned speaks for it as much.
 */
const OFF_CENTRE = { perLine: 0.3, once: 1 };

/** Share of the lines of headings that may stand out of the middle, as where one line is damaged. */
const MOST_OFF_CENTRE = 1 / 3;

/**
 * Finds where the columns of IANA's text begin. Each line of a heading stands in the middle of its
 * column, `floor((W - w) / 2)` to the right of its edge (`w` the width of the line, `W` that of the
 * column), and the next column begins one behind the edge: so the headings alone tell all borders, up
 * to one screen column each. Of all ways to place them, the one with the lowest cost is taken
 * (dynamic programming from left to right and back), so that one damaged line moves no border.
 *
 * @returns undefined where too many headings do not stand in the middle.
 */
function startsOfCentred(
  heads: readonly (readonly HeadLine[])[],
  alignments: readonly (Alignment | undefined)[],
  { lines, withText, withStart }: LineCounts,
): { starts: readonly number[]; leeways: readonly number[]; cost: number } | undefined {
  const perHeading = OFF_CENTRE.once + OFF_CENTRE.perLine * lines;
  const most = mostBetween(lines);
  const places = heads.map((head, i) => placesBefore(heads[i - 1], head, withText, most));
  if (places.length === 0 || places.some((own) => own.length === 0)) return undefined;
  const ownCost = (column: number, start: number): number => {
    const crossed = start === 0 ? 0 : (withText[start - 1] ?? 0);
    return crossed - (alignments[column] === "centred" ? 0 : (withStart[start] ?? 0));
  };
  /**
   * Gives the lowest cost of a neighbour and of the heading between, which stands in the middle at two
   * places of the neighbour for each of its lines, and at no other.
   *
   * @param column - the left one of the two.
   * @param lowest - the lowest cost of all places of the neighbour on the right side of this one.
   */
  const costBeside = (
    column: number,
    place: number,
    costs: ReadonlyMap<number, number>,
    lowest: number,
  ): number => {
    const head = heads[column] ?? [];
    let best = lowest + perHeading * head.length;
    for (const { left, right } of head)
      for (const other of [left + right + 1 - place, left + right + 2 - place]) {
        const cost = costs.get(other);
        if (cost === undefined) continue;
        const [start, next] = other < place ? [other, place] : [place, other];
        best = Math.min(best, cost + perHeading * countOffCentre(head, start, next - 1));
      }
    return best;
  };

  /** The lowest costs of what is left of a place with it, and of what is right of it, by places. */
  const costsLeft: Map<number, number>[] = [];
  for (const [i, own] of places.entries()) {
    const before = costsLeft[i - 1];
    const costs = new Map<number, number>();
    for (const place of own) {
      const beside =
        before === undefined ? 0 : costBeside(i - 1, place, before, lowestBelow(before, place));
      costs.set(place, beside + ownCost(i, place));
    }
    costsLeft.push(costs);
  }
  const costsRight: Map<number, number>[] = [];
  for (let i = places.length - 1; i >= 0; i--) {
    const after = costsRight[i + 1];
    const withOwn = new Map<number, number>();
    for (const [next, cost] of after ?? []) withOwn.set(next, cost + ownCost(i + 1, next));
    const costs = new Map<number, number>();
    for (const place of places[i] ?? [])
      costs.set(
        place,
        after === undefined ? 0 : costBeside(i, place, withOwn, lowestAbove(withOwn, place)),
      );
    costsRight[i] = costs;
  }

  const cost = Math.min(...(costsLeft.at(-1)?.values() ?? []));
  const starts: number[] = [];
  const leeways: number[] = [];
  for (const [i, own] of places.entries()) {
    const best = own.filter(
      (place) =>
        (costsLeft[i]?.get(place) ?? 0) + (costsRight[i]?.get(place) ?? 0) <= cost + ROUNDING,
    );
    const start = Math.min(...best);
    starts.push(start);
    leeways.push(Math.max(...best) - start);
  }
  let offCentre = 0;
  for (let i = 0; i + 1 < starts.length; i++)
    offCentre += leastOffCentre(
      heads[i] ?? [],
      around(starts, leeways, i),
      around(starts, leeways, i + 1),
    );
  const all = heads.reduce((sum, head) => sum + head.length, 0);
  return offCentre <= all * MOST_OFF_CENTRE ? { starts, leeways, cost } : undefined;
}

function lowestBelow(costs: ReadonlyMap<number, number>, limit: number): number {
  let lowest = Number.POSITIVE_INFINITY;
  for (const [place, cost] of costs) if (place < limit && cost < lowest) lowest = cost;
  return lowest;
}

function lowestAbove(costs: ReadonlyMap<number, number>, limit: number): number {
  let lowest = Number.POSITIVE_INFINITY;
  for (const [place, cost] of costs) if (place > limit && cost < lowest) lowest = cost;
  return lowest;
}

/** Gives the screen columns at which a column may begin. */
function around(
  starts: readonly number[],
  leeways: readonly number[],
  i: number,
): readonly number[] {
  const start = starts[i] ?? 0;
  return Array.from({ length: (leeways[i] ?? 0) + 1 }, (_, k) => start + k);
}

function leastOffCentre(
  head: readonly HeadLine[],
  starts: readonly number[],
  nexts: readonly number[],
): number {
  return Math.min(
    ...starts.flatMap((start) => nexts.map((next) => countOffCentre(head, start, next - 1))),
  );
}

/** Costs that differ by less are the same. */
const ROUNDING = 1e-6;

/** Gives the screen columns at which a column may begin: between its heading and the one before. */
function placesBefore(
  before: readonly HeadLine[] | undefined,
  head: readonly HeadLine[],
  withText: Uint32Array,
  most: number,
): readonly number[] {
  const first = before === undefined ? 0 : Math.min(...before.map(({ right }) => right)) + 1;
  const last = Math.max(...head.map(({ left }) => left));
  const places: number[] = [];
  for (let place = first; place <= last; place++)
    if (place === 0 || (withText[place - 1] ?? 0) <= most) places.push(place);
  return places;
}

/** Counts the lines of a heading that do not stand in the middle of a column. */
function countOffCentre(head: readonly HeadLine[], start: number, end: number): number {
  let count = 0;
  for (const { left, right } of head) {
    const room = end - start - (right - left);
    if (room < 0 || left - start !== room >> 1) count++;
  }
  return count;
}
