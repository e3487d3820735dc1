import {
  type ColumnKey,
  type Reference,
  referenceLabel,
  type ServiceRecord,
} from "@portolan/model";
import { finishRecord, type RecordDraft, type Span, shareRepeated } from "@portolan/model/internal";
import {
  append,
  checkAttributes,
  childElements,
  complain,
  spanOf,
  type XmlReading,
} from "./element.js";
import { xmlProblems } from "./problems.js";
import { plainTextOf, referenceOf, runningTextOf } from "./running-text.js";
import type { XmlElement } from "./scanner.js";
import { RECORD_DATES, RECORD_FIELDS, type RecordField } from "./shape.js";

const FIELD_OF: ReadonlyMap<string, RecordField> = new Map(RECORD_FIELDS);
const ELEMENT_OF: ReadonlyMap<ColumnKey, string> = new Map(
  RECORD_FIELDS.map(([name, field]) => [field, name]),
);
const ATTRIBUTES = RECORD_DATES.map(([name]) => name);

/** Makes a record of a `<record>`. What is odd about it is reported, and kept where it can be. */
export function recordOf(
  element: XmlElement,
  before: ServiceRecord | undefined,
  reading: XmlReading,
): ServiceRecord {
  let contacts: string[] | undefined;
  let references: Reference[] | undefined;
  let emptyElements: string[] | undefined;
  // Every draft has the same fields in the same order, which makes the engine fast with them.
  const draft: RecordDraft = {
    name: undefined,
    port: undefined,
    protocol: undefined,
    description: undefined,
    assignees: undefined,
    registrationDate: element.attributes.get("date"),
    modificationDate: element.attributes.get("updated"),
    serviceCode: undefined,
    unauthorizedUse: undefined,
    notes: undefined,
    contacts: NONE,
    references: NONE,
    emptyElements: NONE,
  };
  checkAttributes(element, ATTRIBUTES, reading);

  for (const child of childElements(element, reading)) {
    if (child.name === "xref") {
      const reference = referenceOf(child, reading);
      if (reference.type === "person") {
        contacts = append(contacts, personId(reference, child, reading));
      } else references = append(references, reference);
      continue;
    }
    checkAttributes(child, [], reading);
    const field = child.name === "assignee" ? "assignees" : FIELD_OF.get(child.name);
    if (field === undefined) complain("xml/element-unknown", child, element, reading);
    else if (field !== "assignees" && child.children.length === 0) {
      emptyElements = append(emptyElements, child.name);
    } else if (draft[field] !== undefined)
      complain("xml/element-repeated", child, element, reading);
    else if (field === "assignees") draft.assignees = peopleIn(child, reading);
    else if (field === "description" || field === "notes")
      draft[field] = runningTextOf(child, reading);
    else draft[field] = plainTextOf(child, reading);
  }
  if (contacts !== undefined) draft.contacts = contacts;
  if (references !== undefined) draft.references = references;
  if (emptyElements !== undefined) draft.emptyElements = emptyElements;
  if (before !== undefined) shareRepeated(draft, before);
  return finishRecord(draft, reading.report, (column) => placeOf(column, element));
}

const NONE: readonly never[] = [];

function peopleIn(assignee: XmlElement, reading: XmlReading): readonly string[] {
  let ids: string[] | undefined;
  for (const child of childElements(assignee, reading)) {
    if (child.name === "xref") {
      ids = append(ids, personId(referenceOf(child, reading), child, reading));
    } else complain("xml/element-unknown", child, assignee, reading);
  }
  return ids ?? NONE;
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
