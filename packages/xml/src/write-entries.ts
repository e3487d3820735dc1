import { formatPort, type Person, type ServiceRecord } from "@portolan/model";
import type { Markup } from "./markup.js";
import { xmlProblems } from "./problems.js";
import {
  type Fields,
  PERSON_FIELDS,
  RECORD_DATES,
  RECORD_FIELDS,
  type RecordField,
} from "./shape.js";

/** Writes a `<record>`, indented as a child of the registry. */
export function writeRecord(record: ServiceRecord, markup: Markup): string {
  const dates = RECORD_DATES.map(([name, field]) => [name, record[field]] as const);
  const children = inOrder(RECORD_FIELDS, record.emptyElements, markup, (name, field) => {
    const text = fieldText(record, field, markup);
    const element = text === "" ? [] : [markup.element(name, [], text)];
    return field === "protocol" ? [...element, ...writeXrefs(record, markup)] : element;
  });
  return markup.block("record", dates, children, 1);
}

function fieldText(record: ServiceRecord, field: RecordField, markup: Markup): string {
  const { port, serviceCode, unparsed = {} } = record;
  switch (field) {
    case "port":
      return port === undefined ? markup.text(unparsed.port ?? "") : formatPort(port);
    case "serviceCode":
      return serviceCode === undefined
        ? markup.text(unparsed.serviceCode ?? "")
        : String(serviceCode);
    default:
      return markup.runningText(record[field] ?? "");
  }
}

/** Writes the assignees, if they are not the contacts, then the contacts, then the references. */
function writeXrefs(record: ServiceRecord, markup: Markup): readonly string[] {
  const person = (id: string): string => markup.reference({ type: "person", data: id });
  const { assignees } = record;
  return [
    ...(assignees === undefined ? [] : [markup.block("assignee", [], assignees.map(person), 2)]),
    ...record.contacts.map(person),
    ...record.references.map((reference) => markup.reference(reference)),
  ];
}

/** Writes a `<person>`, indented as a child of `<people>`. */
export function writePerson(person: Person, markup: Markup): string {
  const children = inOrder(PERSON_FIELDS, person.emptyElements, markup, (name, field) => {
    const values = field === "uris" ? person.uris : [person[field] ?? ""];
    return values
      .filter((value) => value !== "")
      .map((value) => markup.element(name, [], markup.text(value)));
  });
  return markup.block("person", [["id", person.id]], children, 2);
}

/**
 * Writes the children of a record or person in IANA's order. The elements that stood there without
 * content keep their own order: each is written where it belongs, or at the end if that is past.
 */
function inOrder<Field>(
  fields: Fields<Field>,
  emptyElements: readonly string[] = [],
  markup: Markup,
  write: (name: string, field: Field) => readonly string[],
): readonly string[] {
  const empty = emptyElements.filter((found) => {
    if (fields.some(([name]) => name === found)) return true;
    markup.report?.add(xmlProblems, "xml/name-invalid", { values: { found } });
    return false;
  });
  let next = 0;
  const children: string[] = [];
  for (const [name, field] of fields) {
    for (const child of write(name, field)) children.push(child);
    for (; empty[next] === name; next++) children.push(`<${name}/>`);
  }
  for (const name of empty.slice(next)) children.push(`<${name}/>`);
  return children;
}
