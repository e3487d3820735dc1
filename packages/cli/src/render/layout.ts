import stringWidth from "string-width";
import { marksIn, unstyled } from "./style.js";
import { visible } from "./visible.js";

/** Least width, in columns, into which text is broken; what is narrower is left to the terminal. */
const LEAST_WIDTH = 20;

/** What text is laid out for. */
export interface Room {
  readonly isTerminal: boolean;
  /** Columns that tables are laid out in: the terminal's, else 80. */
  readonly width: number;
  /** Columns that running text is broken at: the terminal's; elsewhere it is not broken. */
  readonly textWidth: number;
}

/** Letters and marks that take one column each, wherever they stand: Latin ones, quotes, dashes. */
const NARROW = /^[\x20-\x7E\xA1-\xAC\xAE-\u02FF\u2010-\u2027]*$/;

/** Arabic and Syriac marks that go under the digits behind them; string-width 8.1 throws for them. */
const UNDER_DIGITS = /[\u0600-\u0605\u06DD\u070F\u0890\u0891\u08E2\u{110BD}\u{110CD}]/gu;

/** Counts the columns that a text takes on a terminal: a wide letter two, a style none. */
export function widthOf(text: string): number {
  if (NARROW.test(text)) return text.length;
  const bare = unstyled(text);
  return NARROW.test(bare) ? bare.length : stringWidth(bare.replace(UNDER_DIGITS, "0"));
}

/** Breaks text at blanks into lines of at most so many columns; a longer word has its own line. */
export function wrapWords(text: string, width: number): string {
  return `${linesOf(text, width).join("\n")}\n`;
}

/** Cuts a line to so many columns. */
export function cut(line: string, width: number): string {
  if (widthOf(line) <= width) return line;
  let shown = "";
  let room = width - 1;
  for (const { segment } of new Intl.Segmenter().segment(line)) {
    room -= widthOf(segment);
    if (room < 0) break;
    shown += segment;
  }
  return `${shown}…${marksIn(line.slice(shown.length))}`;
}

/**
 * Lays a message out, whose line breaks are the data's and are shown as escapes: on a terminal
 * broken at blanks, its further lines indented; elsewhere on one line, for `grep`.
 */
export function messageLine(message: string, { textWidth }: Room): string {
  const text = visible(message);
  const [first = ""] = linesOf(text, textWidth);
  const rest = text.slice(first.length + 1);
  return rest === "" ? `${first}\n` : `${first}\n${indented(linesOf(rest, textWidth - 2), 2)}`;
}

/** Holds the room for a list of terms with their meanings, in columns. */
interface ListRoom {
  /** Width of the whole. */
  readonly width: number;
  /** Width of the longest term. */
  readonly termWidth: number;
  /** Blanks before each term; two where it is not said. */
  readonly indent?: number;
}

/** Lays out terms with their meanings beside them, or below where the terminal is too narrow. */
export function definitionList(
  items: readonly (readonly [term: string, meaning: string])[],
  { width, termWidth, indent: margin = 2 }: ListRoom,
): string {
  const left = " ".repeat(margin);
  const beside = margin + termWidth + 2;
  const isBeside = width - beside >= LEAST_WIDTH;
  const indent = isBeside ? beside : 6;
  return items
    .map((item) => item.map((text) => visible(text)))
    .map(([term = "", meaning = ""]) => {
      const [first = "", ...more] = linesOf(meaning, width - indent);
      const blanks = " ".repeat(Math.max(0, termWidth - widthOf(term)));
      return isBeside || term === "" || first === ""
        ? `${`${left}${term}${blanks}  ${first}`.trimEnd()}\n${indented(more, indent)}`
        : `${left}${term}\n${indented([first, ...more], indent)}`;
    })
    .join("");
}

function indented(lines: readonly string[], indent: number): string {
  return lines.map((line) => `${" ".repeat(indent)}${line}\n`).join("");
}

function linesOf(text: string, width: number): readonly string[] {
  const most = Math.max(LEAST_WIDTH, width);
  const lines: string[] = [];
  let room = 0;
  for (const word of text.split(" ")) {
    const length = widthOf(word);
    const last = lines.at(-1);
    if (last === undefined || length + 1 > room) {
      lines.push(word);
      room = most - length;
    } else {
      lines[lines.length - 1] = `${last} ${word}`;
      room -= length + 1;
    }
  }
  return lines;
}

/** Least width, in columns, to which a column is narrowed. */
const LEAST_COLUMN = 6;

/**
 * Lays rows out under each other, without lines. On a terminal the widest columns are narrowed until
 * the whole fits; elsewhere nothing is cut.
 */
export function table(rows: readonly (readonly string[])[], { isTerminal, width }: Room): string {
  const cells = rows.map((row) => row.map(measured));
  const widths: number[] = [];
  for (const row of cells)
    for (const [i, cell] of row.entries()) widths[i] = Math.max(widths[i] ?? 0, cell.width);
  const fitting = isTerminal ? narrowed(widths, width) : widths;
  return cells.map((row) => `${tableRow(row, fitting)}\n`).join("");
}

/** Holds the text of a cell and the columns that it takes. */
interface Cell {
  readonly text: string;
  readonly width: number;
}

function measured(cell: string): Cell {
  const text = visible(cell);
  return { text, width: widthOf(text) };
}

function tableRow(cells: readonly Cell[], widths: readonly number[]): string {
  const filled = cells.map((cell, i) => {
    const room = widths[i] ?? 0;
    const { text, width } = cell.width <= room ? cell : measured(cut(cell.text, room));
    return text.padEnd(text.length + room - width);
  });
  return filled.join("  ").trimEnd();
}

/** Narrows the widest columns, one character after the other, until a row fits. */
function narrowed(widths: readonly number[], width: number): readonly number[] {
  const fitting = [...widths];
  const between = 2 * (widths.length - 1);
  let excess = widths.reduce((sum, one) => sum + one, between) - width;
  for (; excess > 0; excess--) {
    const widest = Math.max(...fitting);
    if (widest <= LEAST_COLUMN) break;
    fitting[fitting.lastIndexOf(widest)] = widest - 1;
  }
  return fitting;
}
