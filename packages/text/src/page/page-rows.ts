import type { Cells, Report, Span } from "@portolan/model";
import { textProblems } from "../problems.js";
import { RECORD_ORDER } from "./headings.js";

/** Holds a row of one of several pages. */
export interface PageRow {
  readonly cells: Cells;
  /** A date of which the row does not tell whether it is that of registration or modification. */
  readonly date?: string;
  /** Where it stands. */
  readonly line: Span;
  /** Zero-based number of the page within the source. */
  readonly page: number;
}

/**
 * Knows the rows of the pages read so far: every page of the registry but the first begins with
 * the last row of the one before, and search results overlap.
 */
export class PageRows {
  readonly #pageOfRow = new Map<string, number>();
  readonly #pageOfService = new Map<string, number>();

  /** Tells whether a row stands on an earlier page, too; one with other values there is reported. */
  isRepeated({ cells, date, page, line }: PageRow, report: Report): boolean {
    const row = [...RECORD_ORDER.map((column) => cells[column] ?? ""), date ?? ""].join("\t");
    if ((this.#pageOfRow.get(row) ?? page) < page) return true;
    this.#pageOfRow.set(row, page);
    const service = [cells.name ?? "", cells.port ?? "", cells.protocol ?? ""].join("\t");
    if ((this.#pageOfService.get(service) ?? page) < page)
      report.add(textProblems, "text/record-differs", { span: line });
    this.#pageOfService.set(service, page);
    return false;
  }
}
