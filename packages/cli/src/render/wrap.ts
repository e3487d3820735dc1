import { stripVTControlCharacters } from "node:util";
import { type Output, textWidthOf } from "../io.js";

/** Least width, in columns, into which text is broken; what is narrower is left to the terminal. */
const LEAST_WIDTH = 20;

/** Counts the characters that a terminal shows: without colour sequences. */
export function visibleLength(text: string): number {
  return [...stripVTControlCharacters(text)].length;
}

/** Breaks text at blanks into lines of at most so many columns; a longer word has its own line. */
export function wrapWords(text: string, width: number): string {
  return `${linesOf(text, width).join("\n")}\n`;
}

/** Cuts a line to so many columns. */
export function cut(line: string, width: number): string {
  const letters = [...line];
  return letters.length <= width ? line : `${letters.slice(0, width - 1).join("")}…`;
}

/**
 * Writes a message: on a terminal broken at blanks, its further lines indented; elsewhere on one
 * line, for `grep`.
 */
export function messageLine(text: string, output: Output): string {
  const width = textWidthOf(output);
  const [first = ""] = linesOf(text, width);
  const rest = text.slice(first.length + 1);
  return rest === "" ? `${first}\n` : `${first}\n${indented(linesOf(rest, width - 2), 2)}`;
}

/** Holds the room for a list of terms with their meanings, in columns. */
export interface ListRoom {
  /** Width of the whole. */
  readonly width: number;
  /** Width of the longest term. */
  readonly termWidth: number;
}

/** Writes terms with their meanings beside them, or below where the terminal is too narrow. */
export function definitionList(
  items: readonly (readonly [term: string, meaning: string])[],
  { width, termWidth }: ListRoom,
): string {
  const beside = 2 + termWidth + 2;
  const isBeside = width - beside >= LEAST_WIDTH;
  const indent = isBeside ? beside : 6;
  return items
    .map(([term, meaning]) => {
      const [first = "", ...more] = linesOf(meaning, width - indent);
      const blanks = " ".repeat(Math.max(0, termWidth - visibleLength(term)));
      return isBeside || term === "" || first === ""
        ? `${`  ${term}${blanks}  ${first}`.trimEnd()}\n${indented(more, indent)}`
        : `  ${term}\n${indented([first, ...more], indent)}`;
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
    const length = visibleLength(word);
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
