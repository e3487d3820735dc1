import type { RegistryPart, Report } from "@portolan/model";
import type { TableLayout } from "./find-layout.js";
import { Grid } from "./grid.js";
import type { Measure } from "./measure.js";
import type { PageStyle } from "./page-style.js";
import type { RowBlock } from "./row-paths.js";
import type { RowRules } from "./row-rules.js";
import { RowSplitter, type SplitPlace } from "./row-splitter.js";
import type { TableHead } from "./table-head.js";
import type { TextLines } from "./text-lines.js";

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
  readonly layout: TableLayout;
  readonly #splitter: RowSplitter;
  readonly #take: (grid: Grid, row: RowBlock, page: PagePiece) => void;

  /** @param take - receives the rows one by one, stray lines among them. */
  constructor(
    layout: TableLayout,
    rules: RowRules,
    take: (grid: Grid, row: RowBlock, page: PagePiece) => void,
  ) {
    this.layout = layout;
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
    const grid = new Grid(page.lines, this.layout, first, end);
    const place = { previous: 0, next: from.next - first };
    const { previous, next } = this.#splitter.split(grid, place, isWhole, (row) =>
      this.#take(grid, row, page),
    );
    return { previous: first + previous, next: first + next };
  }
}
