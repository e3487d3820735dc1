import { OpenCell } from "../copy/phrases.js";
import type { Line } from "../page/lines.js";
import {
  addRow,
  areHeadings,
  cellOf,
  type DrawnCell,
  MOST_BETWEEN,
  type OddLines,
  withMore,
} from "./drawn-cells.js";
import type { MovedText } from "./moved-text.js";

/** How the headings of a table are marked in Jira, MoinMoin, Textile and DokuWiki. */
const WIKI_HEAD = /^\s*(?:\|\|(?!\|)|\|_\.|\^ )/;

/** How a cell of such a table begins, and how headings are set off. */
const WIKI_MARK = /^(?:[_<>=^~-]+\. ?|'''|\*)|(?:'''|\*)$/g;

const WIKI_ROW = /^\s*\|/;

/** Writes a table of a wiki that begins at a line; gives the line after it. */
export function wikiTable(
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
  if (!areHeadings(headings)) return undefined;
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
  const [head = [], ...body] = rows.filter((row) => row.length > 0);
  if (!areHeadings(head)) return undefined;
  for (const line of joined) odd.joined.push(line);
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
