import type { Grid } from "./grid.js";
import { OpeningWords } from "./opening-words.js";
import { isCentred, type RowRules } from "./row-rules.js";

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

  constructor(grid: Grid, rules: RowRules) {
    this.#grid = grid;
    this.#rules = rules;
  }

  /** Learns from a row whose lines are certain. */
  learn(start: number, end: number): void {
    for (const column of this.#rules.prose) {
      if (this.#grid.next(start, column) < end)
        this.#openings.learn(this.#grid, column, start, end - 1);
    }
  }

  /** Weighs lines as one row; undefined where they cannot be one. */
  rowCost(start: number, end: number): number | undefined {
    const [grid, rules] = [this.#grid, this.#rules];
    if (!isCentred(grid, rules, start, end)) return undefined;
    let filled = 0;
    let cost = grid.isBlank(start) || grid.isBlank(end - 1) ? COST.emptyEdge : 0;
    for (let column = 0; column < grid.columns.length; column++) {
      const first = grid.next(start, column);
      if (first >= end) continue;
      filled++;
      const last = grid.previous(end - 1, column);
      if (column === rules.name) cost += this.#nameCost(first, last);
      else if (!rules.single.includes(column)) cost += this.#cellCost(column, first, last);
      if (column === rules.prose[0]) cost += this.#openingCost(grid.text(first, column));
    }
    cost += COST.namedLetter * this.#likeness(start, end);
    return filled === 1 ? cost + COST.lonelyName : cost;
  }

  /** Weighs a row as the one that follows another: most services have a row for each protocol. */
  kinCost(previous: number, start: number, end: number): number {
    const [grid, rules] = [this.#grid, this.#rules];
    const name = this.#nameOf(start, end);
    const isSameName = this.#nameOf(previous, start) === name;
    let cost = isSameName && name.includes(" ") ? COST.twin : 0;
    for (let column = 0; column < grid.columns.length; column++) {
      if (rules.single.includes(column) || rules.anchors.includes(column)) continue;
      const first = grid.next(start, column);
      const other = grid.next(previous, column);
      if (first >= end || other >= start) continue;
      const text = grid.text(first, column);
      const otherText = grid.text(other, column);
      const lines = grid.previous(end - 1, column) - first;
      const otherLines = grid.previous(start - 1, column) - other;
      if (text === otherText && lines === otherLines) cost += isSameName ? COST.twin : COST.cousin;
      else if (firstWord(text) === firstWord(otherText)) cost += COST.sameWord;
    }
    return cost;
  }

  #nameOf(start: number, end: number): string {
    const { name } = this.#rules;
    return name === undefined ? "" : this.#grid.cell(start, end, name);
  }

  #nameCost(first: number, last: number): number {
    const { name = 0 } = this.#rules;
    if (first === last) return 0;
    let isOfWords = false;
    for (let line = first; line <= last; line++)
      isOfWords ||= this.#grid.text(line, name).includes(" ");
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
    return COST.reluctantWord * this.#openings.reluctance(firstWord(text));
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

  #forcedBreaks(column: number, first: number, last: number): number {
    const { start, end } = this.#grid.columns[column] ?? { start: 0, end: 0 };
    let breaks = 0;
    for (let line = first; line < last; line++) {
      const { length } = this.#grid.text(line, column);
      if (length + 1 + firstWord(this.#grid.text(line + 1, column)).length <= end - start) breaks++;
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

function firstWord(text: string): string {
  const blank = text.indexOf(" ");
  return blank === -1 ? text : text.slice(0, blank);
}

/** Counts the letters and digits with which two texts both begin; case and marks do not matter. */
function sharedLetters(left: string, right: string, most: number): number {
  const [a, b] = [lettersOf(left), lettersOf(right)];
  let same = 0;
  while (same < most && same < a.length && a[same] === b[same]) same++;
  return same;
}

function lettersOf(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");
}
