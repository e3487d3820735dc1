import { type RunningText, referenceLabel } from "@portolan/model";
import { collapseSpace, flattenText } from "@portolan/model/internal";

/**
 * Gives a cell, with its line breaks, as a browser breaks running text before it wraps it: white space
 * counts as one blank, a break begins a line, a paragraph stands between empty lines. Empty lines
 * at either end are dropped.
 */
export function cellText(text: RunningText | undefined): string {
  if (text === undefined || text === "") return "";
  if (typeof text === "string") return printableLine(text);
  const blocks: string[][] = [[]];
  addText(text, blocks);
  const filled = blocks
    .map((block) => dropEmptyEnds(block.map(printableLine)))
    .filter((block) => block.length > 0);
  return filled.map((block) => block.join("\n")).join("\n\n");
}

const NO_LINES: readonly string[] = [];

/** Nearly all texts are of these characters: to find none of the others in them takes thrice the time. */
const PRINTABLE = /^[ -~\u00a0-\ud7ff\ue000-\uffff]*$/;

const UNPRINTABLE = /[\p{Cc}\p{Cs}]/gu;

/**
 * Writes text on one line. Control characters and lone surrogates, which no text file should
 * hold, become U+FFFD.
 */
export function printableLine(text: string): string {
  const line = collapseSpace(text);
  return PRINTABLE.test(line) ? line : line.replace(UNPRINTABLE, "\ufffd");
}

/** Adds text to the last block; a paragraph is a block of its own. */
function addText(text: RunningText, blocks: string[][]): void {
  for (const piece of typeof text === "string" ? [text] : text) {
    const block = blocks.at(-1) ?? [];
    const last = Math.max(0, block.length - 1);
    if (typeof piece === "string") block[last] = (block[last] ?? "") + piece;
    else if ("reference" in piece)
      block[last] = `${block[last] ?? ""}[${referenceLabel(piece.reference)}]`;
    else if ("break" in piece) {
      if (block.length === 0) block.push("");
      block.push("");
    } else {
      blocks.push([]);
      addText(piece.paragraph, blocks);
      blocks.push([]);
    }
  }
}

function dropEmptyEnds(lines: readonly string[]): readonly string[] {
  const first = lines.findIndex((line) => line !== "");
  const last = lines.findLastIndex((line) => line !== "");
  return first === -1 ? NO_LINES : lines.slice(first, last + 1);
}

/** Gives the lines of text whose line breaks count, as in notes and footnotes. */
export function preformattedLines(text: RunningText): readonly string[] {
  const flat = flattenText(text, {
    reference: (reference) => `[${referenceLabel(reference)}]`,
    break: "\n",
    beforeParagraph: "\n",
  });
  return flat
    .replace(/^\s*\n/, "")
    .trimEnd()
    .split(/\r\n|\n|\r/)
    .map(withIndent);
}

/** Makes a line printable and keeps the blanks inside and before it, which are layout here. */
function withIndent(line: string): string {
  return line
    .replaceAll("\t", " ")
    .split(" ")
    .map((word) => (word === "" ? "" : printableLine(word)))
    .join(" ")
    .trimEnd();
}
