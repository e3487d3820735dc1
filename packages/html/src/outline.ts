import type { Report, RunningText } from "@portolan/model";
import type { Span } from "@portolan/model/internal";
import { HiddenElement } from "./hidden-element.js";
import { type Attribute, attributeOf, type PageEvents } from "./page/events.js";
import { htmlProblems } from "./problems.js";
import { TextCapture } from "./running-text.js";

/** How deep tables may be in tables. IANA's page has one level; a page around it adds a few. */
const MAX_DEPTH = 20;

/**
 * Places of a row at which a cell may go on in the rows below, or in the columns beside. A registry has twelve;
 * more would let few tags make a great many cells.
 */
const MOST_SPANNING = 32;

/** Elements whose borders keep words apart. */
const BLOCKS: ReadonlySet<string> = new Set(
  "address article aside blockquote center div figure footer form h2 h3 h4 h5 h6 header hr li main nav ol section ul".split(
    " ",
  ),
);

/** Names a place outside cells whose text is collected. */
export type TextKind = "term" | "detail" | "heading";

/** Holds one cell of a table. Offsets are zero-based; those of the content, without the tags. */
export interface Cell {
  readonly text: RunningText | undefined;
  readonly isHeading: boolean;
  readonly start: number;
  readonly end: number;
}

/** Holds one row of a table: from the offset of its start tag to that of its end. */
export interface TableRow {
  /** A cell that is several columns wide stands at the place of each. */
  readonly cells: readonly Cell[];
  /** Whether there is one. */
  readonly hasWide: boolean;
  readonly start: number;
  readonly end: number;
}

/** Reads the rows of one table. */
export interface RowReader {
  read(row: TableRow): void;
  /** Tells whether so many cells make a row of this table. */
  isWhole(cells: number): boolean;
  /** Is told that rows without a table have come to their end. */
  tellUnread(): void;
}

/** Takes what an outline finds in a page. */
interface OutlineHandler<Reader extends RowReader> {
  /** Makes what reads a table. */
  readonly openTable: (attributes: readonly Attribute[]) => Reader;
  /** Gives what reads a row outside of tables, at its offset, where that is not a table of its own. */
  readonly openLoose?: (start: number) => Reader | undefined;
  /** Takes what has read a table, after the last row, and what reads the table of which that is in a cell. */
  readonly closeTable?: (reader: Reader, around: Reader | undefined) => void;
  /** Takes the text of a place once it was closed. */
  readonly text: (kind: TextKind, text: RunningText | undefined, span: Span) => void;
}

/** Holds a header field that is open: where its content begins, and the text so far. */
interface OpenText {
  readonly kind: TextKind;
  readonly start: number;
  readonly capture: TextCapture;
}

/** Holds what is open inside one table, or outside all of them. */
interface Level<Reader extends RowReader> {
  readonly reader: Reader | undefined;
  /** Whether it is no table, but rows without one. */
  readonly isLoose: boolean;
  /** Text of one cell after the other. */
  readonly cellText: TextCapture;
  cellStart: number | undefined;
  isHeading: boolean;
  rowStart: number | undefined;
  cells: Cell[];
  /** How many rows the cell that is open is high. */
  height: number;
  /** How many columns the cell that is open is wide. */
  width: number;
  /** Whether a cell of the row is several columns wide. */
  hasWide: boolean;
  /** How many rows were read. */
  rows: number;
  /** Cells that are more than one row high, by their place, with the number of the first row they are not in. */
  readonly spanning: Map<number, { readonly cell: Cell; readonly until: number }>;
  text: OpenText | undefined;
}

/**
 * Keeps track of which table, row, cell or header field is open, and closes what HTML lets authors
 * leave open: a cell ends at the next cell, a row at the next row, a field at the next field
 * (HTML §13.1.2.4). A table in a cell is a table of its own.
 */
export class Outline<Reader extends RowReader> implements PageEvents {
  readonly #handler: OutlineHandler<Reader>;
  readonly #report: Report;
  readonly #levels: [Level<Reader>, ...Level<Reader>[]] = [levelOf<Reader>(undefined)];
  #level: Level<Reader> = this.#levels[0];
  /** How many tables are open inside the deepest one that is read. */
  #tooDeep = 0;
  readonly #hidden = new HiddenElement();
  /** Whether text is raised, as the marks of footnotes are. */
  #isRaised = false;

  /** @param report - is told of tags that are broken, and of tables too deep or without an end. */
  constructor(report: Report, handler: OutlineHandler<Reader>) {
    this.#report = report;
    this.#handler = handler;
  }

  /** Takes a start tag. Tells whether it is read. */
  open(name: string, attributes: readonly Attribute[], start: number, end: number): boolean {
    if (name === "table") this.#openTable(attributes, start);
    if (this.#tooDeep > 0) return false;
    if (
      (attributes.length > 0 || this.#hidden.isOpen) &&
      this.#hidden.open(name, attributes, this.#level.cellStart !== undefined)
    )
      return false;
    switch (name) {
      case "sup":
        this.#isRaised = true;
        break;
      case "td":
      case "th":
        this.#openCell(name === "th", attributes, start, end);
        break;
      case "tr":
        this.#openRow(start);
        break;
      case "a":
        this.#capture?.openLink(attributeOf(attributes, "href"));
        break;
      case "br":
        this.#capture?.lineBreak();
        break;
      case "p":
        this.#capture?.openParagraph();
        break;
      case "pre":
        this.#capture?.openVerbatim();
        break;
      case "dt":
        this.#openText("term", end);
        break;
      case "dd":
        this.#openText("detail", end);
        break;
      case "h1":
        this.#openText("heading", end);
        break;
      default:
        if (BLOCKS.has(name)) this.#capture?.blockBorder();
    }
    return true;
  }

  /** Takes an end tag. Tells whether it is read. */
  close(name: string, start: number): boolean {
    if (name === "table") this.#closeTable(start);
    if (this.#tooDeep > 0) return false;
    if (this.#hidden.isOpen && this.#hidden.close(name)) return false;
    switch (name) {
      case "sup":
        this.#isRaised = false;
        break;
      case "td":
      case "th":
        this.#closeCell(start);
        break;
      case "tr":
        this.#closeRow(start);
        break;
      case "thead":
      case "tbody":
      case "tfoot":
        this.#closeRow(start);
        this.#level.spanning.clear();
        break;
      case "a":
        this.#capture?.closeLink();
        break;
      case "p":
        this.#capture?.closeParagraph();
        break;
      case "pre":
        this.#capture?.closeVerbatim();
        break;
      case "dt":
      case "dd":
      case "dl":
      case "h1":
        this.#closeText(start);
        break;
      default:
        if (BLOCKS.has(name)) this.#capture?.blockBorder();
    }
    return true;
  }

  /** Takes text. Tells whether it is read. */
  text(characters: string): boolean {
    if (this.#tooDeep > 0 || this.#hidden.isOpen) return false;
    // Between brackets, as in `53[1]`, a mark is kept apart anyway.
    if (this.#isRaised) this.#isRaised = !characters.includes("[");
    this.#capture?.text(this.#isRaised ? raised(characters) : characters);
    return true;
  }

  comment(): void {}

  brokenTag(start: number): void {
    this.#report.add(htmlProblems, "html/tag-broken", { span: { start } });
  }

  /** How many tables are open. */
  get depth(): number {
    return this.#levels.length - 1;
  }

  /** Where text goes now; undefined outside every place. */
  get #capture(): TextCapture | undefined {
    const { text, cellStart, cellText } = this.#level;
    if (text !== undefined) return text.capture;
    return cellStart === undefined ? undefined : cellText;
  }

  #openTable(attributes: readonly Attribute[], start: number): void {
    if (this.#tooDeep > 0 || this.depth === MAX_DEPTH) {
      const details = { span: { start }, values: { limit: MAX_DEPTH } };
      if (this.#tooDeep++ === 0) this.#report.add(htmlProblems, "html/too-deep", details);
      return;
    }
    const reader = this.#handler.openTable(attributes);
    const { isLoose, cellStart } = this.#level;
    if (isLoose && cellStart === undefined) this.#closeLevel(start);
    this.#closeText(start);
    this.#enterLevel(levelOf(reader));
  }

  #closeTable(end: number): void {
    if (this.#tooDeep > 0) this.#tooDeep--;
    else if (this.depth > 0) {
      const { reader } = this.#level;
      this.#closeLevel(end);
      const around = this.#level.cellStart === undefined ? undefined : this.#level.reader;
      if (reader !== undefined) this.#handler.closeTable?.(reader, around);
    }
  }

  #closeLevel(end: number): void {
    const { reader, isLoose } = this.#level;
    this.#closeRow(end);
    this.#closeText(end);
    if (isLoose) reader?.tellUnread();
    this.#leaveLevel();
  }

  #openRow(start: number): void {
    this.#closeRow(start);
    this.#closeText(start);
    if (this.depth === 0) this.#openLoose(start);
    this.#level.rowStart = start;
  }

  #openLoose(start: number): void {
    this.#closeText(start);
    this.#enterLevel({
      ...levelOf(this.#handler.openLoose?.(start) ?? this.#handler.openTable([])),
      isLoose: true,
    });
  }

  #closeRow(end: number): void {
    this.#closeCell(end);
    const level = this.#level;
    const { reader, rowStart: start, cells } = level;
    if (start === undefined) return;
    addSpanning(level);
    const { hasWide } = level;
    level.rows++;
    level.rowStart = undefined;
    level.cells = [];
    level.hasWide = false;
    reader?.read({ start, end, cells, hasWide });
  }

  /** @param start offset of the tag; the content begins at `contentStart`. */
  #openCell(
    isHeading: boolean,
    attributes: readonly Attribute[],
    start: number,
    contentStart: number,
  ): void {
    this.#closeCell(start);
    this.#closeText(start);
    if (this.depth === 0) this.#openLoose(start);
    const level = this.#level;
    level.rowStart ??= start;
    level.cellStart = contentStart;
    level.isHeading = isHeading;
    this.#isRaised = false;
    level.height = attributes.length === 0 ? 1 : spanOf(attributes, "rowspan");
    level.width = attributes.length === 0 ? 1 : spanOf(attributes, "colspan");
  }

  #closeCell(end: number): void {
    const level = this.#level;
    const { cellStart: start, isHeading } = level;
    if (start === undefined) return;
    this.#closeText(end);
    addSpanning(level);
    const cell = { text: level.cellText.finish(), isHeading, start, end };
    const first = level.cells.length;
    const last = Math.min(first + level.width, MOST_SPANNING);
    do {
      const place = level.cells.push(cell) - 1;
      if (level.height > 1 && place < MOST_SPANNING)
        level.spanning.set(place, { cell, until: level.rows + level.height });
    } while (level.cells.length < last);
    level.hasWide ||= level.cells.length > first + 1;
    level.cellStart = undefined;
  }

  #openText(kind: TextKind, start: number): void {
    this.#closeText(start);
    this.#level.text = { kind, start, capture: new TextCapture() };
  }

  #closeText(end: number): void {
    const { text } = this.#level;
    if (text === undefined) return;
    this.#level.text = undefined;
    this.#handler.text(text.kind, text.capture.finish(), { start: text.start, end });
  }

  /**
   * Ends the page.
   *
   * @returns whether a table was still open. Of its last row only a complete one is kept.
   */
  finish(end: number): boolean {
    let isCutOff = false;
    while (this.depth > 0) {
      const { reader, cells, cellStart, isLoose } = this.#level;
      if (!isLoose || cellStart !== undefined) isCutOff = true;
      const isWhole = isLoose || reader?.isWhole(cells.length);
      if (cellStart === undefined && isWhole) this.#closeRow(end);
      if (isLoose) reader?.tellUnread();
      this.#leaveLevel();
    }
    this.#closeText(end);
    if (isCutOff) this.#report.add(htmlProblems, "html/cut-off", { span: { start: end } });
    return isCutOff;
  }

  #enterLevel(level: Level<Reader>): void {
    this.#level = level;
    this.#levels.push(level);
  }

  #leaveLevel(): void {
    this.#levels.pop();
    this.#level = this.#levels.at(-1) ?? this.#levels[0];
  }
}

function levelOf<Reader extends RowReader>(reader: Reader | undefined): Level<Reader> {
  return {
    reader,
    isLoose: false,
    cellText: new TextCapture(),
    cellStart: undefined,
    isHeading: false,
    rowStart: undefined,
    cells: [],
    height: 1,
    width: 1,
    hasWide: false,
    rows: 0,
    spanning: new Map(),
    text: undefined,
  };
}

/** Adds the cells of rows above that stand next in this row (HTML §4.9.12.1). */
function addSpanning(level: Level<RowReader>): void {
  const { cells, rows, spanning } = level;
  // Hardly any table has one, and every cell asks.
  if (spanning.size === 0) return;
  for (let next = spanning.get(cells.length); next !== undefined && rows < next.until; ) {
    level.hasWide ||= cells.at(-1) === next.cell;
    cells.push(next.cell);
    next = spanning.get(cells.length);
  }
}

/** Gives how many rows or columns a cell spans; zero stands for all rows that follow (HTML §4.9.11). */
function spanOf(attributes: readonly Attribute[], name: "rowspan" | "colspan"): number {
  const digits = /^\s*(\d{1,5})/.exec(attributeOf(attributes, name) ?? "")?.[1];
  if (digits === undefined) return 1;
  return Number(digits) || (name === "rowspan" ? Number.POSITIVE_INFINITY : 1);
}

const RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹";

/** Gives raised digits as such: `53` with a raised `1` is no 531. */
function raised(text: string): string {
  return text.replace(/\d/g, (digit) => RAISED[Number(digit)] ?? digit);
}
