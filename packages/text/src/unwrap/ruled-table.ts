import { type ColumnKey, columnOfHeading } from "@portolan/model";
import { columnsOfHeadings, defined, personColumnOfHeading } from "@portolan/model/internal";
import { sectionOfTitle } from "../copy/pages.js";
import { isRowCount, isRuler, type Line } from "../page/lines.js";
import {
  areHeadings,
  cellOf,
  type DrawnCell,
  type DrawnTable,
  MOST_BETWEEN,
} from "./drawn-cells.js";

/** A bar between two cells, and where a bar crosses a ruler. */
const BAR = /[|\u2502\u2503\u2551]/;
const CROSSING = /[+|\u250c-\u254b\u2551-\u2570]/;

/** Rows by which it is told how a table is drawn. */
const FIRST_ROWS = 1000;

/** Most lines over which headings are wrapped. */
const MOST_HEAD_LINES = 4;

/** Holds a cell between bars or blanks. */
interface RuledCell extends DrawnCell {
  /** psql marks a line break inside a cell by a plus right before the bar. */
  readonly goesOn?: boolean;
  /** What goes on with the cell above, where psql cut that off in a word and marks both ends by dots. */
  readonly rest?: string;
  /** The text with the blanks that fill the cell up, but for those beside the bars. */
  readonly whole?: string;
}

/** Holds where a table's cells are, and how its rows are parted. */
interface Drawing {
  /** Gives the cells of a line; undefined for a line that is no part of the table. */
  readonly cellsOf: (line: Line) => readonly RuledCell[] | undefined;
  readonly count: number;
  /** Tells whether a line has blanks wherever the table has them between its columns. */
  readonly isAligned?: (line: Line) => boolean;
}

/**
 * Reads a table that begins at a line and has a ruler below its headings, as psql, mysql, sqlite, org,
 * reStructuredText and box drawing have it.
 */
export function ruledTable(lines: readonly Line[], at: number): DrawnTable | undefined {
  const top = isRuler(lines[at]?.text ?? "") ? at + 1 : at;
  let ruler = top;
  while (ruler < lines.length && ruler - top <= MOST_HEAD_LINES && isCellLine(lines[ruler]))
    ruler++;
  const drawn = lines[ruler];
  if (drawn === undefined || ruler === top || !isRuler(drawn.text)) return undefined;
  const head = lines.slice(top, ruler);
  const drawing = drawingOf(drawn.text, head, lines.slice(ruler + 1, ruler + 1 + FIRST_ROWS));
  if (drawing === undefined) return undefined;
  const headings = joinedHeadings(head, drawing);
  const texts = headings.map(({ text }) => text);
  if (!areHeadings(headings)) return undefined;
  // A sentence may stand right above the headings.
  const below = joinedHeadings(head.slice(1), drawing).map(({ text }) => text);
  if (head.length > 1 && knownHeadings(below) >= knownHeadings(texts)) return undefined;
  const { rows, ...table } = rowsBelow(lines, ruler + 1, drawing, leadingPlaces(texts));
  return { rows: [headings, ...rows], ...table };
}

function isBlank({ text }: Line): boolean {
  return !/\S/.test(text);
}

function isCellLine(line: Line | undefined): boolean {
  return line !== undefined && /\S/.test(line.text) && !isRuler(line.text);
}

/** Finds out from the ruler below the headings where the cells are. */
function drawingOf(
  ruler: string,
  head: readonly Line[],
  below: readonly Line[],
): Drawing | undefined {
  const bars = head.filter(({ text }) => BAR.test(text)).length;
  if (bars === head.length) {
    // `|---|---|` is Markdown, in which nothing but the bars counts, or sqlite's, which breaks cells.
    if (!/[+\u2500-\u257f]/.test(ruler) && !isAligned(below, ruler)) return undefined;
    return barredDrawing(ruler);
  }
  return bars === 0 ? spacedDrawing(ruler) : undefined;
}

/** Part of the lines with bars that stand below those of the ruler. */
const MOST_ALIGNED = 0.9;

/** Tells whether the bars of the rows stand below those of a ruler, and a cell goes on in a row. */
function isAligned(rows: readonly Line[], ruler: string): boolean {
  const places = [...ruler.matchAll(/\|/g)].map(({ index }) => index);
  // Lines that are none of the table's may stand between its rows.
  const table = rows
    .slice(0, rows.findIndex(isBlank) >>> 0)
    .filter(({ text }) => text.includes("|"));
  const aligned = table.filter(({ text }) => places.every((place) => text[place] === "|"));
  return (
    table.some(({ text }) => /^\|(?: +\|){3}.*\S/.test(text)) &&
    aligned.length >= table.length * MOST_ALIGNED
  );
}

/** `--------------+-------------`: bars stand below and above the crossings. */
function barredDrawing(ruler: string): Drawing {
  const crossings: number[] = [];
  for (const { index } of ruler.matchAll(new RegExp(CROSSING, "g"))) crossings.push(index);
  const first = ruler.search(/\S/);
  const last = ruler.trimEnd().length - 1;
  const inner = crossings.filter((place) => place !== first && place !== last);
  const hasLeft = crossings.includes(first);
  const count = inner.length + 1;
  const places = new Set(crossings);
  return {
    count,
    cellsOf: (line) => {
      const { text, start } = line;
      if (!BAR.test(text)) return undefined;
      const isAligned = inner.every((place) => BAR.test(text[place] ?? ""));
      if (!isAligned)
        return isMerged(line, places, [first, last]) ? undefined : splitAtBars(line, count);
      const borders = [hasLeft ? first : first - 1, ...inner];
      return borders.map((border, i) => {
        const end = inner[i] ?? endOfRow(text, last);
        const cell = barredCell(text, Math.max(0, border + 1), end, start);
        const isOpen = text[(inner[i] ?? last + 1) - 1] === "+" && /.\+$/.test(cell.text);
        return isOpen ? { ...cell, text: cell.text.slice(0, -1).trim(), goesOn: true } : cell;
      });
    },
  };
}

/** Tells whether a line of a grid, from border to border, lacks bars where the ruler has crossings: cells are merged. */
function isMerged(
  { text }: Line,
  crossings: ReadonlySet<number>,
  borders: readonly number[],
): boolean {
  const bars = [...text.matchAll(new RegExp(BAR, "g"))].map(({ index }) => index);
  return (
    bars.length > 1 &&
    bars.length < crossings.size &&
    bars.every((bar) => crossings.has(bar)) &&
    bars[0] === borders[0] &&
    bars.at(-1) === borders[1]
  );
}

/** A ruler beside a cell that goes on in the next row: `|       +-----+`. */
const PARTIAL_RULER =
  /^\s*[|+\u2502\u2503\u2551] {2,}[^-]*[+\u251c\u253c][-=\u2500]{2}|[-=\u2500][+\u2524\u253c] {2,}[^-]*[|+\u2502\u2503\u2551]\s*$/;

/** Gives a cell between two bars. */
function barredCell(text: string, from: number, to: number, start: number): RuledCell {
  const inside = text.slice(from, to);
  const whole = /^ (.*) $/s.exec(inside)?.[1];
  const rest = /^[.\u2026](?!\s*$)(.*)$/s.exec(inside)?.[1]?.trimEnd();
  return defined({ ...cellOf(text, from, to, start), whole, rest });
}

/** Tells whether a cell goes on with one above that psql cut off. */
function isCutRest(above: RuledCell | undefined, below: RuledCell | undefined): boolean {
  return below?.rest !== undefined && /[.\u2026]$/.test(above?.text ?? "");
}

/** Gives where the last cell ends: before the bar on the right, if there is one. */
function endOfRow(text: string, last: number): number {
  if (BAR.test(text[last] ?? "")) return last;
  const end = text.trimEnd().length;
  return BAR.test(text[end - 1] ?? "") ? end - 1 : end;
}

/** Splits a row that is not aligned with the ruler, as in org. */
function splitAtBars({ text, start }: Line, count: number): readonly RuledCell[] {
  const cells: RuledCell[] = [];
  let from = 0;
  for (const { index } of text.matchAll(new RegExp(BAR, "g"))) {
    if (text[index - 1] === "\\") continue;
    cells.push(cellOf(text, from, index, start));
    from = index + 1;
  }
  cells.push(cellOf(text, from, text.length, start));
  if (cells.length > count && cells[0]?.text === "") cells.shift();
  if (cells.length > count && cells.at(-1)?.text === "") cells.pop();
  return cells;
}

/** `------------  -----------`: a cell begins where a line of the ruler does. */
function spacedDrawing(ruler: string): Drawing | undefined {
  const lines = [...ruler.matchAll(/[-=~\u2500-\u257f]+/g)];
  const starts = lines.map(({ index }) => index);
  if (starts.length < 3 || /[|+:\\]/.test(ruler)) return undefined;
  const widths = lines.map(([line]) => line.length);
  const gaps = [...ruler.matchAll(/(?<=\S) +(?=\S)/g)];
  return {
    count: starts.length,
    isAligned: ({ text }) =>
      text.length > (gaps.at(-1)?.index ?? 0) &&
      gaps.every(({ 0: gap, index }) => text.slice(index, index + gap.length).trim() === ""),
    cellsOf: ({ text, start }) => {
      if (!/\S/.test(text) || isRowCount(text)) return undefined;
      // A cell that is wider than its column moves what follows it to the right.
      const isCut = gaps.some(
        ({ 0: gap, index }) => text.slice(index, index + gap.length).trim() !== "",
      );
      if (isCut) return splitAtGaps(text, start);
      const cells = starts.map((place, i) => {
        // What stands left of the table is no less a text of it.
        const from = i === 0 ? 0 : place;
        const end = place + (widths[i] ?? 0);
        const whole = text.slice(from, end).padEnd(end - from);
        return { ...cellOf(text, from, starts[i + 1] ?? text.length, start), whole };
      });
      // reStructuredText marks an empty first cell by two dots or a backslash.
      const [first, ...others] = cells;
      const isMark = /^=/.test(ruler.trim()) && /^(?:\.\.|\\)$/.test(first?.text ?? "");
      return isMark && first !== undefined ? [{ ...first, text: "" }, ...others] : cells;
    },
  };
}

function splitAtGaps(text: string, start: number): readonly RuledCell[] {
  return [...text.matchAll(/\S+(?: \S+)*/g)].map(({ 0: found, index }) => ({
    text: found,
    start: start + index,
  }));
}

/**
 * Reads the rows below the headings.
 *
 * @param leading - places of the cells with which a row begins: name, port and protocol, or a person's id.
 */
function rowsBelow(
  lines: readonly Line[],
  first: number,
  drawing: Drawing,
  leading: readonly number[],
): DrawnTable {
  const strays: Line[] = [];
  const groups: (readonly RuledCell[])[][] = [[]];
  let hasBlanks = false;
  let at = first;
  for (; at < lines.length; at++) {
    const line = lines[at];
    if (line === undefined) break;
    if (isRuler(line.text)) {
      // What stands over several rows would be missing in all but the first.
      if (PARTIAL_RULER.test(line.text)) strays.push(line);
      groups.push([]);
      continue;
    }
    const cells = drawing.cellsOf(line);
    const next = lines[at + 1];
    // Headings above a ruler are those of another table.
    if (at > first && next !== undefined && isRuler(next.text) && areHeadings(cells)) break;
    // sqlite leaves a line blank after each row when a cell goes on in the next line.
    const isAligned = next !== undefined && drawing.isAligned?.(next) === true;
    const isFollowed = drawing.isAligned !== undefined && goesOnBelow(lines, at, drawing);
    if (isBlank(line) && (isAligned || isFollowed)) {
      groups.push([]);
      hasBlanks = true;
      continue;
    }
    if (cells !== undefined && !isStray(cells, drawing)) groups.at(-1)?.push(cells);
    else if (!/\S/.test(line.text) || !goesOnBelow(lines, at, drawing)) break;
    else strays.push(line);
  }
  const filled = groups.filter((group) => group.length > 0);
  // What stands between every two rows parts them; else each line is one, but for what goes on.
  const areRows = hasBlanks && filled.some((group) => hasRows(group, leading));
  const isGrid = filled.length > 1 && !areRows;
  const rows = filled.flatMap((group) => (isGrid ? [group] : groupContinued(group, leading)));
  const areCut = areCutAnywhere(rows);
  while (isRowCount(lines[at]?.text ?? "")) at++;
  return { rows: rows.map((row) => joinLines(row, areCut)), end: at, strays, joined: [] };
}

/**
 * Tells whether cells are those of a line that is none of the table's: far fewer than it has columns, or
 * nothing but the first one, which no row has alone.
 */
function isStray(cells: readonly RuledCell[], { count }: Drawing): boolean {
  if (count <= FEWEST_TOLD || cells.some(({ rest }) => rest !== undefined)) return false;
  if (cells.length < count) return cells.length * 2 <= count;
  return cells.every(({ text }, place) => (text !== "") === (place === 0));
}

/** Number of columns up to which a row may have one cell only. */
const FEWEST_TOLD = 3;

/** Tells whether a table goes on below a line that is none of its own. */
function goesOnBelow(lines: readonly Line[], at: number, drawing: Drawing): boolean {
  for (const line of lines.slice(at + 1, at + 1 + MOST_BETWEEN)) {
    if (sectionOfTitle(line.text) !== undefined) return false;
    // Where blanks part the cells, a ruler is that of another table.
    if (isRuler(line.text) && drawing.isAligned !== undefined) return false;
    const cells = isRuler(line.text) ? undefined : drawing.cellsOf(line);
    const isAligned = drawing.isAligned?.(line) ?? true;
    if (cells !== undefined && isAligned && !isStray(cells, drawing)) return true;
  }
  return false;
}

/** Tells whether a line below the first of a group begins a row: it has name and port, or protocol. */
function hasRows(group: readonly (readonly RuledCell[])[], leading: readonly number[]): boolean {
  const filled = (cells: readonly RuledCell[]): number =>
    leading.filter((place) => (cells[place]?.text ?? "") !== "").length;
  return group.slice(1).some((cells) => filled(cells) > 1);
}

/** Groups lines with those that only go on with their cells: none of them has name, port or protocol. */
function groupContinued(
  lines: readonly (readonly RuledCell[])[],
  leading: readonly number[],
): readonly (readonly (readonly RuledCell[])[])[] {
  const rows: (readonly RuledCell[])[][] = [];
  for (const cells of lines) {
    const row = rows.at(-1);
    const isRest =
      leading.every((place) => (cells[place]?.text ?? "") === "") &&
      cells.some(({ text }) => text !== "");
    const above = row?.at(-1) ?? [];
    const isCut = cells.some((cell, place) => isCutRest(above[place], cell));
    if (row !== undefined && (isRest || isCut || above.some(({ goesOn }) => goesOn)))
      row.push(cells);
    else rows.push([cells]);
  }
  return rows;
}

/**
 * Tells whether a table breaks its cells inside words, as sqlite does: whatever goes on in the next
 * line fills its cell. Where words are kept together, some lines are shorter.
 */
function areCutAnywhere(rows: readonly (readonly (readonly RuledCell[])[])[]): boolean {
  let count = 0;
  for (const row of rows)
    for (const [i, cells] of row.slice(0, -1).entries())
      for (const [place, cell] of cells.entries()) {
        if (cell.text === "" || (row[i + 1]?.[place]?.text ?? "") === "") continue;
        if (!isFull(cell) || cell.goesOn === true) return false;
        count += cell.whole?.length === SQLITE_WIDTH ? FEWEST_CUTS : 1;
      }
  return count >= FEWEST_CUTS;
}

/** Fewest full cells by which words are told to be cut; two may be full by chance. */
const FEWEST_CUTS = 3;

/** Where sqlite breaks cells, if it was not told another width. */
const SQLITE_WIDTH = 60;

/** Tells whether a text reaches to the end of its cell; its last character may be a blank. */
function isFull({ whole }: RuledCell): boolean {
  return whole !== undefined && whole.trimEnd().length >= whole.length - 1;
}

function knownHeadings(headings: readonly string[]): number {
  const isKnown = (text: string): boolean =>
    (columnOfHeading(text) ?? personColumnOfHeading(text)) !== undefined;
  return headings.filter(isKnown).length;
}

function leadingPlaces(headings: readonly string[]): readonly number[] {
  const keys = columnsOfHeadings(headings)?.keys ?? [];
  const isLeading = (key: ColumnKey | undefined): boolean =>
    key === "name" || key === "port" || key === "protocol";
  const places = keys.flatMap((key, place) => (isLeading(key) ? [place] : []));
  return places.length > 0 ? places : [0];
}

/** Joins the cells of several lines, one below the other, by a blank or, where words are cut, by nothing. */
function joinLines(group: readonly (readonly RuledCell[])[], areCut = false): readonly RuledCell[] {
  const [first = [], ...others] = group;
  return others.reduce<readonly RuledCell[]>(
    (row, cells) =>
      Array.from({ length: Math.max(row.length, cells.length) }, (_, i) => {
        const above = row[i];
        const below = cells[i];
        if (above === undefined || above.text === "")
          return below ?? above ?? { text: "", start: 0 };
        if (below === undefined || below.text === "") return above;
        if (isCutRest(above, below))
          return { text: `${above.text.slice(0, -1)}${below.rest}`, start: above.start };
        if (areCut && isFull(above) && below.whole !== undefined) {
          const whole = `${above.whole}${below.whole}`;
          return { text: whole.trim(), whole, start: above.start };
        }
        return { ...below, text: `${above.text} ${below.text}`, start: above.start };
      }),
    first,
  );
}

/** Joins the lines of headings, which may be broken inside a word. */
function joinedHeadings(head: readonly Line[], drawing: Drawing): readonly RuledCell[] {
  const lines = head.map((line) => drawing.cellsOf(line) ?? []);
  const [joined, cut] = [joinLines(lines), joinLines(lines, true)];
  const count = (cells: readonly RuledCell[]): number =>
    knownHeadings(cells.map(({ text }) => text));
  return count(cut) > count(joined) ? cut : joined;
}
