import {
  assigneesOf,
  formatPort,
  joinBracketed,
  type Report,
  referenceLabel,
  type ServiceRecord,
  survivesBrackets,
} from "@portolan/model";
import { csvProblems } from "./problems.js";
import { MAX_QUOTED } from "./scan-row.js";

/** Reports the lists of a record that cannot be told apart when their brackets are read. */
export function reportLists(record: ServiceRecord, report: Report): void {
  const { contacts, references } = record;
  reportList(assigneesOf(record), record, report);
  reportList(contacts, record, report);
  if (references.length > 0) reportList(references.map(referenceLabel), record, report);
}

function reportList(items: readonly string[], record: ServiceRecord, report: Report): void {
  if (survivesBrackets(items)) return;
  const values = { found: joinBracketed(items), record: titleOf(record) };
  report.add(csvProblems, "csv/list-ambiguous", { values });
}

/** Reports halves of surrogate pairs in the row of a record: no encoding has them. */
export function reportHalfPairs(record: ServiceRecord, row: string, report: Report): void {
  if (!/\p{Surrogate}/u.test(row)) return;
  report.add(csvProblems, "csv/surrogate", { values: { record: titleOf(record) } });
}

/** Reports cells, as they are written, that are too long to be read back. */
export function reportLongCells(
  record: ServiceRecord,
  cells: readonly string[],
  report: Report,
): void {
  for (const cell of cells) {
    if (cell.length <= MAX_QUOTED || !cell.startsWith('"')) continue;
    const values = { found: cell.length, limit: MAX_QUOTED, record: titleOf(record) };
    report.add(csvProblems, "csv/cell-too-long", { values });
  }
}

/** Names a record for a person: `http 80 tcp`. */
function titleOf({ name, port, protocol }: ServiceRecord): string {
  const title = [name, port === undefined ? undefined : formatPort(port), protocol];
  return title.filter((part) => part !== undefined).join(" ") || "a record without name and port";
}
