import { type Footnote, Report } from "@portolan/model";
import { textProblems } from "../problems.js";
import { ListedOnce } from "./listed-once.js";
import type { PlacedFootnote } from "./page/footnotes.js";
import { RECORD_ORDER } from "./page/headings.js";
import type { PersonReading, PlacedRow } from "./reading.js";

/**
 * Knows the rows of the pages read so far: every page of the registry but the first begins with
 * the last row of the one before, and search results overlap.
 */
export class PageRows {
  readonly #pageOfRow = new Map<string, number>();
  readonly #pageOfService = new Map<string, number>();

  /** Tells whether a row stands on an earlier page, too; one with other values there is reported. */
  isRepeated({ cells, date, page, line }: PlacedRow, report: Report): boolean {
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

/** Leaves out rows that stand on an earlier page, too; rows repeated within a page are all kept. */
export function joinRows(rows: readonly PlacedRow[], report: Report): readonly PlacedRow[] {
  if (rows.at(-1)?.page === rows[0]?.page) return rows;
  const pages = new PageRows();
  return rows.filter((row) => !pages.isRepeated(row, report));
}

/** Leaves out people who are listed before, on an earlier page or on the same one. */
export function joinPeople(
  people: readonly PersonReading[],
  report: Report,
): readonly PersonReading[] {
  const listed = new ListedOnce("text/person-differs");
  return people.filter(
    ({ line, ...values }) => !listed.isRepeated(values.id, values, line, report),
  );
}

/** Leaves out footnotes that stand on an earlier page, too. */
export function joinFootnotes(
  footnotes: readonly PlacedFootnote[],
  report: Report,
): readonly Footnote[] {
  const listed = new ListedOnce("text/footnote-differs");
  const isNew = ({ footnote, place }: PlacedFootnote): boolean => {
    // Its page may have been in another piece of the text, of which the report knows nothing.
    const there = new Report("", place);
    const isRepeated = listed.isRepeated(footnote.anchor, footnote, { start: 0 }, there);
    report.problems.push(...there.problems);
    return !isRepeated;
  };
  return footnotes.filter(isNew).map(({ footnote }) => footnote);
}
