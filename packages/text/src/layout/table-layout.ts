import { COLUMNS, type Person, type Registry, type ServiceRecord } from "@portolan/model";
import { headingsOf, PERSON_COLUMNS, PLAIN_COLUMNS, renderingOf } from "@portolan/model/internal";
import { COLUMN_LAYOUT } from "../column-layout.js";
import { byBytes } from "../published/text-lines.js";
import { cellText } from "./cell-lines.js";

/** Gives the columns of the record table. */
export function recordColumns(registry: Registry): readonly LayoutColumn[] {
  const headings = headingsOf(renderingOf(registry));
  return COLUMNS.map(({ key, heading }, place) => ({
    heading: headings[place] ?? heading,
    centred: COLUMN_LAYOUT[key].isCentred ?? false,
  }));
}

/** Gives the cell of each column: of running text with its breaks, of others on one line. */
const CELLS: readonly ((record: ServiceRecord) => string)[] = COLUMNS.map(({ key, textOf }) => {
  const plain = PLAIN_COLUMNS.find((other) => other === key);
  if (plain === undefined) return (record) => cellText(textOf(record, "none"));
  return (record) => cellText(record[plain]);
});

/** Gives a record's cells, with their line breaks, in the order of the columns. */
export function recordCells(record: ServiceRecord): readonly string[] {
  return CELLS.map((cell) => cell(record));
}

/** Gives the columns of the contact information. */
export function personColumns(): readonly LayoutColumn[] {
  return PERSON_COLUMNS.map(({ heading }) => ({ heading, centred: false }));
}

/** Gives a person's cells; each URI has a line of its own. */
export function personCells({ id, name, organization, uris, updated }: Person): readonly string[] {
  const links = uris.map(cellText).filter((uri) => uri !== "");
  return [
    cellText(`[${id}]`),
    cellText(name),
    cellText(organization),
    links.join("\n"),
    cellText(updated),
  ];
}

/** Describes a column of a table that is laid out. */
export interface LayoutColumn {
  readonly heading: string;
  /** Whether its cells stand in the middle of the column; headings always do. */
  readonly centred: boolean;
}

/**
 * Lays tables out as the text browser does that writes IANA's text: a column is as wide as its
 * longest word, headings included, columns are parted by one blank, cells are wrapped greedily
 * and stand in the middle of their row.
 *
 * Source: the record tables of eleven published files, of 2020-07 to 2026-08, equal on every line.
 */
export class TableLayout {
  readonly #columns: readonly LayoutColumn[];
  readonly #widths: number[];
  readonly #areCentred: readonly boolean[];
  readonly #padding: (text: string) => number;
  #brokenLines = 0;
  #firstBroken: string | undefined;

  /** @param padding - counts the columns for which a text that stands before others is taken. */
  constructor(columns: readonly LayoutColumn[], padding: (text: string) => number) {
    this.#columns = columns;
    this.#padding = padding;
    this.#widths = columns.map(({ heading }) => longestWord(heading));
    this.#areCentred = columns.map(({ centred }) => centred);
  }

  /** Makes the columns wide enough for a row; every row must be shown before any is laid out. */
  fit(row: readonly string[]): void {
    for (let column = 0; column < row.length; column++) {
      const text = row[column] ?? "";
      const width = this.#widths[column] ?? 0;
      if (text.length <= width) continue;
      for (const line of text.split("\n"))
        this.#widths[column] = Math.max(this.#widths[column] ?? 0, this.#widthFor(line));
    }
  }

  /** Gives the width that a line needs. Words that are wider than a column may be are counted. */
  #widthFor(line: string): number {
    const width = longestWord(line);
    if (width <= MOST_WIDTH) return width;
    this.#brokenLines++;
    this.#firstBroken ??= line;
    return MOST_WIDTH;
  }

  /** Tells how many lines have words that are broken because no column is so wide. */
  get broken(): { readonly count: number; readonly first: string } | undefined {
    const first = this.#firstBroken;
    return first === undefined ? undefined : { count: this.#brokenLines, first };
  }

  head(): string {
    const headings = this.#columns.map(({ heading }) => heading);
    return this.#lay(
      headings,
      this.#columns.map(() => true),
    );
  }

  /** Gives the lines of a row, without blanks at their ends; nothing for a row without text. */
  row(cells: readonly string[]): string {
    return this.#lay(cells, this.#areCentred);
  }

  /** Lays cells out, of which nearly all rows have one line each. */
  #lay(cells: readonly string[], areCentred: readonly boolean[]): string {
    const isOneLine = cells.every(
      (text, column) => text.length <= (this.#widths[column] ?? 0) && !text.includes("\n"),
    );
    if (isOneLine) return this.#line(cells, areCentred);
    const wrapped = cells.map((text, column) => wrap(text, this.#widths[column] ?? 0));
    const height = Math.max(0, ...wrapped.map((lines) => lines.length));
    let text = "";
    for (let y = 0; y < height; y++) {
      const texts = wrapped.map((lines) => lines[y - ((height - lines.length) >> 1)] ?? "");
      text += this.#line(texts, areCentred) || "\n";
    }
    return text;
  }

  /** Gives a line of a row, with its break; nothing where it has no text. */
  #line(texts: readonly string[], areCentred: readonly boolean[]): string {
    let line = "";
    let filled = 0;
    let left = 0;
    for (let column = 0; column < texts.length; column++) {
      const width = this.#widths[column] ?? 0;
      const text = texts[column] ?? "";
      if (text !== "") {
        const start = areCentred[column] === true ? left + ((width - widthOf(text)) >> 1) : left;
        line += blanks(start - filled) + text;
        filled = Math.max(filled, start) + this.#padding(text);
      }
      left += width + 1;
    }
    return line === "" ? "" : `${line}\n`;
  }
}

/** Blanks by their number: to make them for each cell takes a third of the time of a text. */
const BLANKS: string[] = [];

function blanks(count: number): string {
  if (count <= 0) return "";
  BLANKS[count] ??= " ".repeat(count);
  return BLANKS[count];
}

/**
 * Greatest width of a column: each row is padded to the widest word. IANA's have been up to 111 wide.
 */
const MOST_WIDTH = 256;

/** Wraps the lines of a cell greedily at blanks; a word wider than a column may be is broken. */
function wrap(text: string, width: number): readonly string[] {
  if (text === "") return NO_LINES;
  const lines = text.split("\n");
  if (lines.every((line) => line.length <= width)) return lines;
  return lines.flatMap((line) => {
    const wrapped: string[] = [];
    let current = "";
    for (const word of line.split(" ").flatMap(breakWord)) {
      if (current === "") current = word;
      else if (widthOf(current) + 1 + widthOf(word) <= width) current += ` ${word}`;
      else {
        wrapped.push(current);
        current = word;
      }
    }
    return [...wrapped, current];
  });
}

const NO_LINES: readonly string[] = [];

function breakWord(word: string): readonly string[] {
  if (word.length <= MOST_WIDTH) return [word];
  return word.match(/.{1,256}/gsu) ?? [word];
}

function longestWord(line: string): number {
  let longest = 0;
  for (let start = 0; start <= line.length; ) {
    const blank = line.indexOf(" ", start);
    const end = blank === -1 ? line.length : blank;
    if (end - start > longest) longest = Math.max(longest, widthOf(line.slice(start, end)));
    start = end + 1;
  }
  return longest;
}

/**
 * Gives how the padding of a table was counted on a registry's date: in bytes of UTF-8 until July 2017,
 * so that what stands right of an `ö` is one column to the left, in characters since.
 */
export function paddingOf({ updated }: Registry): (text: string) => number {
  return updated !== undefined && updated < CHARACTERS_SINCE ? bytesOf : widthOf;
}

const CHARACTERS_SINCE = "2017-08";

function bytesOf(text: string): number {
  let bytes = 0;
  for (const character of text) bytes += byBytes(character.codePointAt(0) ?? 0);
  return bytes;
}

const PAIR = /[\ud800-\udbff][\udc00-\udfff]/g;

/** Counts the code points of a text: the columns the browser takes it to fill. */
export function widthOf(text: string): number {
  const pairs = text.match(PAIR);
  return pairs === null ? text.length : text.length - pairs.length;
}
