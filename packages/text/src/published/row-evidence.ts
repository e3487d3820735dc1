import type { Grid } from "./grid.js";
import type { RowRules } from "./row-rules.js";
import {
  beginsSmall,
  beginsWithSign,
  endsOpen,
  explainedLetters,
  openBrackets,
} from "./wording.js";

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
  smallLetter: 1.6,
  noLetter: 2,
  /** A cell that ends with a word that wants another: “for”, “and”. */
  openEnd: 6,
  /** A description that the name abbreviates, for each letter beyond two. */
  explainedLetter: -1,
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

/** Most letters that are explained: a description resembles the service's name, an id is a name. */
const NAME_LETTERS = 8;
const ID_LETTERS = 12;

/** Weighs ways to cut a table into rows. */
export class RowEvidence {
  readonly #grid: Grid;
  readonly #rules: RowRules;
  /** Columns that are neither anchors nor of one line. */
  readonly #texts: readonly number[];

  constructor(grid: Grid, rules: RowRules) {
    this.#grid = grid;
    this.#rules = rules;
    this.#texts = [...grid.columns.keys()].filter(
      (column) => !rules.single.includes(column) && !rules.anchors.includes(column),
    );
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
    }
    return cost + COST.explainedLetter * this.#explained(start, end);
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
    if (beginsSmall(text)) cost += COST.smallLetter;
    else if (beginsWithSign(text)) cost += COST.noLetter;
    if (endsOpen(this.#grid.text(last, column))) cost += COST.openEnd;
    return cost;
  }

  /** Counts the letters of a label, beyond two, that what it labels explains. */
  #explained(start: number, end: number): number {
    const [grid, rules] = [this.#grid, this.#rules];
    const { label = rules.name } = rules;
    if (label === undefined) return 0;
    const isName = label === rules.name;
    const text = grid.cell(start, end, label);
    let most = 0;
    for (const column of isName ? rules.prose.slice(0, 1) : rules.prose) {
      const prose = grid.cell(start, end, column);
      most = Math.max(most, explainedLetters(text, prose, isName ? NAME_LETTERS : ID_LETTERS));
    }
    return Math.max(0, most - 2);
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
      round += openBrackets(text, "(", ")");
      square += openBrackets(text, "[", "]");
    }
    return round !== 0 || square !== 0;
  }
}
