import type { Grid } from "./grid.js";
import { OpeningWords } from "./opening-words.js";
import type { RowRules } from "./row-rules.js";

/**
 * What speaks against taking lines as one row. Fitted to the published files laid out anew with
 * other column widths: of 14,486 rows, at most one border was then found wrong at any of fourteen
 * widths of the description between 28 and 60.
 */
const COST = {
  /** A line break inside a cell although the next word would have fitted. */
  forcedBreak: 7,
  /** A row whose first or last line is empty. */
  emptyEdge: 20,
  /** A cell that opens a bracket and does not close it, or the reverse. */
  openBracket: 15,
  /** A cell that begins with a small letter, or with none. */
  smallLetter: 1.2,
  noLetter: 2,
  /** A cell that ends with a word that wants another: “for”, “and”. */
  openEnd: 6,
  /** A first word that is mostly met inside cells, for each e-fold. */
  reluctantWord: 0.1,
  /** A description that begins like the name, for each letter beyond two. */
  namedLetter: -1.2,
  /** A row with nothing but a name. */
  lonelyName: 3,
  /** Each further line of a name: names are one word, but for a few. */
  brokenName: 12,
  wrappedName: 2,
  /** A cell that repeats the row before, in a row of the same name and in others. */
  twin: -14,
  cousin: -4,
  /** A cell that begins with the same word as the row before. */
  sameWord: -1.5,
};

/** Most letters of a name that are compared with a description. */
const NAME_LETTERS = 6;

const SMALL_LETTER = /^\p{Ll}/u;
const LETTER_OR_DIGIT = /^[\p{L}\p{N}]/u;
const OPEN_END =
  /(?:\b(?:a|an|and|as|at|by|for|from|in|into|is|of|on|or|over|the|to|using|via|with)|[,(&/-])$/i;

/** Weighs ways to cut a table into rows. */
export class RowEvidence {
  readonly #grid: Grid;
  readonly #rules: RowRules;
  readonly #openings = new OpeningWords();
  /** Columns that are neither anchors nor of one line. */
  readonly #texts: readonly number[];
  #learnt = "";

  constructor(grid: Grid, rules: RowRules) {
    this.#grid = grid;
    this.#rules = rules;
    this.#texts = [...grid.columns.keys()].filter(
      (column) => !rules.single.includes(column) && !rules.anchors.includes(column),
    );
  }

  /** Learns from lines that are a row, unless it repeats the row before. */
  learn(start: number, end: number): void {
    const [column] = this.#rules.prose;
    if (column === undefined) return;
    const text = this.#grid.cell(start, end, column);
    if (text !== this.#learnt) this.#openings.learn(text);
    this.#learnt = text;
  }

  /** Weighs lines as one row. */
  rowCost(start: number, end: number): number {
    const [grid, rules] = [this.#grid, this.#rules];
    let filled = 0;
    for (let column = 0; column < grid.columns.length; column++)
      if (grid.next(start, column) < end) filled++;
    let cost = grid.isBlank(start) || grid.isBlank(end - 1) ? COST.emptyEdge : 0;
    if (filled === 1) cost += COST.lonelyName;
    if (rules.name !== undefined) cost += this.#nameCost(rules.name, start, end);
    for (const column of this.#texts) {
      const first = grid.next(start, column);
      if (first >= end) continue;
      cost += this.#cellCost(column, first, grid.previous(end - 1, column));
      if (column === rules.prose[0]) cost += this.#openingCost(grid.text(first, column));
    }
    return cost + COST.namedLetter * this.#likeness(start, end);
  }

  /** Weighs a row as the one that follows another: most services have a row for each protocol. */
  kinCost(previous: number, start: number, end: number): number {
    const grid = this.#grid;
    const name = this.#nameOf(start, end);
    const isSameName = this.#nameOf(previous, start) === name;
    let cost = isSameName && name.includes(" ") ? COST.twin : 0;
    for (const column of this.#texts) {
      const first = grid.next(start, column);
      const other = grid.next(previous, column);
      if (first >= end || other >= start) continue;
      const lines = grid.previous(end - 1, column) - first;
      const otherLines = grid.previous(start - 1, column) - other;
      if (lines === otherLines && grid.isSame(first, other, column))
        cost += isSameName ? COST.twin : COST.cousin;
      else if (this.#firstWord(first, column) === this.#firstWord(other, column))
        cost += COST.sameWord;
    }
    return cost;
  }

  #nameOf(start: number, end: number): string {
    const { name } = this.#rules;
    return name === undefined ? "" : this.#grid.cell(start, end, name);
  }

  #nameCost(name: number, start: number, end: number): number {
    const first = this.#grid.next(start, name);
    const last = this.#grid.previous(end - 1, name);
    if (first >= last) return 0;
    let isOfWords = false;
    for (let line = first; line <= last; line++) isOfWords ||= this.#grid.hasBlank(line, name);
    const perLine = isOfWords ? COST.wrappedName : COST.brokenName;
    return perLine * (last - first) + COST.forcedBreak * this.#forcedBreaks(name, first, last);
  }

  #cellCost(column: number, first: number, last: number): number {
    let cost = COST.forcedBreak * this.#forcedBreaks(column, first, last);
    if (this.#hasOpenBracket(column, first, last)) cost += COST.openBracket;
    if (!this.#rules.prose.includes(column)) return cost;
    const text = this.#grid.text(first, column);
    if (SMALL_LETTER.test(text)) cost += COST.smallLetter;
    else if (!LETTER_OR_DIGIT.test(text)) cost += COST.noLetter;
    if (OPEN_END.test(this.#grid.text(last, column))) cost += COST.openEnd;
    return cost;
  }

  /** Weighs the first word of a description by what opens others. */
  #openingCost(text: string): number {
    if (SMALL_LETTER.test(text)) return 0;
    const word = text.split(" ", 1)[0] ?? "";
    return COST.reluctantWord * this.#openings.reluctance(word);
  }

  /** Counts the letters, beyond two, with which both a label and what it labels begin. */
  #likeness(start: number, end: number): number {
    const [grid, rules] = [this.#grid, this.#rules];
    const { label = rules.name } = rules;
    if (label === undefined) return 0;
    const most = label === rules.name ? NAME_LETTERS : Number.POSITIVE_INFINITY;
    const text = grid.cell(start, end, label);
    let same = 0;
    for (const column of label === rules.name ? rules.prose.slice(0, 1) : rules.prose)
      same = Math.max(same, sharedLetters(text, grid.cell(start, end, column), most));
    return Math.max(0, same - 2);
  }

  #firstWord(line: number, column: number): string {
    return this.#grid.text(line, column).slice(0, this.#grid.firstWordLength(line, column));
  }

  #forcedBreaks(column: number, first: number, last: number): number {
    const { start, end } = this.#grid.columns[column] ?? { start: 0, end: 0 };
    let breaks = 0;
    for (let line = first; line < last; line++) {
      const next = this.#grid.firstWordLength(line + 1, column);
      if (this.#grid.lengthOf(line, column) + 1 + next <= end - start) breaks++;
    }
    return breaks;
  }

  #hasOpenBracket(column: number, first: number, last: number): boolean {
    let round = 0;
    let square = 0;
    for (let line = first; line <= last; line++) {
      const text = this.#grid.text(line, column);
      for (let i = 0; i < text.length; i++) {
        const char = text[i];
        if (char === "(") round++;
        else if (char === ")") round--;
        else if (char === "[") square++;
        else if (char === "]") square--;
      }
    }
    return round !== 0 || square !== 0;
  }
}

/** Counts the letters and digits with which two texts both begin; case and marks do not matter. */
function sharedLetters(left: string, right: string, most: number): number {
  let same = 0;
  let a = nextLetter(left, 0);
  let b = nextLetter(right, 0);
  while (same < most && a < left.length && b < right.length) {
    if (left[a]?.toLowerCase() !== right[b]?.toLowerCase()) break;
    same++;
    a = nextLetter(left, a + 1);
    b = nextLetter(right, b + 1);
  }
  return same;
}

function nextLetter(text: string, from: number): number {
  let at = from;
  while (at < text.length && !isLetterOrDigit(text.charCodeAt(at))) at++;
  return at;
}

/** Takes whatever is not ASCII for a letter. */
function isLetterOrDigit(code: number): boolean {
  const lower = code | 0x20;
  return (code >= 48 && code <= 57) || (lower >= 97 && lower <= 122) || code > 0x7f;
}
