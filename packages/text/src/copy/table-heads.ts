import type { Report } from "@portolan/model";
import {
  type ComplainOfHeading,
  PERSON_ORDER,
  type PersonColumns,
  placePersonColumns,
  placeRecordColumns,
  RECORD_ORDER,
  type TableColumns,
} from "../page/headings.js";
import { textProblems } from "../problems.js";
import type { TableHead } from "./line-kinds.js";

/**
 * Understands the headings of a copy's tables. Many copies repeat them through the page; what is
 * strange about them is reported where it is met first.
 */
export class HeadReader {
  readonly #report: Report;
  readonly #told = new Set<string>();

  constructor(report: Report) {
    this.#report = report;
  }

  /** Gives the columns of a table: those its headings name, or IANA's where it has none. */
  recordColumns(head: TableHead | undefined): TableColumns {
    return head === undefined
      ? RECORD_ORDER
      : placeRecordColumns(head.headings, this.#complainOnce(head));
  }

  /** Gives the columns of the contact information in the same way. */
  personColumns(head: TableHead | undefined): PersonColumns {
    return head === undefined
      ? PERSON_ORDER
      : placePersonColumns(head.headings, this.#complainOnce(head));
  }

  #complainOnce({ line }: TableHead): ComplainOfHeading {
    return (fault, values, place) => {
      const { found } = values;
      const what = `${fault} ${found}`;
      if (found === "" || this.#told.has(what)) return;
      this.#told.add(what);
      const at =
        fault === "text/column-duplicate" ? line.text.lastIndexOf(found) : line.text.indexOf(found);
      const start = line.start + Math.max(0, at);
      const span = place === undefined ? line : { start, end: start + found.length };
      this.#report.add(textProblems, fault, { span, values });
    };
  }
}
