import { type ColumnKey, columnOfHeading } from "@portolan/model";
import { columnsOfHeadings, personColumnOfHeading } from "@portolan/model/internal";
import { sectionOfTitle } from "../copy/pages.js";
import { arePersonHeadings, areRecordHeadings } from "../page/headings.js";
import { isRowCount, isRuler, type Line, linesOf, mayBeRow } from "../page/lines.js";
import { MovedText } from "./moved-text.js";

/** A bar between two cells, and where a bar crosses a ruler. */
const BAR = /[|\u2502\u2503\u2551]/;
const CROSSING = /[+|\u250c-\u254b\u2550-\u2570]/;

/** The border of a table in AsciiDoc. */
const ASCIIDOC = /^[|,:!]={3,}\s*$/;

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
}

/** Holds where a table's cells are, and how its rows are parted. */
interface Drawing {
  /** Gives the cells of a line; undefined for a line that is no part of the table. */
  readonly cellsOf: (line: Line) => readonly DrawnCell[] | undefined;
  readonly count: number;
}

/** Holds a drawing of which the headings are known. */
interface ReadDrawing extends Drawing {
  /** Places of the cells with which a row begins: name, port and protocol, or a person's id. */
  readonly leading: readonly number[];
}

/** Holds a text in which tables are no longer drawn. */
interface UndrawnText {
  readonly moved: MovedText;
  /** Lines inside and below tables that may be rows, but have none of their cells. */
  readonly strays: readonly Line[];
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
  const strays: Line[] = [];
  let isBelowTable = false;
  let found = false;
  for (let at = 0; at < lines.length; ) {
    const line = lines[at];
    if (line === undefined) break;
    const end =
      asciidocTable(lines, at, moved) ??
      wikiTable(lines, at, moved) ??
      drawnTable(lines, at, moved, strays);
    if (end !== undefined) {
      found = true;
      isBelowTable = true;
      at = end;
      continue;
    }
    // Sentences below a table are not rows; a section of the page may follow.
    if (sectionOfTitle(line.text) !== undefined) isBelowTable = false;
    if (!isBelowTable) moved.add(`${line.text}\n`, line.start);
    else if (mayBeRow(line.text)) strays.push(line);
    at++;
  }
  return found ? { moved, strays } : undefined;
}

/** Writes a drawn table whose headings begin at a line; gives the line after it. */
function drawnTable(
  lines: readonly Line[],
  at: number,
  moved: MovedText,
  strays: Line[],
): number | undefined {
  const top = isRuler(lines[at]?.text ?? "") ? at + 1 : at;
  let ruler = top;
  while (ruler < lines.length && ruler - top <= MOST_HEAD_LINES && isCellLine(lines[ruler]))
    ruler++;
  const drawn = lines[ruler];
  if (drawn === undefined || ruler === top || !isRuler(drawn.text)) return undefined;
  const head = lines.slice(top, ruler);
  const drawing = drawingOf(drawn.text, head);
  if (drawing === undefined) return undefined;
  const headings = joinedCells(head, drawing);
  const texts = headings.map(({ text }) => text);
  if (!(areRecordHeadings(texts) || arePersonHeadings(texts))) return undefined;
  // A sentence may stand right above the headings.
  const below = joinedCells(head.slice(1), drawing).map(({ text }) => text);
  if (head.length > 1 && knownHeadings(below) >= knownHeadings(texts)) return undefined;
  addRow(headings, moved);
  const leading = leadingPlaces(texts);
  return drawRows(lines, ruler + 1, { ...drawing, leading }, moved, strays);
}

function isCellLine(line: Line | undefined): boolean {
  return line !== undefined && /\S/.test(line.text) && !isRuler(line.text);
}

/** Finds out from the ruler below the headings where the cells are. */
function drawingOf(ruler: string, head: readonly Line[]): Drawing | undefined {
  const bars = head.filter(({ text }) => BAR.test(text)).length;
  if (bars === head.length) {
    // `|---|---|` is Markdown, in which nothing but the bars counts.
    if (!/[+\u2500-\u257f]/.test(ruler)) return undefined;
    return barredDrawing(ruler);
  }
  return bars === 0 ? spacedDrawing(ruler) : undefined;
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
        const cell = cellOf(text, Math.max(0, border + 1), end, start);
        const isOpen = text[(inner[i] ?? last + 1) - 1] === "+" && /.\+$/.test(cell.text);
        return isOpen ? { ...cell, text: cell.text.slice(0, -1).trim(), goesOn: true } : cell;
      });
    },
  };
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
  const starts = [...ruler.matchAll(/[-=~\u2500-\u257f]+/g)].map(({ index }) => index);
  if (starts.length < 3 || /[|+:\\]/.test(ruler)) return undefined;
  return {
    count: starts.length,
    cellsOf: ({ text, start }) => {
      if (!/\S/.test(text) || isRowCount(text)) return undefined;
      // A cell that is wider than its column moves what follows it to the right.
      const isCut = starts.some(
        (place) => place > 0 && /\S\S/.test(text.slice(place - 1, place + 1)),
      );
      if (isCut) return splitAtGaps(text, start);
      const cells = starts.map((from, i) =>
        cellOf(text, from, starts[i + 1] ?? text.length, start),
      );
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
  strays: Line[],
): number {
  const groups: (readonly DrawnCell[])[][] = [[]];
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
    const isBetween = next !== undefined && drawing.cellsOf(next) !== undefined;
    if (cells !== undefined) groups.at(-1)?.push(cells);
    else if (isBetween && /\S/.test(line.text)) strays.push(line);
    else break;
  }
  const filled = groups.filter((group) => group.length > 0);
  // A ruler between every two rows parts them; else each line is one, but for what goes on.
  const isGrid = filled.length > 1;
  for (const group of filled)
    for (const row of isGrid ? [joinLines(group)] : joinContinued(group, drawing.leading))
      addRow(row, moved);
  while (isRowCount(lines[at]?.text ?? "")) at++;
  return at;
}

/** Joins lines that only go on with cells of the row above: none of them has name, port or protocol. */
function joinContinued(
  group: readonly (readonly DrawnCell[])[],
  leading: readonly number[],
): readonly (readonly DrawnCell[])[] {
  const rows: (readonly DrawnCell[])[] = [];
  for (const cells of group) {
    const last = rows.at(-1);
    const isRest =
      leading.every((place) => (cells[place]?.text ?? "") === "") &&
      cells.some(({ text }) => text !== "");
    if (last !== undefined && (isRest || last.some(({ goesOn }) => goesOn)))
      rows[rows.length - 1] = joinLines([last, cells]);
    else rows.push(cells);
  }
  return rows;
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

/** Joins the cells of several lines, one below the other, by a blank. */
function joinLines(group: readonly (readonly DrawnCell[])[]): readonly DrawnCell[] {
  const [first = [], ...others] = group;
  return others.reduce<readonly DrawnCell[]>(
    (row, cells) =>
      Array.from({ length: Math.max(row.length, cells.length) }, (_, i) => {
        const above = row[i];
        const below = cells[i];
        if (above === undefined || above.text === "")
          return below ?? above ?? { text: "", start: 0 };
        if (below === undefined || below.text === "") return above;
        return { ...below, text: `${above.text} ${below.text}`, start: above.start };
      }),
    first,
  );
}

function joinedCells(head: readonly Line[], drawing: Drawing): readonly DrawnCell[] {
  return joinLines(head.map((line) => drawing.cellsOf(line) ?? []));
}

function addRow(cells: readonly DrawnCell[], moved: MovedText): void {
  for (const [i, { text, start }] of cells.entries())
    moved.add(`${text}${i === cells.length - 1 ? "\n" : "\t"}`, start);
}

/** Writes a table of AsciiDoc that begins at a line; gives the line after it. */
function asciidocTable(lines: readonly Line[], at: number, moved: MovedText): number | undefined {
  const border = lines[at]?.text.trim();
  if (border === undefined || !ASCIIDOC.test(border)) return undefined;
  let end = at + 1;
  while (end < lines.length && lines[end]?.text.trim() !== border) end++;
  const inside = lines.slice(at + 1, end);
  const head = inside.find(({ text }) => /\S/.test(text));
  if (head === undefined) return undefined;
  const cells = inside.map(asciidocCells);
  const count = cells[inside.indexOf(head)]?.length ?? 0;
  const texts = cells
    .flat()
    .slice(0, count)
    .map(({ text }) => text);
  if (!areRecordHeadings(texts) && !arePersonHeadings(texts)) return undefined;
  // Cells may stand in one line or in several; a line without a bar goes on with the last cell.
  const all: DrawnCell[] = [];
  for (const [i, line] of inside.entries()) {
    const own = cells[i] ?? [];
    const last = all.at(-1);
    if (own.length > 0) all.push(...own);
    else if (last !== undefined && /\S/.test(line.text))
      all[all.length - 1] = { ...last, text: `${last.text} ${line.text.trim()}`.trim() };
  }
  for (let from = 0; from < all.length; from += count) addRow(all.slice(from, from + count), moved);
  return Math.min(end + 1, lines.length);
}

/** How the headings of a table are marked in Jira, MoinMoin, Textile and DokuWiki. */
const WIKI_HEAD = /^\s*(?:\|\|(?!\|)|\|_\.|\^ )/;

/** How a cell of such a table begins, and how headings are set off. */
const WIKI_MARK = /^(?:[_<>=^~-]+\. ?|'''|\*)|(?:'''|\*)$/g;

/** Writes a table of a wiki that begins at a line; gives the line after it. */
function wikiTable(lines: readonly Line[], at: number, moved: MovedText): number | undefined {
  const head = lines[at];
  if (head === undefined) return undefined;
  if (/^\s*\{\|/.test(head.text)) return mediaWikiTable(lines, at, moved);
  if (!WIKI_HEAD.test(head.text)) return undefined;
  const headings = wikiCells(head, WIKI_MARK);
  const texts = headings.map(({ text }) => text);
  if (!areRecordHeadings(texts) && !arePersonHeadings(texts)) return undefined;
  addRow(headings, moved);
  const mark = head.text.includes("_.") ? WIKI_MARK : undefined;
  let end = at + 1;
  for (; end < lines.length; end++) {
    const line = lines[end];
    if (line === undefined || !/^\s*\|/.test(line.text)) break;
    addRow(wikiCells(line, mark), moved);
  }
  return end;
}

/** What stands between two cells: `||`, `|`, and `^` around headings. */
const WIKI_BORDER = /\|\|?|\^(?= |$)/g;

function wikiCells({ text, start }: Line, mark: RegExp | undefined): readonly DrawnCell[] {
  const cells: DrawnCell[] = [];
  let from = 0;
  for (const { 0: bar, index } of text.matchAll(WIKI_BORDER)) {
    if (text.slice(0, index).trim() !== "") cells.push(cellOf(text, from, index, start));
    else if (from > 0) cells.push({ text: "", start: start + from });
    from = index + bar.length;
  }
  if (text.slice(from).trim() !== "") cells.push(cellOf(text, from, text.length, start));
  if (mark === undefined) return cells;
  return cells.map((cell) => ({ ...cell, text: cell.text.replace(mark, "").trim() }));
}

/** Writes a table of MediaWiki: `{|`, `! Service Name !! Port Number`, `|-`, `| http || 80`, `|}`. */
function mediaWikiTable(lines: readonly Line[], at: number, moved: MovedText): number | undefined {
  const rows: DrawnCell[][] = [[]];
  let end = at + 1;
  for (; end < lines.length; end++) {
    const line = lines[end];
    if (line === undefined || /^\s*(?:\|\}|\{\|)/.test(line.text)) break;
    if (/^\s*\|-/.test(line.text)) rows.push([]);
    else if (/^\s*[|!](?!\+)/.test(line.text)) rows.at(-1)?.push(...mediaWikiCells(line));
  }
  const [head = [], ...body] = rows.filter((row) => row.length > 0);
  const texts = head.map(({ text }) => text);
  if (!areRecordHeadings(texts) && !arePersonHeadings(texts)) return undefined;
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
  const places = [...text.matchAll(/(?<!\\)(?:(?<=^|\s)[\d.+*^<>]*[adehlmsv]?)?\|/g)];
  return places.map(({ 0: bar, index }, i) => {
    const from = index + bar.length;
    const cell = cellOf(text, from, places[i + 1]?.index ?? text.length, start);
    return { ...cell, text: cell.text.replaceAll("\\|", "|") };
  });
}
