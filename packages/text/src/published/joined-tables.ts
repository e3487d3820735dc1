import type { Report } from "@portolan/model";
import { type PageRow, PageRows } from "../page/page-rows.js";
import { textProblems } from "../problems.js";
import type { CurrentRow } from "./record-table.js";

/** Most rows of a table that are compared with other tables: IANA's pages have 100. */
const MOST_ROWS = 1000;

/** Finds rows that stand in several tables of one text, as pages of the registry repeat rows. */
export class JoinedTables {
  /** Number of the table that is read, from 0. */
  #table = -1;
  #rowCount = 0;
  /** Rows of the first table: there may be no other to compare them with. */
  #first: PageRow[] = [];
  readonly #rows = new PageRows();

  /** Begins the next table. */
  begin(start: number, report: Report): void {
    this.#table++;
    if (this.#table > 0 && this.#rowCount > MOST_ROWS)
      report.add(textProblems, "text/table-not-compared", {
        span: { start },
        values: { most: MOST_ROWS },
      });
    for (const row of this.#first) this.#rows.isRepeated(row, report);
    this.#first = [];
    this.#rowCount = 0;
  }

  /** Tells whether a row of the table stands in an earlier one, too. */
  isRepeated(current: CurrentRow, report: Report): boolean {
    this.#rowCount++;
    if (this.#rowCount > MOST_ROWS) return false;
    const row = { cells: current.cells, line: current.span, page: this.#table };
    if (this.#table > 0) return this.#rows.isRepeated(row, report);
    this.#first.push(row);
    return false;
  }
}
