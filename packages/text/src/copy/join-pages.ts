import type { Report } from "@portolan/model";
import { ListedOnce, PageRows } from "../page/repeated.js";
import type { PersonReading, PlacedRow } from "./reading.js";

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
