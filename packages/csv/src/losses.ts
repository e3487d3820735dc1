import {
  assigneesOf,
  type ColumnKey,
  formatPort,
  type Report,
  referenceLabel,
  type ServiceRecord,
  splitBracketed,
} from "@portolan/model";
import { csvProblems } from "./problems.js";

const HALF_PAIR = /\p{Surrogate}/u;

/** Reports what the cells of a record do not say so that it can be read back. */
export function reportLosses(
  record: ServiceRecord,
  cells: Readonly<Record<ColumnKey, string>>,
  report: Report,
): void {
  const lists = [assigneesOf(record), record.contacts, record.references.map(referenceLabel)];
  for (const items of lists) {
    if (isReadBack(items)) continue;
    const values = { found: writeList(items), record: titleOf(record) };
    report.add(csvProblems, "csv/list-ambiguous", { values });
  }
  if (Object.values(cells).some((text) => HALF_PAIR.test(text))) {
    report.add(csvProblems, "csv/surrogate", { values: { record: titleOf(record) } });
  }
}

/** Tells whether the items of a list can be told apart when their brackets are read. */
function isReadBack(items: readonly string[]): boolean {
  const read = splitBracketed(writeList(items));
  return read?.length === items.length && read.every((item, i) => item === items[i]);
}

function writeList(items: readonly string[]): string {
  return items.map((item) => `[${item}]`).join("");
}

/** Names a record for a person: `http 80 tcp`. */
function titleOf({ name, port, protocol }: ServiceRecord): string {
  const title = [name, port === undefined ? undefined : formatPort(port), protocol];
  return title.filter((part) => part !== undefined).join(" ") || "a record without name and port";
}
