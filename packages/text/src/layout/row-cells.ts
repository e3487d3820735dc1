import {
  assigneesOf,
  COLUMNS,
  type ColumnKey,
  headingsOf,
  joinBracketed,
  PERSON_COLUMNS,
  type Person,
  portText,
  type Registry,
  referenceLabel,
  renderingOf,
  type ServiceRecord,
  serviceCodeText,
} from "@portolan/model";
import { cellLines } from "./cell-lines.js";
import type { CellLines, LayoutColumn } from "./table-layout.js";

const CENTRED: ReadonlySet<ColumnKey> = new Set(["port", "protocol", "serviceCode"]);

/** Gives the columns of the record table. */
export function recordColumns(registry: Registry): readonly LayoutColumn[] {
  const headings = headingsOf(renderingOf(registry));
  return COLUMNS.map(({ key, heading }, place) => ({
    heading: headings[place] ?? heading,
    centred: CENTRED.has(key),
  }));
}

/** Gives the lines of a record's cells, in the order of the columns. */
export function recordCells(record: ServiceRecord): readonly CellLines[] {
  return [
    cellLines(record.name),
    cellLines(portText(record)),
    cellLines(record.protocol),
    cellLines(record.description),
    cellLines(joinBracketed(assigneesOf(record))),
    cellLines(joinBracketed(record.contacts)),
    cellLines(record.registrationDate),
    cellLines(record.modificationDate),
    cellLines(joinBracketed(record.references.map(referenceLabel))),
    cellLines(serviceCodeText(record)),
    cellLines(record.unauthorizedUse),
    cellLines(record.notes),
  ];
}

/** Gives the columns of the contact information. */
export function personColumns(): readonly LayoutColumn[] {
  return PERSON_COLUMNS.map(({ heading }) => ({ heading, centred: false }));
}

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
