import type { Reference, RegistryPart, Report } from "@portolan/model";
import { type ComplainOfHeading, headingProblems } from "../page/headings.js";
import { textProblems } from "../problems.js";
import type { MeasuredColumns, TextColumn } from "./columns.js";
import { Grid } from "./grid.js";
import type { RowRules } from "./row-rules.js";
import { type RowLines, RowSplitter, type SplitPlace } from "./row-splitter.js";
import type { TableHead } from "./table-head.js";
import type { Measure, TextLines } from "./text-lines.js";

/**
 * Says what the program that wrote a page of columns did to its text. IANA's own text has no such
 * marks: nothing is added, lines break at blanks only, references are labels only.
 */
export interface PageStyle {
  /** Takes off what the program added to the text of a cell, such as link numbers. */
  readonly plain?: (text: string) => string;
  /** Does the same for a line above the tables. */
  readonly plainHeader?: (line: string) => string;
  /** Tells whether a line below the tables is one of the list of links that the program adds. */
  readonly isOfLinkList?: (line: string) => boolean;
  /** Tells whether two lines of a cell are one word that was broken. */
  readonly isBrokenWord?: (left: string, right: string) => boolean;
  /** Adds to a reference what the page says of it outside the table. */
  readonly refine?: (reference: Reference) => Reference;
}

/** Holds the lines of a page that are read together: all of them, or those of one piece. */
export interface PagePiece {
  readonly lines: TextLines;
  /** Offset of the first line in the whole document. */
  readonly offset: number;
  readonly report: Report;
  /** Receives the parts of the registry. */
  readonly give: (part: RegistryPart) => void;
}

/** Says where a table stands and what is known of the page it is on. */
export interface TableOpening {
  readonly lines: TextLines;
  readonly head: TableHead;
  /** Number of the line after the table's last one, or after as many as are there. */
  readonly end: number;
  /** How the tables before were counted, the likeliest way first. */
  readonly measures: readonly Measure[];
  readonly style: PageStyle;
  readonly report: Report;
}

/** Reads the lines of one table, however they come in pieces. */
export class TableReader {
  readonly layout: MeasuredColumns;
  readonly #rules: RowRules;
  readonly #splitter: RowSplitter;
  #hasToldBlank = false;
  readonly #take: (grid: Grid, row: RowLines, page: PagePiece) => void;

  /** @param take - receives the rows one by one, stray lines among them. */
  constructor(
    layout: MeasuredColumns,
    rules: RowRules,
    take: (grid: Grid, row: RowLines, page: PagePiece) => void,
  ) {
    this.layout = layout;
    this.#rules = rules;
    this.#splitter = new RowSplitter(rules);
    this.#take = take;
  }

  /**
   * Reads what can be told of lines, whatever lines may follow.
   *
   * @param from - how far the lines were read before.
   * @param end - number of the line after the last one that is there.
   * @param isWhole - whether the table ends there.
   * @returns how far the lines are read now.
   */
  read(page: PagePiece, from: SplitPlace, end: number, isWhole: boolean): SplitPlace {
    const first = from.previous;
    const grid = new Grid(page.lines, this.layout, first, end, this.#rules.centred);
    const place = { previous: 0, next: from.next - first };
    const { previous, next } = this.#splitter.split(grid, place, isWhole, (row) => {
      if (row.flaw === "stray" && grid.isBlank(row.start)) this.#tellBlank(grid, row, page.report);
      else this.#take(grid, row, page);
    });
    return { previous: first + previous, next: first + next };
  }

  /** Reports the first empty line: a text whose lines are all parted would have thousands. */
  #tellBlank(grid: Grid, { start, end }: RowLines, report: Report): void {
    if (this.#hasToldBlank) return;
    this.#hasToldBlank = true;
    report.add(textProblems, "text/line-blank", { span: grid.linesSpan(start, end) });
  }
}

/** Reports what the layout of a row does not explain, and what crosses the borders of columns. */
export function reportFlaws(
  grid: Grid,
  { start, end, flaw }: RowLines,
  strayCode: "text/row-unreadable" | "text/person-unreadable",
  report: Report,
): void {
  const crossings = grid.crossings(start, end);
  for (const crossing of crossings)
    report.add(textProblems, "text/column-crossed", { span: { start: crossing } });
  const misplaced = crossings.length > 0 ? undefined : grid.misplaced(start, end);
  if (misplaced !== undefined && flaw !== "stray")
    report.add(textProblems, "text/cell-misplaced", {
      span: misplaced,
      values: { found: grid.source(misplaced) },
    });
  if (flaw === undefined) return;
  const span = grid.linesSpan(start, end);
  switch (flaw) {
    case "stray":
      report.add(textProblems, strayCode, { span, values: { found: grid.source(span).trim() } });
      break;
    case "ambiguous":
      report.add(textProblems, "text/row-ambiguous", { span });
      break;
    case "off-centre":
      report.add(textProblems, "text/row-off-centre", { span });
      break;
    default:
      flaw satisfies never;
  }
}

/**
 * Reports what is wrong with the headings of a table in columns.
 *
 * @param headStart - offset of the first line of headings.
 */
export function complainOfColumns(
  columns: readonly TextColumn[],
  headStart: number,
  report: Report,
): ComplainOfHeading {
  return (fault, values, place = -1) => {
    const start = columns[place]?.offset ?? headStart;
    report.add(headingProblems, fault, { span: { start }, values });
  };
}
