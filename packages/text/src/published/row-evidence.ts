import { bitOf, type Grid } from "./grid.js";
import type { LineRange, RowRules } from "./row-rules.js";

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
  /** A line, not the last of its cell, that ends as names of companies do: “Ltd.”, “Inc.”. */
  innerEnd: 5,
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

const BRACKET = /[()[\]]/;

const COMPANY_END =
  /\b(?:Ltd|Limited|Inc|LLC|L\.L\.C|Corp|Corporation|GmbH|AG|Co|S\.A|B\.V|Pty|Oy|AB)\.?$/;

/** Most letters that are explained: a description resembles the service's name, an id is a name. */
const NAME_LETTERS = 8;
const ID_LETTERS = 12;

/** Holds the first and the last line of a cell. */
interface CellRange {
  readonly first: number;
  readonly last: number;
}

const NO_CELL: CellRange = { first: 0, last: -1 };

function heightOf({ first, last }: CellRange): number {
  return last - first + 1;
}

/** Holds lines as one row, which need not be one, and where its cells are. */
export interface PossibleRow extends LineRange {
  /** Which columns have text, by bits. */
  readonly filled: number;
  readonly name: CellRange;
  /** The cells that are neither anchors nor of one line. */
  readonly cells: readonly CellRange[];
  /** What it costs, once it is weighed. */
  cost: number | undefined;
}

/** What is told of the text of a line in a column when it is first asked for, by bits. */
const KNOWN = 1;
const HAS_BRACKETS = 2;
const BEGINS_SMALL = 4;
const BEGINS_WITH_SIGN = 8;
const ENDS_OPEN = 16;
const ENDS_AS_COMPANY = 32;

/** Weighs ways to cut a table into rows. */
export class RowEvidence {
  readonly #grid: Grid;
  readonly #rules: RowRules;
  /** Columns that are neither anchors nor of one line. */
  readonly #texts: readonly number[];
  readonly #firstProse: readonly number[];
  /** What is known of the text of each line in each column: most are in several rows that may be. */
  readonly #traits: Uint8Array;
  /** The rows that were looked at, by their lines: each may follow several others. */
  readonly #rows = new Map<number, PossibleRow>();
  /** How many letters of a label of one line prose explains, by the lines of both. */
  readonly #letters = new Map<number, number>();

  constructor(grid: Grid, rules: RowRules) {
    this.#grid = grid;
    this.#rules = rules;
    this.#texts = [...grid.columns.keys()].filter(
      (column) => !rules.single.includes(column) && !rules.anchors.includes(column),
    );
    this.#firstProse = rules.prose.slice(0, 1);
    this.#traits = new Uint8Array(grid.lineCount * grid.columns.length);
  }

  /** Gives lines as one row, which need not be one. */
  row(start: number, end: number): PossibleRow {
    const key = start * (this.#grid.lineCount + 1) + end;
    const known = this.#rows.get(key);
    if (known !== undefined) return known;
    const { name } = this.#rules;
    const filled = this.#grid.filled(start, end);
    const cells: CellRange[] = [];
    for (let i = 0; i < this.#texts.length; i++)
      cells.push(this.#cellRange(this.#texts[i] ?? 0, start, end, filled));
    const nameRange = name === undefined ? NO_CELL : this.#cellRange(name, start, end, filled);
    const row = { start, end, filled, name: nameRange, cells, cost: undefined };
    this.#rows.set(key, row);
    return row;
  }

  #cellRange(column: number, start: number, end: number, filled: number): CellRange {
    if ((filled & bitOf(column)) === 0) return NO_CELL;
    const first = this.#grid.next(start, column, end);
    if (first >= end) return NO_CELL;
    return { first, last: this.#grid.previous(end - 1, column) };
  }

  /** Weighs a row. */
  rowCost(row: PossibleRow): number {
    row.cost ??= this.#costWithoutLabel(row) + COST.explainedLetter * this.#explained(row);
    return row.cost;
  }

  /** Tells whether a row costs less than a limit. */
  isCheaper(row: PossibleRow, limit: number): boolean {
    if (row.cost !== undefined) return row.cost < limit;
    // What the label explains only lowers the cost.
    return this.#costWithoutLabel(row) < limit || this.rowCost(row) < limit;
  }

  #costWithoutLabel(row: PossibleRow): number {
    const { start, end, name, cells } = row;
    const grid = this.#grid;
    let cost = grid.isBlank(start) || grid.isBlank(end - 1) ? COST.emptyEdge : 0;
    if (this.#hasOneCell(row)) cost += COST.lonelyName;
    if (name.first < name.last) cost += this.#nameCost(name);
    for (let i = 0; i < cells.length; i++) {
      const cell = cells[i] ?? NO_CELL;
      if (cell !== NO_CELL) cost += this.#cellCost(this.#texts[i] ?? 0, cell);
    }
    return cost;
  }

  #hasOneCell({ start, end, filled }: PossibleRow): boolean {
    const isOfOneBit = filled !== 0 && (filled & (filled - 1)) === 0;
    if (!isOfOneBit) return false;
    let count = 0;
    for (let column = 0; column < this.#grid.columns.length && count < 2; column++)
      if (this.#grid.next(start, column, end) < end) count++;
    return count === 1;
  }

  /** Weighs a row as the one that follows another: most services have a row for each protocol. */
  kinCost(before: PossibleRow, row: PossibleRow): number {
    const grid = this.#grid;
    const isSameName = this.#isSameName(before, row);
    let cost = isSameName && this.#isNameOfWords(row) ? COST.twin : 0;
    for (let i = 0; i < row.cells.length; i++) {
      const cell = row.cells[i] ?? NO_CELL;
      const other = before.cells[i] ?? NO_CELL;
      const column = this.#texts[i] ?? 0;
      if (cell === NO_CELL || other === NO_CELL) continue;
      if (!grid.beginsSame(cell.first, other.first, column)) continue;
      if (heightOf(cell) === heightOf(other) && grid.isSame(cell.first, other.first, column))
        cost += isSameName ? COST.twin : COST.cousin;
      else cost += COST.sameWord;
    }
    return cost;
  }

  /** Compares the names of a row and the one before, which are wrapped in the same way. */
  #isSameName({ name: before }: PossibleRow, { name }: PossibleRow): boolean {
    const { name: column } = this.#rules;
    if (column === undefined) return true;
    if (name === NO_CELL || before === NO_CELL) return name === before;
    if (heightOf(name) !== heightOf(before)) return false;
    for (let line = name.first, other = before.first; line <= name.last; line++, other++)
      if (!this.#grid.isSame(line, other, column)) return false;
    return true;
  }

  #isNameOfWords({ name: { first, last } }: PossibleRow): boolean {
    const { name } = this.#rules;
    if (name === undefined || first > last) return false;
    return first < last || this.#grid.hasBlank(first, name);
  }

  /** Weighs a name of several lines. */
  #nameCost({ first, last }: CellRange): number {
    const { name = 0 } = this.#rules;
    let isOfWords = false;
    for (let line = first; line <= last; line++) isOfWords ||= this.#grid.hasBlank(line, name);
    const perLine = isOfWords ? COST.wrappedName : COST.brokenName;
    return perLine * (last - first) + COST.forcedBreak * this.#forcedBreaks(name, first, last);
  }

  #cellCost(column: number, { first, last }: CellRange): number {
    let cost = 0;
    const start = this.#traitsOf(first, column);
    let isBracketed = (start & HAS_BRACKETS) !== 0;
    let end = start;
    if (first < last) {
      cost += COST.forcedBreak * this.#forcedBreaks(column, first, last);
      for (let line = first; line < last; line++) {
        if ((end & ENDS_AS_COMPANY) !== 0) cost += COST.innerEnd;
        end = this.#traitsOf(line + 1, column);
        isBracketed ||= (end & HAS_BRACKETS) !== 0;
      }
    }
    if (isBracketed && this.#hasOpenBracket(column, first, last)) cost += COST.openBracket;
    if ((start & BEGINS_SMALL) !== 0) cost += COST.smallLetter;
    else if ((start & BEGINS_WITH_SIGN) !== 0) cost += COST.noLetter;
    if ((end & ENDS_OPEN) !== 0) cost += COST.openEnd;
    return cost;
  }

  /** Tells what a text looks like; only of prose, how it begins and ends. */
  #traitsOf(line: number, column: number): number {
    const at = line * this.#grid.columns.length + column;
    const known = this.#traits[at] ?? 0;
    if (known !== 0) return known;
    const text = this.#grid.text(line, column);
    let traits = KNOWN;
    if (BRACKET.test(text)) traits |= HAS_BRACKETS;
    if (this.#rules.prose.includes(column)) {
      if (SMALL_LETTER.test(text)) traits |= BEGINS_SMALL;
      else if (SIGN.test(text)) traits |= BEGINS_WITH_SIGN;
      if (OPEN_END.test(text.slice(-OPEN_LENGTH))) traits |= ENDS_OPEN;
      if (COMPANY_END.test(text)) traits |= ENDS_AS_COMPANY;
    }
    this.#traits[at] = traits;
    return traits;
  }

  /** Counts the letters of a label, beyond two, that what it labels explains. */
  #explained({ start, end, name, filled }: PossibleRow): number {
    const rules = this.#rules;
    const { label = rules.name } = rules;
    if (label === undefined) return 0;
    const isName = label === rules.name;
    const most = isName ? NAME_LETTERS : ID_LETTERS;
    const labelRange = isName ? name : this.#cellRange(label, start, end, filled);
    if (labelRange === NO_CELL) return 0;
    let explained = 0;
    const columns = isName ? this.#firstProse : rules.prose;
    for (let i = 0; i < columns.length; i++) {
      const column = columns[i] ?? 0;
      const { first, last } = this.#cellRange(column, start, end, filled);
      if (first > last) continue;
      const letters = this.#lettersOf(label, labelRange, column, { first, last }, most);
      explained = Math.max(explained, letters);
    }
    return Math.max(0, explained - 2);
  }

  #lettersOf(
    label: number,
    of: CellRange,
    column: number,
    { first, last }: CellRange,
    most: number,
  ): number {
    const size = this.#grid.lineCount;
    const key =
      of.first === of.last ? ((column * size + of.first) * size + first) * size + last : -1;
    const known = this.#letters.get(key);
    if (known !== undefined) return known;
    const text = this.#grid.cell(of.first, of.last + 1, label);
    let letters = explainedLetters(text, this.#grid.text(first, column), most);
    // What the first line does not begin to explain, the others do not.
    if (letters > 0 && first < last)
      letters = explainedLetters(text, this.#grid.cell(first, last + 1, column), most);
    if (key !== -1) this.#letters.set(key, letters);
    return letters;
  }

  #forcedBreaks(column: number, first: number, last: number): number {
    const { start, end } = this.#grid.columns[column] ?? { start: 0, end: 0 };
    let breaks = 0;
    for (let line = first; line < last; line++) {
      const next = this.#grid.firstWordLength(line + 1, column);
      if (this.#grid.text(line, column).length + 1 + next <= end - start) breaks++;
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

/** What a text begins with: a small letter; neither a letter nor a digit. */
const SMALL_LETTER = /^\p{Ll}/u;
const SIGN = /^[^\p{L}\p{N}]/u;

/** Words after which another must follow. */
const OPEN_WORDS =
  "a an and as at by for from in into is of on or over the to using via with".split(" ");

/** What a text ends with that wants another word: one of these, a comma, an opening bracket. */
const OPEN_END = new RegExp(`(?:[,(&/-]|(?<!\\w)(?:${OPEN_WORDS.join("|")}))$`, "i");

/** Characters at the end of a text that tell: the longest of these words, and what is before it. */
const OPEN_LENGTH = 6;

/** Counts how many more brackets a text opens than it closes. */
function openBrackets(text: string, opening: string, closing: string): number {
  let open = 0;
  for (let at = text.indexOf(opening); at !== -1; at = text.indexOf(opening, at + 1)) open++;
  for (let at = text.indexOf(closing); at !== -1; at = text.indexOf(closing, at + 1)) open--;
  return open;
}

/** What is no letter or digit; whatever is not ASCII is taken for a small letter. */
const MARKS = /[^A-Za-z0-9\u0080-\uffff]+/g;

/** The words of a text: “FileMaker”, “IPv6” and “TCPServer” are two each. */
const WORDS = /\d+|[A-Z]{2,}(?![a-z\u0080-\uffff])|[A-Za-z\u0080-\uffff][a-z\u0080-\uffff]*/g;

/**
 * Counts the letters with which a label begins and that the first words of a text explain, each by
 * its own first letters: `psia` is Physical Security Interoperability Alliance, `fmserver` a
 * FileMaker Server. Small words (“of”) may be left out; case and marks do not matter.
 */
function explainedLetters(label: string, text: string, most: number): number {
  const letters = label.replace(MARKS, "").toLowerCase();
  const words = (text.match(WORDS) ?? []).map((word) => word.toLowerCase());
  const explain = (from: number, next: number, limit: number): number => {
    const word = words[next];
    if (word === undefined) return 0;
    let best = OPEN_WORDS.includes(word) ? explain(from, next + 1, limit) : 0;
    for (let shared = 1; shared <= Math.min(limit, word.length, letters.length - from); shared++) {
      if (word[shared - 1] !== letters[from + shared - 1]) break;
      best = Math.max(best, shared + explain(from + shared, next + 1, limit - shared));
    }
    return best;
  };
  return explain(0, 0, most);
}
