import { type ColumnKey, columnOfHeading } from "@portolan/model";
import { columnsOfHeadings, personColumnOfHeading } from "@portolan/model/internal";
import { sectionOfTitle } from "../copy/pages.js";
import { OpenCell } from "../copy/phrases.js";
import { arePersonHeadings, areRecordHeadings } from "../page/headings.js";
import { isRowCount, isRuler, type Line, linesOf, mayBeRow } from "../page/lines.js";
import { MovedText } from "./moved-text.js";

/** A bar between two cells, and where a bar crosses a ruler. */
const BAR = /[|\u2502\u2503\u2551]/;
const CROSSING = /[+|\u250c-\u254b\u2550-\u2570]/;

/** The border of a table in AsciiDoc. */
const ASCIIDOC = /^[|,:!]={3,}\s*$/;

/** A bar before a cell of AsciiDoc, with how the cell is set: `2+|`, `a|`. */
const ASCIIDOC_BAR = /(?<!\\)(?:(?<=^|\s)[\d.+*^<>]*[adehlmsv]?)?\|/;

/** A link of AsciiDoc, of which the label is shown: `link:#IESG[IESG]`, `https://…[RFC862]`. */
const ASCIIDOC_LINK = /(?:link:|xref:|https?:|ftp:|mailto:)[^\s[\]]*\[([^\]]*)\]/g;

/** Rows by which it is told how a table is drawn. */
const FIRST_ROWS = 1000;

/** Most lines over which headings are wrapped. */
const MOST_HEAD_LINES = 4;

/** What rulers of ASCII and the borders of wikis have; most texts have none of it. */
const MARKS: readonly string[] = ["--", "==", "~~", ",,,", ":::", "!!!", "||", "|_.", "^ ", "{|"];

/** Finds the beginning of a ruler, or of a table of a wiki. */
const ANY_RULER = /(?:^|\n)[ \t]*(?:[|,:!]={3}|[|+]?[-=~\u2500-\u257f]{2}|\|\||\|_\.|\^ |\{\|)/;

/** Lines that are drawn in Unicode begin in the top of a text. */
const BOX = /[\u2500-\u257f]{2}/;
const TOP_LENGTH = 100_000;

function mayBeDrawn(source: string): boolean {
  const hasMark = MARKS.some((mark) => source.includes(mark));
  return (hasMark || BOX.test(source.slice(0, TOP_LENGTH))) && ANY_RULER.test(source);
}

/** Holds a cell and where it stands in the source. */
interface DrawnCell {
  readonly text: string;
  readonly start: number;
  /** psql marks a line break inside a cell by a plus right before the bar. */
  readonly goesOn?: boolean;
  /** The text with the blanks that fill the cell up, but for those beside the bars. */
  readonly whole?: string;
}

/** Holds where a table's cells are, and how its rows are parted. */
interface Drawing {
  /** Gives the cells of a line; undefined for a line that is no part of the table. */
  readonly cellsOf: (line: Line) => readonly DrawnCell[] | undefined;
  readonly count: number;
  /** Tells whether a line has blanks wherever the table has them between its columns. */
  readonly isAligned?: (line: Line) => boolean;
}

/** Holds a drawing of which the headings are known. */
interface ReadDrawing extends Drawing {
  /** Places of the cells with which a row begins: name, port and protocol, or a person's id. */
  readonly leading: readonly number[];
}

/** Holds a text in which tables are no longer drawn. */
interface UndrawnText {
  readonly moved: MovedText;
  readonly odd: OddLines;
}

/** Holds the lines that a table's drawing does not explain. */
interface OddLines {
  /** Lines inside and below tables that have no cells of it, and may be rows. */
  readonly strays: Line[];
  /** Lines that are read as a part of the cell above, though they have no form of such a part. */
  readonly joined: Line[];
}

/**
 * Writes tables that databases and other programs draw (psql, mysql, sqlite, org, reStructuredText,
 * AsciiDoc, wikis, box drawing) as rows with a tab between cells, one row a line.
 *
 * @returns undefined for a text without such a table.
 */
export function undraw(source: string): UndrawnText | undefined {
  if (!mayBeDrawn(source)) return undefined;
  const lines = [...linesOf(source)];
  const moved = new MovedText();
  const odd: OddLines = { strays: [], joined: [] };
  let isBelowTable = false;
  let found = false;
  for (let at = 0; at < lines.length; ) {
    const line = lines[at];
    if (line === undefined) break;
    const end =
      asciidocTable(lines, at, moved, odd) ??
      wikiTable(lines, at, moved, odd) ??
      drawnTable(lines, at, moved, odd);
    if (end !== undefined) {
      found = true;
      isBelowTable = true;
      at = end;
      continue;
    }
    // Sentences below a table are not rows; a section of the page may follow.
    if (sectionOfTitle(line.text) !== undefined) isBelowTable = false;
    if (!isBelowTable) moved.add(`${line.text}\n`, line.start);
    else if (mayBeRow(line.text)) odd.strays.push(line);
    at++;
  }
  return found ? { moved, odd } : undefined;
}

/** Writes a drawn table whose headings begin at a line; gives the line after it. */
function drawnTable(
  lines: readonly Line[],
  at: number,
  moved: MovedText,
  odd: OddLines,
): number | undefined {
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
  addRow(headings, moved);
  const leading = leadingPlaces(texts);
  return drawRows(lines, ruler + 1, { ...drawing, leading }, moved, odd);
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
  return {
    count,
    cellsOf: (line) => {
      const { text, start } = line;
      if (!BAR.test(text)) return undefined;
      const isAligned = inner.every((place) => BAR.test(text[place] ?? ""));
      if (!isAligned) return splitAtBars(line, count);
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

/** Gives a cell between two bars. */
function barredCell(text: string, from: number, to: number, start: number): DrawnCell {
  const whole = /^ (.*) $/s.exec(text.slice(from, to))?.[1];
  return { ...cellOf(text, from, to, start), ...(whole === undefined ? {} : { whole }) };
}

/** Gives where the last cell ends: before the bar on the right, if there is one. */
function endOfRow(text: string, last: number): number {
  if (BAR.test(text[last] ?? "")) return last;
  const end = text.trimEnd().length;
  return BAR.test(text[end - 1] ?? "") ? end - 1 : end;
}

/** Splits a row that is not aligned with the ruler, as in org. */
function splitAtBars({ text, start }: Line, count: number): readonly DrawnCell[] {
  const cells: DrawnCell[] = [];
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

function splitAtGaps(text: string, start: number): readonly DrawnCell[] {
  return [...text.matchAll(/\S+(?: \S+)*/g)].map(({ 0: found, index }) => ({
    text: found,
    start: start + index,
  }));
}

function cellOf(text: string, from: number, to: number, start: number): DrawnCell {
  const raw = text.slice(from, to);
  const lead = raw.search(/\S|$/);
  return {
    text: raw.trim().replaceAll("\t", " "),
    start: start + Math.min(from + lead, text.length),
  };
}

/** Writes the rows of a table; gives the line after it. */
function drawRows(
  lines: readonly Line[],
  first: number,
  drawing: ReadDrawing,
  moved: MovedText,
  { strays }: OddLines,
): number {
  const groups: (readonly DrawnCell[])[][] = [[]];
  let hasBlanks = false;
  let at = first;
  for (; at < lines.length; at++) {
    const line = lines[at];
    if (line === undefined) break;
    if (isRuler(line.text)) {
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
  const areRows = hasBlanks && filled.some((group) => hasRows(group, drawing.leading));
  const isGrid = filled.length > 1 && !areRows;
  const rows = filled.flatMap((group) =>
    isGrid ? [group] : groupContinued(group, drawing.leading),
  );
  const areCut = areCutAnywhere(rows);
  for (const row of rows) addRow(joinLines(row, areCut), moved);
  while (isRowCount(lines[at]?.text ?? "")) at++;
  return at;
}

/**
 * Tells whether cells are those of a line that is none of the table's: far fewer than it has columns, or
 * nothing but the first one, which no row has alone.
 */
function isStray(cells: readonly DrawnCell[], { count }: Drawing): boolean {
  if (count <= FEWEST_TOLD) return false;
  if (cells.length < count) return cells.length * 2 <= count;
  return cells.every(({ text }, place) => (text !== "") === (place === 0));
}

/** Number of columns up to which a row may have one cell only. */
const FEWEST_TOLD = 3;

/** Most lines between two rows of a table that are none. */
const MOST_BETWEEN = 20;

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
function hasRows(group: readonly (readonly DrawnCell[])[], leading: readonly number[]): boolean {
  const filled = (cells: readonly DrawnCell[]): number =>
    leading.filter((place) => (cells[place]?.text ?? "") !== "").length;
  return group.slice(1).some((cells) => filled(cells) > 1);
}

/** Groups lines with those that only go on with their cells: none of them has name, port or protocol. */
function groupContinued(
  lines: readonly (readonly DrawnCell[])[],
  leading: readonly number[],
): readonly (readonly (readonly DrawnCell[])[])[] {
  const rows: (readonly DrawnCell[])[][] = [];
  for (const cells of lines) {
    const row = rows.at(-1);
    const isRest =
      leading.every((place) => (cells[place]?.text ?? "") === "") &&
      cells.some(({ text }) => text !== "");
    if (row !== undefined && (isRest || row.at(-1)?.some(({ goesOn }) => goesOn))) row.push(cells);
    else rows.push([cells]);
  }
  return rows;
}

/**
 * Tells whether a table breaks its cells inside words, as sqlite does: whatever goes on in the next
 * line fills its cell. Where words are kept together, some lines are shorter.
 */
function areCutAnywhere(rows: readonly (readonly (readonly DrawnCell[])[])[]): boolean {
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
function isFull({ whole }: DrawnCell): boolean {
  return whole !== undefined && whole.trimEnd().length >= whole.length - 1;
}

function knownHeadings(headings: readonly string[]): number {
  const isKnown = (text: string): boolean =>
    (columnOfHeading(text) ?? personColumnOfHeading(text)) !== undefined;
  return headings.filter(isKnown).length;
}

function areHeadings(cells: readonly DrawnCell[] = []): boolean {
  const texts = cells.map(({ text }) => text);
  return areRecordHeadings(texts) || arePersonHeadings(texts);
}

function leadingPlaces(headings: readonly string[]): readonly number[] {
  const keys = columnsOfHeadings(headings)?.keys ?? [];
  const isLeading = (key: ColumnKey | undefined): boolean =>
    key === "name" || key === "port" || key === "protocol";
  const places = keys.flatMap((key, place) => (isLeading(key) ? [place] : []));
  return places.length > 0 ? places : [0];
}

/** Joins the cells of several lines, one below the other, by a blank or, where words are cut, by nothing. */
function joinLines(group: readonly (readonly DrawnCell[])[], areCut = false): readonly DrawnCell[] {
  const [first = [], ...others] = group;
  return others.reduce<readonly DrawnCell[]>(
    (row, cells) =>
      Array.from({ length: Math.max(row.length, cells.length) }, (_, i) => {
        const above = row[i];
        const below = cells[i];
        if (above === undefined || above.text === "")
          return below ?? above ?? { text: "", start: 0 };
        if (below === undefined || below.text === "") return above;
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
function joinedHeadings(head: readonly Line[], drawing: Drawing): readonly DrawnCell[] {
  const lines = head.map((line) => drawing.cellsOf(line) ?? []);
  const [joined, cut] = [joinLines(lines), joinLines(lines, true)];
  const count = (cells: readonly DrawnCell[]): number =>
    knownHeadings(cells.map(({ text }) => text));
  return count(cut) > count(joined) ? cut : joined;
}

function addRow(cells: readonly DrawnCell[], moved: MovedText): void {
  for (const [i, { text, start }] of cells.entries())
    moved.add(`${text}${i === cells.length - 1 ? "\n" : "\t"}`, start);
}

/** Writes a table of AsciiDoc that begins at a line; gives the line after it. */
function asciidocTable(
  lines: readonly Line[],
  at: number,
  moved: MovedText,
  odd: OddLines,
): number | undefined {
  const border = lines[at]?.text.trim();
  if (border === undefined || !ASCIIDOC.test(border)) return undefined;
  let end = at + 1;
  while (end < lines.length && lines[end]?.text.trim() !== border) end++;
  const inside = lines.slice(at + 1, end);
  const head = inside.find(({ text }) => /\S/.test(text));
  if (head === undefined) return undefined;
  const cells = inside.map(asciidocCells);
  const count = asciidocColumns(lines[at - 1]) ?? cells[inside.indexOf(head)]?.length ?? 0;
  const texts = cells
    .flat()
    .slice(0, count)
    .map(({ text }) => text);
  if (!areRecordHeadings(texts) && !arePersonHeadings(texts)) return undefined;
  // Cells may stand in one line or in several; what has no bar before it goes on with the last cell.
  const all: DrawnCell[] = [];
  const wrap = new WrappedLines(inside, odd);
  let open = new OpenCell();
  for (const [i, line] of inside.entries()) {
    const own = cells[i] ?? [];
    const last = all.at(-1);
    const [before = ""] = line.text.split(ASCIIDOC_BAR, 1);
    const rest = before.trim();
    if (last !== undefined && rest !== "") {
      wrap.tell(open, i, rest);
      all[all.length - 1] = withMore(last, open, rest);
    }
    if (own.length > 0) open = new OpenCell(own.at(-1)?.text);
    all.push(...own);
  }
  for (let from = 0; from < all.length; from += count) addRow(all.slice(from, from + count), moved);
  return Math.min(end + 1, lines.length);
}

/** Lines that are as long as the longest one, but for a word, show that lines are wrapped. */
const LONGEST_LEFT = 12;
const FEWEST_FULL = 3;

/** Tells which lines without a bar go on with the cell above. */
class WrappedLines {
  readonly #lines: readonly Line[];
  readonly #odd: OddLines;
  /** Length of the longest line of several words. */
  readonly #width: number;

  constructor(lines: readonly Line[], odd: OddLines) {
    this.#lines = lines;
    this.#odd = odd;
    const lengths = lines.flatMap(({ text }) => (text.trim().includes(" ") ? [text.length] : []));
    const width = lengths.reduce((most, length) => Math.max(most, length), 0);
    const full = lengths.filter((length) => length > width - LONGEST_LEFT).length;
    this.#width = full >= FEWEST_FULL ? width : Number.POSITIVE_INFINITY;
  }

  /** Reports a line whose first word would have fitted on the one above, if it has no form of such lines. */
  tell(cell: OpenCell, at: number, rest: string): void {
    const line = this.#lines[at];
    const above = this.#lines[at - 1]?.text.trimEnd() ?? "";
    const [word = ""] = rest.split(" ", 1);
    const isWrapped = !cell.isEmpty && above !== "" && above.length + 1 + word.length > this.#width;
    if (line !== undefined && !isWrapped && !cell.goesOnWith(rest)) this.#odd.joined.push(line);
  }
}

/** Adds a line to a cell that goes on in it. */
function withMore(cell: DrawnCell, open: OpenCell, rest: string): DrawnCell {
  const text = open.isEmpty ? rest : `${cell.text} ${rest}`;
  open.add(rest);
  return { ...cell, text };
}

/** Reads the number of columns from `[cols="1,3*,2", options="header"]`, if the line says it. */
function asciidocColumns(line: Line | undefined): number | undefined {
  const [, quoted, bare] = /^\[.*?cols=(?:"([^"]*)"|([^",\]]*))/.exec(line?.text ?? "") ?? [];
  const widths = quoted ?? bare;
  if (widths === undefined) return undefined;
  const times = widths.split(/[,;]/).map((width) => Number(/^\s*(\d+)\*/.exec(width)?.[1] ?? 1));
  return times.reduce((sum, count) => sum + count, 0);
}

/** How the headings of a table are marked in Jira, MoinMoin, Textile and DokuWiki. */
const WIKI_HEAD = /^\s*(?:\|\|(?!\|)|\|_\.|\^ )/;

/** How a cell of such a table begins, and how headings are set off. */
const WIKI_MARK = /^(?:[_<>=^~-]+\. ?|'''|\*)|(?:'''|\*)$/g;

const WIKI_ROW = /^\s*\|/;

/** Writes a table of a wiki that begins at a line; gives the line after it. */
function wikiTable(
  lines: readonly Line[],
  at: number,
  moved: MovedText,
  odd: OddLines,
): number | undefined {
  const head = lines[at];
  if (head === undefined) return undefined;
  if (/^\s*\{\|/.test(head.text)) return mediaWikiTable(lines, at, moved, odd);
  if (!WIKI_HEAD.test(head.text)) return undefined;
  const headings = wikiCells(head, WIKI_MARK);
  const texts = headings.map(({ text }) => text);
  if (!areRecordHeadings(texts) && !arePersonHeadings(texts)) return undefined;
  addRow(headings, moved);
  const mark = head.text.includes("_.") ? WIKI_MARK : undefined;
  let end = at + 1;
  for (; end < lines.length; end++) {
    const line = lines[end];
    if (line === undefined) break;
    if (WIKI_ROW.test(line.text)) addRow(wikiCells(line, mark), moved);
    else {
      const below = lines.slice(end + 1, end + 1 + MOST_BETWEEN);
      if (!/\S/.test(line.text) || !below.some(({ text }) => WIKI_ROW.test(text))) break;
      odd.strays.push(line);
    }
  }
  return end;
}

/** What stands between two cells: `||`, or `|`, and `^` around headings. */
const DOUBLE_BORDER = /\|\||\^(?= |$)/g;
const SINGLE_BORDER = /\||\^(?= |$)/g;

/** A bar that is not doubled: where a row has one, two bars are an empty cell. */
const LONE_BAR = /(?<!\|)\|(?!\|)/;

function wikiCells({ text, start }: Line, mark: RegExp | undefined): readonly DrawnCell[] {
  const cells: DrawnCell[] = [];
  let from = 0;
  const border = LONE_BAR.test(text) ? SINGLE_BORDER : DOUBLE_BORDER;
  for (const { 0: bar, index } of text.matchAll(border)) {
    if (text.slice(0, index).trim() !== "") cells.push(cellOf(text, from, index, start));
    else if (from > 0) cells.push({ text: "", start: start + from });
    from = index + bar.length;
  }
  if (text.slice(from).trim() !== "") cells.push(cellOf(text, from, text.length, start));
  if (mark === undefined) return cells;
  return cells.map((cell) => ({ ...cell, text: cell.text.replace(mark, "").trim() }));
}

/** Writes a table of MediaWiki: `{|`, `! Service Name !! Port Number`, `|-`, `| http || 80`, `|}`. */
function mediaWikiTable(
  lines: readonly Line[],
  at: number,
  moved: MovedText,
  odd: OddLines,
): number | undefined {
  const rows: DrawnCell[][] = [[]];
  const joined: Line[] = [];
  let open = new OpenCell();
  let end = at + 1;
  for (; end < lines.length; end++) {
    const line = lines[end];
    if (line === undefined || /^\s*(?:\|\}|\{\|)/.test(line.text)) break;
    if (/^\s*\|-/.test(line.text)) rows.push([]);
    else if (/^\s*[|!](?!\+)/.test(line.text)) {
      const cells = mediaWikiCells(line);
      rows.at(-1)?.push(...cells);
      open = new OpenCell(cells.at(-1)?.text);
    } else if (/\S/.test(line.text)) {
      const rest = line.text.trim();
      const row = rows.at(-1);
      const last = row?.at(-1);
      // A cell goes on in the lines below it; what stands between two rows is none.
      if (last === undefined || !open.goesOnWith(rest)) joined.push(line);
      if (last !== undefined) row?.splice(-1, 1, withMore(last, open, rest));
    }
  }
  const [head = [], ...body] = rows.filter((row) => row.length > 0);
  const texts = head.map(({ text }) => text);
  if (!areRecordHeadings(texts) && !arePersonHeadings(texts)) return undefined;
  odd.joined.push(...joined);
  for (const row of [head, ...body]) addRow(row, moved);
  return Math.min(end + 1, lines.length);
}

function mediaWikiCells({ text, start }: Line): readonly DrawnCell[] {
  const from = text.search(/[|!]/) + 1;
  const cells: DrawnCell[] = [];
  let begin = from;
  const add = (end: number): void => {
    // `style="…" | text`: how a cell is set stands before its text.
    const attributes = /^\s*(?:[\w-]+="[^"]*"\s*)+\|(?!\|)/.exec(text.slice(begin, end));
    cells.push(cellOf(text, begin + (attributes?.[0].length ?? 0), end, start));
  };
  for (const { 0: bar, index } of text.matchAll(/\|\||!!/g)) {
    if (index < from) continue;
    add(index);
    begin = index + bar.length;
  }
  add(text.length);
  return cells;
}

/** Gives the cells of a line of AsciiDoc: `|http |80`, with or without how a cell is set, `a|`. */
function asciidocCells({ text, start }: Line): readonly DrawnCell[] {
  const places = [...text.matchAll(new RegExp(ASCIIDOC_BAR, "g"))];
  return places.map(({ 0: bar, index }, i) => {
    const from = index + bar.length;
    const cell = cellOf(text, from, places[i + 1]?.index ?? text.length, start);
    return { ...cell, text: cell.text.replaceAll("\\|", "|").replace(ASCIIDOC_LINK, "$1") };
  });
}
