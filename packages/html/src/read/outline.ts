import type { RunningText } from "@portolan/model";
import type { Span } from "@portolan/model/internal";
import type { Cell } from "./rows.js";
import type { TableReader } from "./table-reader.js";
import { TextCapture } from "./text-capture.js";

/** Names a place outside cells whose text is collected. */
export type TextKind = "term" | "detail" | "heading";

/** Takes the text of a place once it was closed. */
export type TakeText = (kind: TextKind, text: RunningText | undefined, span: Span) => void;

/** Holds a header field that is open: where its content begins, and the text so far. */
interface OpenText {
  readonly kind: TextKind;
  readonly start: number;
  readonly capture: TextCapture;
}

/** Holds what is open inside one table, or outside all of them. */
interface Level {
  readonly reader: TableReader | undefined;
  /** Text of one cell after the other. */
  readonly cellText: TextCapture;
  cellStart: number | undefined;
  isHeading: boolean;
  rowStart: number | undefined;
  cells: Cell[];
  text: OpenText | undefined;
}

/**
 * Keeps track of which table, row, cell or header field is open, and closes what HTML lets authors
 * leave open: a cell ends at the next cell, a row at the next row, a field at the next field
 * (HTML §13.1.2.4). A table in a cell is a table of its own.
 */
export class Outline {
  readonly #takeText: TakeText;
  readonly #levels: [Level, ...Level[]] = [levelOf(undefined)];
  #level: Level = this.#levels[0];

  constructor(takeText: TakeText) {
    this.#takeText = takeText;
  }

  /** How many tables are open. */
  get depth(): number {
    return this.#levels.length - 1;
  }

  /** Where text goes now; undefined outside every place. */
  get capture(): TextCapture | undefined {
    const { text, cellStart, cellText } = this.#level;
    if (text !== undefined) return text.capture;
    return cellStart === undefined ? undefined : cellText;
  }

  openTable(reader: TableReader, start: number): void {
    this.closeText(start);
    this.#level = levelOf(reader);
    this.#levels.push(this.#level);
  }

  closeTable(end: number): void {
    if (this.depth === 0) return;
    this.closeRow(end);
    this.closeText(end);
    this.#leaveLevel();
  }

  openRow(start: number): void {
    this.closeRow(start);
    if (this.depth > 0) this.#level.rowStart = start;
  }

  closeRow(end: number): void {
    this.closeCell(end);
    const level = this.#level;
    const { reader, rowStart: start, cells } = level;
    if (start === undefined) return;
    level.rowStart = undefined;
    level.cells = [];
    reader?.read({ start, end, cells });
  }

  /** @param start offset of the tag; the content begins at `contentStart`. */
  openCell(isHeading: boolean, start: number, contentStart: number): void {
    if (this.depth === 0) return;
    this.closeCell(start);
    const level = this.#level;
    level.rowStart ??= start;
    level.cellStart = contentStart;
    level.isHeading = isHeading;
  }

  closeCell(end: number): void {
    const level = this.#level;
    const { cellStart: start, isHeading } = level;
    if (start === undefined) return;
    this.closeText(end);
    level.cells.push({ text: level.cellText.finish(), isHeading, start, end });
    level.cellStart = undefined;
  }

  openText(kind: TextKind, start: number): void {
    this.closeText(start);
    this.#level.text = { kind, start, capture: new TextCapture() };
  }

  closeText(end: number): void {
    const { text } = this.#level;
    if (text === undefined) return;
    this.#level.text = undefined;
    this.#takeText(text.kind, text.capture.finish(), { start: text.start, end });
  }

  /**
   * Ends the page.
   *
   * @returns whether a table was still open. Of its last row only a complete one is kept.
   */
  finish(end: number): boolean {
    const isCutOff = this.depth > 0;
    while (this.depth > 0) {
      const { reader, cells, cellStart } = this.#level;
      if (cellStart === undefined && reader?.isWhole(cells.length)) this.closeRow(end);
      this.#leaveLevel();
    }
    this.closeText(end);
    return isCutOff;
  }

  #leaveLevel(): void {
    this.#levels.pop();
    this.#level = this.#levels.at(-1) ?? this.#levels[0];
  }
}

function levelOf(reader: TableReader | undefined): Level {
  return {
    reader,
    cellText: new TextCapture(),
    cellStart: undefined,
    isHeading: false,
    rowStart: undefined,
    cells: [],
    text: undefined,
  };
}
