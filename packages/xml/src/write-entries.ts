import {
  type Person,
  portText,
  referenceLabel,
  type ServiceRecord,
  serviceCodeText,
} from "@portolan/model";
import { type Markup, NO_ATTRIBUTES } from "./markup.js";
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
  const children: string[] = [];
  const empty = emptyElementsOf(record, RECORD_FIELDS, markup);
  for (const [name, field] of RECORD_FIELDS) {
    const text = fieldText(record, field, markup);
    if (text !== "") children.push(markup.element(name, NO_ATTRIBUTES, text));
    if (field === "protocol") addXrefs(record, markup, children);
    addEmpty(empty, name, children);
  }
  addEmpty(empty, undefined, children);
  const dates = RECORD_DATES.map(([name, field]) => [name, record[field]] as const);
  return markup.block("record", dates, children, 1);
}

function fieldText(record: ServiceRecord, field: RecordField, markup: Markup): string {
  switch (field) {
    case "port":
      return markup.text(portText(record));
    case "serviceCode":
      return markup.text(serviceCodeText(record));
    default:
      return markup.runningText(record[field] ?? "");
  }
}

/** Writes the assignees, if they are not the contacts, then the contacts, then the references. */
function addXrefs(record: ServiceRecord, markup: Markup, children: string[]): void {
  const { assignees, contacts, references } = record;
  if (assignees !== undefined) {
    const people = assignees.map((id) => markup.person(id));
    children.push(markup.block("assignee", NO_ATTRIBUTES, people, 2));
  }
  for (const id of contacts) children.push(markup.person(id));
  for (const reference of references) {
    if (reference.type === "person") {
      const values = { found: referenceLabel(reference) };
      markup.report?.add(xmlProblems, "xml/reference-as-contact", { values });
    }
    children.push(markup.reference(reference));
  }
}

/** Writes a `<person>`, indented as a child of `<people>`. */
export function writePerson(person: Person, markup: Markup): string {
  const children: string[] = [];
  const empty = emptyElementsOf(person, PERSON_FIELDS, markup);
  for (const [name, field] of PERSON_FIELDS) {
    const values = field === "uris" ? person.uris : [person[field] ?? ""];
    for (const value of values) {
      if (value !== "") children.push(markup.element(name, NO_ATTRIBUTES, markup.text(value)));
    }
    addEmpty(empty, name, children);
  }
  addEmpty(empty, undefined, children);
  return markup.block("person", [["id", person.id]], children, 2);
}

/** Gives the elements that stood in a record or person without content, and can be written. */
function emptyElementsOf(
  { emptyElements = [] }: Pick<ServiceRecord | Person, "emptyElements">,
  fields: Fields<unknown>,
  { report }: Markup,
): string[] {
  return emptyElements.filter((found) => {
    if (fields.some(([name]) => name === found)) return true;
    report?.add(xmlProblems, "xml/name-invalid", { values: { found } });
    return false;
  });
}

/**
 * Writes those elements without content that come next, if they have this name; at the end of the
 * children, all. They keep their own order: each stands where it belongs, or at the end if that is
 * past.
 */
function addEmpty(empty: string[], name: string | undefined, children: string[]): void {
  while (empty.length > 0 && (name === undefined || empty[0] === name)) {
    children.push(`<${empty.shift()}/>`);
  }
}
