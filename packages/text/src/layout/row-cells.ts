import {
  assigneesOf,
  COLUMNS,
  formatPort,
  type Person,
  type Registry,
  referenceLabel,
  renderingOf,
  type ServiceRecord,
} from "@portolan/model";
import { cellLines } from "./cell-lines.js";
import type { CellLines, LayoutColumn } from "./table-layout.js";

/** Gives the columns of the record table; until 2017 one of the headings was another. */
export function recordColumns(registry: Registry): readonly LayoutColumn[] {
  const isOld = renderingOf(registry) === "A";
  return COLUMNS.map(({ key, heading, otherHeadings: [older] }) => ({
    heading: isOld ? (older ?? heading) : heading,
    centred: key === "port" || key === "protocol" || key === "serviceCode",
  }));
}

/** Gives the lines of a record's cells, in the order of the columns. */
export function recordCells(record: ServiceRecord): readonly CellLines[] {
  const { port, serviceCode, unparsed } = record;
  return [
    cellLines(record.name),
    cellLines(port === undefined ? unparsed?.port : formatPort(port)),
    cellLines(record.protocol),
    cellLines(record.description),
    cellLines(bracketed(assigneesOf(record))),
    cellLines(bracketed(record.contacts)),
    cellLines(record.registrationDate),
    cellLines(record.modificationDate),
    cellLines(bracketed(record.references.map(referenceLabel))),
    cellLines(serviceCode === undefined ? unparsed?.serviceCode : String(serviceCode)),
    cellLines(record.unauthorizedUse),
    cellLines(record.notes),
  ];
}

/** Lists the columns of the contact information. */
export const PERSON_COLUMNS: readonly LayoutColumn[] = [
  "ID",
  "Name",
  "Organization",
  "Contact URI",
  "Last Updated",
].map((heading) => ({ heading, centred: false }));

/** Gives the lines of a person's cells; each URI has a line of its own. */
export function personCells(person: Person): readonly CellLines[] {
  return [
    cellLines(`[${person.id}]`),
    cellLines(person.name),
    cellLines(person.organization),
    person.uris.flatMap(cellLines),
    cellLines(person.updated),
  ];
}

/** Writes items as `[a][b]`. */
export function bracketed(items: readonly string[]): string {
  return items.map((item) => `[${item}]`).join("");
}
