import { COLUMNS, type Report } from "@portolan/model";
import { textProblems } from "../../problems.js";
import { RECORD_COLUMNS, strangeHeadings, type TableColumns } from "./headings.js";
import type { TableHead } from "./line-kinds.js";
import type { CopyTable } from "./pages.js";

/**
 * Understands the headings of a copy's tables. Many copies repeat them through the page; what is
 * strange about them is reported where it is met first.
 */
export class HeadReader {
  readonly #report: Report;
  readonly #seen = new Set<string>();

  constructor(report: Report) {
    this.#report = report;
  }

  /** Gives the columns of a table: those its headings name, or IANA's where it has none. */
  columnsOf({ head }: CopyTable): TableColumns {
    if (head === undefined) return RECORD_COLUMNS;
    const columns = [...head.columns];
    for (const { index, heading, column } of strangeHeadings(head.headings, head.columns)) {
      if (column !== undefined) columns[index] = column;
      if (heading !== "") this.#complainOnce(head, heading, column);
    }
    for (const { key, heading } of COLUMNS) {
      if (columns.includes(key) || this.#isKnown(`-${key}`)) continue;
      this.#report.add(textProblems, "text/column-missing", {
        span: head.line,
        values: { found: heading },
      });
    }
    return columns;
  }

  #complainOnce(head: TableHead, found: string, column: TableColumns[number]): void {
    if (this.#isKnown(found)) return;
    const start = head.line.start + Math.max(0, head.line.text.indexOf(found));
    const span = { start, end: start + found.length };
    const heading = COLUMNS.find(({ key }) => key === column)?.heading;
    if (heading === undefined)
      this.#report.add(textProblems, "text/column-unknown", { span, values: { found } });
    else
      this.#report.add(textProblems, "text/column-renamed", { span, values: { found, heading } });
  }

  #isKnown(what: string): boolean {
    const known = this.#seen.has(what);
    this.#seen.add(what);
    return known;
  }
}
