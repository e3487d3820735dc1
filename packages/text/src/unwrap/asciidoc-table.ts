import { OpenCell } from "../copy/phrases.js";
import type { Line } from "../page/lines.js";
import {
  addRow,
  areHeadings,
  cellOf,
  type DrawnCell,
  type OddLines,
  withMore,
} from "./drawn-cells.js";
import type { MovedText } from "./moved-text.js";

/** The border of a table in AsciiDoc. */
const ASCIIDOC = /^[|,:!]={3,}\s*$/;

/** A bar before a cell of AsciiDoc, with how the cell is set: `2+|`, `a|`. */
const ASCIIDOC_BAR = /(?<!\\)(?:(?<=^|\s)[\d.+*^<>]*[adehlmsv]?)?\|/;

/** A link of AsciiDoc, of which the label is shown: `link:#IESG[IESG]`, `https://…[RFC862]`. */
const ASCIIDOC_LINK = /(?:link:|xref:|https?:|ftp:|mailto:)[^\s[\]]*\[([^\]]*)\]/g;

/** Writes a table of AsciiDoc that begins at a line; gives the line after it. */
export function asciidocTable(
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
  if (!areHeadings(cells.flat().slice(0, count))) return undefined;
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
    for (const cell of own) all.push(cell);
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

/** Reads the number of columns from `[cols="1,3*,2", options="header"]`, if the line says it. */
function asciidocColumns(line: Line | undefined): number | undefined {
  const [, quoted, bare] = /^\[.*?cols=(?:"([^"]*)"|([^",\]]*))/.exec(line?.text ?? "") ?? [];
  const widths = quoted ?? bare;
  if (widths === undefined) return undefined;
  const times = widths.split(/[,;]/).map((width) => Number(/^\s*(\d+)\*/.exec(width)?.[1] ?? 1));
  return times.reduce((sum, count) => sum + count, 0);
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
