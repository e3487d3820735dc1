import { OpenCell } from "../copy/phrases.js";
import type { Line } from "../page/lines.js";
import {
  areHeadings,
  cellOf,
  type DrawnCell,
  type DrawnTable,
  MOST_BETWEEN,
  type SpanningCell,
  withSpans,
} from "./drawn-cells.js";

/** The border of a table in AsciiDoc. */
const ASCIIDOC = /^[|,:!]={3,}\s*$/;

/** A bar before a cell of AsciiDoc, with how the cell is set: `2+|`, `a|`. */
const ASCIIDOC_BAR = /(?<!\\)(?:(?<=^|\s)[\d.+*^<>]*[adehlmsv]?)?\|/;

/** A link of AsciiDoc, of which the label is shown: `link:#IESG[IESG]`, `https://…[RFC862]`. */
const ASCIIDOC_LINK = /(?:link:|xref:|https?:|ftp:|mailto:)[^\s[\]]*\[([^\]]*)\]/g;

/** Reads a table of AsciiDoc that begins at a line. */
export function asciidocTable(lines: readonly Line[], at: number): DrawnTable | undefined {
  const border = lines[at]?.text.trim();
  if (border === undefined || !ASCIIDOC.test(border)) return undefined;
  let end = at + 1;
  while (end < lines.length && lines[end]?.text.trim() !== border) end++;
  const inside = lines.slice(at + 1, end);
  const head = inside.find(({ text }) => /\S/.test(text));
  if (head === undefined) return undefined;
  const cells = inside.map(asciidocCells);
  const count = asciidocColumns(lines[at - 1]) ?? cells[inside.indexOf(head)]?.length ?? 0;
  if (!areHeadings(cells.flat().slice(0, count))) return undefined;
  // Cells may stand in one line or in several; what has no bar before it goes on with the last cell.
  const all: SpanningCell[] = [];
  const joined: Line[] = [];
  const width = wrappedWidth(inside);
  let open = new OpenCell();
  for (const [i, line] of inside.entries()) {
    const own = cells[i] ?? [];
    const last = all.at(-1);
    const [before = ""] = line.text.split(ASCIIDOC_BAR, 1);
    const rest = before.trim();
    if (last !== undefined && rest !== "") {
      const above = inside[i - 1]?.text.trimEnd() ?? "";
      const [word = ""] = rest.split(" ", 1);
      // What would have fitted on the line above was not wrapped.
      const isWrapped = !open.isEmpty && above !== "" && above.length + 1 + word.length > width;
      if (!isWrapped && !open.goesOnWith(rest)) joined.push(line);
      all[all.length - 1] = withMore(last, open, rest);
    }
    if (own.length > 0) open = new OpenCell(own.at(-1)?.text);
    for (const cell of own) all.push(cell);
  }
  return {
    rows: withSpans([all], count),
    end: Math.min(end + 1, lines.length),
    strays: [],
    joined,
  };
}

/** Lines that are as long as the longest one, but for a word, show that lines are wrapped. */
const LONGEST_LEFT = 12;
const FEWEST_FULL = 3;

/** Gives the width to which lines are wrapped: the length of the longest line of several words. */
function wrappedWidth(lines: readonly Line[]): number {
  const lengths = lines.flatMap(({ text }) => (text.trim().includes(" ") ? [text.length] : []));
  const width = lengths.reduce((most, length) => Math.max(most, length), 0);
  const full = lengths.filter((length) => length > width - LONGEST_LEFT).length;
  return full >= FEWEST_FULL ? width : Number.POSITIVE_INFINITY;
}

/** Reads the number of columns from `[cols="1,3*,2", options="header"]`, if the line says it. */
function asciidocColumns(line: Line | undefined): number | undefined {
  const [, quoted, bare] = /^\[.*?cols=(?:"([^"]*)"|([^",\]]*))/.exec(line?.text ?? "") ?? [];
  const widths = quoted ?? bare;
  if (widths === undefined) return undefined;
  const times = widths.split(/[,;]/).map((width) => Number(/^\s*(\d+)\*/.exec(width)?.[1] ?? 1));
  return times.reduce((sum, count) => sum + count, 0);
}

/** How many columns and rows a cell of AsciiDoc stands over, `2.3+|`, or how often it stands there, `3*|`. */
const ASCIIDOC_SPAN = /^(\d*)(?:\.(\d+))?([+*])/;

/** Gives the cells of a line of AsciiDoc: `|http |80`, with or without how a cell is set, `a|`. */
function asciidocCells({ text, start }: Line): readonly SpanningCell[] {
  const places = [...text.matchAll(new RegExp(ASCIIDOC_BAR, "g"))];
  return places.flatMap(({ 0: bar, index }, i) => {
    const from = index + bar.length;
    const drawn = cellOf(text, from, places[i + 1]?.index ?? text.length, start);
    const cell = { ...drawn, text: drawn.text.replaceAll("\\|", "|").replace(ASCIIDOC_LINK, "$1") };
    const [, columns, rows, sign] = ASCIIDOC_SPAN.exec(bar) ?? [];
    if (sign === undefined) return [cell];
    if (sign === "*")
      return Array<DrawnCell>(Math.min(Number(columns) || 1, MOST_COPIES)).fill(cell);
    return [{ ...cell, columns: Number(columns) || 1, rows: Number(rows) || 1 }];
  });
}

/** Most cells that `99*|` makes. */
const MOST_COPIES = 32;

/** How the headings of a table are marked in Jira, MoinMoin, Textile and DokuWiki. */
const WIKI_HEAD = /^\s*(?:\|\|(?!\|)|\|_\.|\^ )/;

/** How a cell of such a table begins, and how headings are set off. */
const WIKI_MARK = /^(?:[_<>=^~-]+\. ?|'''|\*)|(?:'''|\*)$/g;

const WIKI_ROW = /^\s*\|/;

/** Reads a table of Jira, MoinMoin, Textile or DokuWiki that begins at a line. */
export function wikiTable(lines: readonly Line[], at: number): DrawnTable | undefined {
  const head = lines[at];
  if (head === undefined || !WIKI_HEAD.test(head.text)) return undefined;
  const headings = wikiCells(head, WIKI_MARK);
  if (!areHeadings(headings)) return undefined;
  const rows = [headings];
  const strays: Line[] = [];
  const mark = head.text.includes("_.") ? WIKI_MARK : undefined;
  let end = at + 1;
  for (; end < lines.length; end++) {
    const line = lines[end];
    if (line === undefined) break;
    if (WIKI_ROW.test(line.text)) rows.push(wikiCells(line, mark));
    else {
      const below = lines.slice(end + 1, end + 1 + MOST_BETWEEN);
      if (!/\S/.test(line.text) || !below.some(({ text }) => WIKI_ROW.test(text))) break;
      strays.push(line);
    }
  }
  return { rows, end, strays, joined: [] };
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

/** Reads a table of MediaWiki: `{|`, `! Service Name !! Port Number`, `|-`, `| http || 80`, `|}`. */
export function mediaWikiTable(lines: readonly Line[], at: number): DrawnTable | undefined {
  if (!/^\s*\{\|/.test(lines[at]?.text ?? "")) return undefined;
  const rows: SpanningCell[][] = [[]];
  const joined: Line[] = [];
  let open = new OpenCell();
  let end = at + 1;
  for (; end < lines.length; end++) {
    const line = lines[end];
    if (line === undefined || /^\s*(?:\|\}|\{\|)/.test(line.text)) break;
    if (/^\s*\|-/.test(line.text)) rows.push([]);
    else if (/^\s*[|!](?!\+)/.test(line.text)) {
      const cells = mediaWikiCells(line);
      const row = rows.at(-1);
      for (const cell of cells) row?.push(cell);
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
  const filled = rows.filter((row) => row.length > 0);
  if (!areHeadings(filled[0])) return undefined;
  return { rows: withSpans(filled), end: Math.min(end + 1, lines.length), strays: [], joined };
}

/** How a cell of MediaWiki is set, before its text: `style="…" | text`, `rowspan=2|text`. */
const MEDIAWIKI_SET = /^\s*(?:[\w-]+ ?= ?(?:"[^"]*"|'[^']*'|[^\s|"']+)\s*)+\|(?!\|)/;

function mediaWikiCells({ text, start }: Line): readonly SpanningCell[] {
  const from = text.search(/[|!]/) + 1;
  const cells: SpanningCell[] = [];
  let begin = from;
  const add = (end: number): void => {
    const set = MEDIAWIKI_SET.exec(text.slice(begin, end))?.[0] ?? "";
    const spanOf = (name: string): number =>
      Number(new RegExp(`\\b${name} ?= ?["']?(\\d+)`, "i").exec(set)?.[1] ?? 1);
    const cell = cellOf(text, begin + set.length, end, start);
    cells.push({ ...cell, columns: spanOf("colspan"), rows: spanOf("rowspan") });
  };
  for (const { 0: bar, index } of text.matchAll(/\|\||!!/g)) {
    if (index < from) continue;
    add(index);
    begin = index + bar.length;
  }
  add(text.length);
  return cells;
}

/** Adds a line to a cell that goes on in it. */
function withMore(cell: SpanningCell, open: OpenCell, rest: string): SpanningCell {
  const text = open.isEmpty ? rest : `${cell.text} ${rest}`;
  open.add(rest);
  return { ...cell, text };
}
