import {
  type ColumnKey,
  finishRecord,
  type RecordDraft,
  type Reference,
  referenceLabel,
  type ServiceRecord,
  type Span,
} from "@portolan/model";
import {
  checkAttributes,
  childElements,
  complain,
  spanOf,
  type XmlElement,
  type XmlReading,
} from "./element.js";
import { xmlProblems } from "./problems.js";
import { plainTextOf, referenceOf, runningTextOf } from "./running-text.js";
import { RECORD_DATES, RECORD_FIELDS, type RecordField } from "./shape.js";

const FIELD_OF: ReadonlyMap<string, RecordField> = new Map(RECORD_FIELDS);
const ELEMENT_OF: ReadonlyMap<ColumnKey, string> = new Map(
  RECORD_FIELDS.map(([name, field]) => [field, name]),
);
const ATTRIBUTES = RECORD_DATES.map(([name]) => name);

/** Makes a record of a `<record>`. What is odd about it is reported, and kept where it can be. */
export function recordOf(element: XmlElement, reading: XmlReading): ServiceRecord {
  const contacts: string[] = [];
  const references: Reference[] = [];
  const emptyElements: string[] = [];
  const draft: RecordDraft = { contacts, references, emptyElements };
  checkAttributes(element, ATTRIBUTES, reading);
  for (const [name, field] of RECORD_DATES) draft[field] = element.attributes.get(name);

  for (const child of childElements(element, reading)) {
    if (child.name === "xref") {
      const reference = referenceOf(child, reading);
      if (reference.type === "person") contacts.push(personId(reference, child, reading));
      else references.push(reference);
      continue;
    }
    checkAttributes(child, [], reading);
    const field = child.name === "assignee" ? "assignees" : FIELD_OF.get(child.name);
    if (field === undefined) complain("xml/element-unknown", child, element, reading);
    else if (field !== "assignees" && child.children.length === 0) emptyElements.push(child.name);
    else if (draft[field] !== undefined) complain("xml/element-repeated", child, element, reading);
    else if (field === "assignees") draft.assignees = peopleIn(child, reading);
    else if (field === "description" || field === "notes")
      draft[field] = runningTextOf(child, reading);
    else draft[field] = plainTextOf(child, reading);
  }
  return finishRecord(draft, reading.report, (column) => placeOf(column, element));
}

function peopleIn(assignee: XmlElement, reading: XmlReading): readonly string[] {
  const ids: string[] = [];
  for (const child of childElements(assignee, reading)) {
    if (child.name === "xref") ids.push(personId(referenceOf(child, reading), child, reading));
    else complain("xml/element-unknown", child, assignee, reading);
  }
  return ids;
}

function personId(reference: Reference, element: XmlElement, { report }: XmlReading): string {
  const { type, data, text, attributes } = reference;
  const plain = type === "person" && text === undefined && attributes === undefined;
  if (plain && data !== undefined) return data;
  const found = referenceLabel(reference);
  report.add(xmlProblems, "xml/person-expected", { span: spanOf(element), values: { found } });
  return found;
}

/** Gives the place of a column: that of its element, of the record's tag for a date or none. */
function placeOf(column: ColumnKey, record: XmlElement): Span {
  const name = ELEMENT_OF.get(column);
  for (const child of record.children) {
    if (typeof child !== "string" && child.name === name) return spanOf(child);
  }
  return { start: record.start };
}
