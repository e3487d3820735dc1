import {
  type ColumnKey,
  type Footnote,
  type Person,
  type Position,
  type Reference,
  type RegistryNote,
  referenceLabel,
  type ServiceRecord,
} from "@portolan/model";
import {
  defined,
  finishRecord,
  isRunning,
  type RecordDraft,
  type Span,
  shareRepeated,
} from "@portolan/model/internal";
import type { ElementReader, Entry } from "./document.js";
import {
  append,
  attributeOf,
  checkAttributes,
  childElements,
  citedBy,
  complain,
  fieldOf,
  type XmlElement,
  type XmlReading,
} from "./element.js";
import { xmlProblems } from "./problems.js";
import { plainTextOf, referenceOf, runningTextOf } from "./running-text.js";
import {
  HEADER_FIELDS,
  type HeaderField,
  isRow,
  NAMESPACE,
  PERSON_FIELDS,
  type PersonField,
  RECORD_ATTRIBUTES,
  RECORD_ELEMENTS,
  RECORD_FIELDS,
  REGISTRY_ID,
  type RecordField,
} from "./shape.js";

/** Id of the registry that is most often taken for ours. */
const PROTOCOL_NUMBERS_ID = "protocol-numbers";

const ROOT = { name: "registry" };
const PEOPLE = { name: "people" };

/** Makes the parts of a registry of the elements of its document. */
export class RegistryReader implements ElementReader {
  readonly #header: HeaderDraft = { experts: [], references: [], notes: [] };
  /** How much of the header was given. Copying it for each addition would take quadratic time. */
  #given: "nothing" | "part" | "all" = "nothing";
  #record: ServiceRecord | undefined;
  #root: { readonly id: string; readonly position: () => Position } | undefined;

  enter(tag: XmlElement, parent: XmlElement | undefined, reading: XmlReading): Entry {
    if (parent === undefined) return this.#enterRoot(tag, reading);
    if (parent.name !== ROOT.name) return "whole";
    if (tag.name === "people") {
      checkAttributes(tag, [], reading);
      return "enter";
    }
    if (tag.name !== ROOT.name) return "whole";
    this.#complainOfGroup(reading);
    return "check";
  }

  child(element: XmlElement, parent: XmlElement, reading: XmlReading): void {
    const { name } = element;
    const isInside = parent.name === PEOPLE.name;
    if (!isInside && !isRow(name)) {
      this.#addToHeader(element, reading);
      if (this.#given === "all") this.#given = "part";
      return;
    }
    // The header, as far as it is known, comes before the first of the other parts.
    if (this.#given === "nothing") this.end(reading);
    if (name === "person") {
      if (!isInside) complain("xml/person-outside", element, ROOT, reading);
      reading.give({ person: personOf(element, reading) });
    } else if (isInside) complain("xml/element-unknown", element, PEOPLE, reading);
    else if (name === "record") {
      this.#record = recordOf(element, this.#record, reading);
      reading.give({ record: this.#record, offset: reading.origin.offset + element.start });
    } else reading.give({ footnote: footnoteOf(element, reading) });
  }

  /** Gives the header, unless it was given whole. */
  end({ give }: XmlReading): void {
    if (this.#root !== undefined && this.#given !== "all") {
      const { experts, references, notes, ...texts } = this.#header;
      const lists = { experts: [...experts], references: [...references], notes: [...notes] };
      give({ header: { ...texts, ...lists } });
    }
    this.#given = "all";
  }

  #addToHeader(child: XmlElement, reading: XmlReading): void {
    const header = this.#header;
    if (child.name === "xref") header.references.push(referenceOf(child, reading));
    else if (child.name === "note") header.notes.push(noteOf(child, reading));
    else {
      const field = fieldOf(child, ROOT, HEADER_FIELD_OF, reading);
      if (field === undefined) return;
      if (field !== "experts" && header[field] !== undefined) {
        complain("xml/element-repeated", child, ROOT, reading);
        return;
      }
      const text = plainTextOf(child, reading);
      if (text === "") complain("xml/element-empty", child, ROOT, reading);
      else if (field === "experts") header.experts.push(text);
      else header[field] = text;
    }
  }

  /** Reads the attributes of the root, and reports what is odd about them. */
  #enterRoot(root: XmlElement, reading: XmlReading): Entry {
    const { report } = reading;
    const span = { start: root.start };
    if (root.name !== ROOT.name) {
      report.add(xmlProblems, "xml/root-unknown", { span, values: { found: root.name } });
      return "check";
    }
    const ownId = attributeOf(root, "id");
    if (ownId === PROTOCOL_NUMBERS_ID) {
      report.add(xmlProblems, "xml/protocol-numbers", { span });
      return "check";
    }
    const id = ownId ?? REGISTRY_ID;
    this.#root = { id, position: () => report.at(root.start) };
    if (ownId !== undefined && ownId !== "") this.#header.id = ownId;
    if (id !== REGISTRY_ID)
      report.add(xmlProblems, "xml/registry-id", { span, values: { found: id } });
    const namespace = attributeOf(root, "xmlns") ?? NAMESPACE;
    if (namespace !== NAMESPACE) {
      report.add(xmlProblems, "xml/namespace-unknown", { span, values: { found: namespace } });
    }
    checkAttributes(root, ["id", "xmlns"], reading);
    return "enter";
  }

  /** Reports that the document is a group of registries, as IANA's others are. */
  #complainOfGroup({ report }: XmlReading): void {
    const { id: found = "", position } = this.#root ?? {};
    report.add(xmlProblems, "xml/other-registry", { at: position?.(), values: { found } });
  }
}

const HEADER_FIELD_OF: ReadonlyMap<string, HeaderField | "experts"> = new Map([
  ...HEADER_FIELDS,
  ["expert", "experts"],
]);

/** Holds what a document has said about the whole registry so far. */
type HeaderDraft = { -readonly [Field in "id" | HeaderField]?: string } & {
  readonly experts: string[];
  readonly references: Reference[];
  readonly notes: RegistryNote[];
};

function noteOf(element: XmlElement, reading: XmlReading): RegistryNote {
  checkAttributes(element, ["title"], reading);
  const title = attributeOf(element, "title") ?? "";
  const text = runningTextOf(element, reading) ?? "";
  return title === "" ? { text } : { title, text };
}

function footnoteOf(element: XmlElement, reading: XmlReading): Footnote {
  checkAttributes(element, ["anchor"], reading);
  return {
    anchor: citedBy("anchor", element, reading),
    text: runningTextOf(element, reading) ?? "",
  };
}

const RECORD_FIELD_OF: ReadonlyMap<string, RecordField | "assignees"> = new Map([
  ...RECORD_FIELDS,
  ["assignee", "assignees"],
]);
const ELEMENT_OF: { readonly [Key in ColumnKey]?: string } = RECORD_ELEMENTS;

/** Makes a record of a `<record>`. What is odd about it is reported, and kept where it can be. */
function recordOf(
  element: XmlElement,
  before: ServiceRecord | undefined,
  reading: XmlReading,
): ServiceRecord {
  let contacts: string[] = NONE;
  let references: Reference[] = NONE;
  let emptyElements: string[] = NONE;
  // Every draft has the same fields in the same order, which makes the engine fast with them.
  const draft: RecordDraft = {
    name: undefined,
    port: undefined,
    protocol: undefined,
    description: undefined,
    assignees: undefined,
    registrationDate: attributeOf(element, "date"),
    modificationDate: attributeOf(element, "updated"),
    serviceCode: undefined,
    unauthorizedUse: undefined,
    notes: undefined,
    contacts: NONE,
    references: NONE,
    emptyElements: NONE,
  };
  checkAttributes(element, RECORD_ATTRIBUTES, reading);

  for (const child of childElements(element)) {
    if (child.name === "xref") {
      const reference = referenceOf(child, reading);
      if (reference.type === "person") {
        contacts = append(contacts, personId(reference, child, reading));
      } else references = append(references, reference);
      continue;
    }
    const field = fieldOf(child, element, RECORD_FIELD_OF, reading);
    if (field === undefined) continue;
    if (field !== "assignees" && child.children.length === 0) {
      emptyElements = append(emptyElements, child.name);
    } else if (draft[field] !== undefined)
      complain("xml/element-repeated", child, element, reading);
    else if (field === "assignees") draft.assignees = peopleIn(child, reading);
    else if (isRunning(field)) draft[field] = runningTextOf(child, reading);
    else draft[field] = plainTextOf(child, reading);
  }
  draft.contacts = contacts;
  draft.references = references;
  draft.emptyElements = emptyElements;
  if (before !== undefined) shareRepeated(draft, before);
  return finishRecord(draft, reading.report, (column) => placeOf(column, element));
}

function peopleIn(assignee: XmlElement, reading: XmlReading): readonly string[] {
  let ids: string[] = NONE;
  for (const child of childElements(assignee)) {
    if (child.name === "xref") {
      ids = append(ids, personId(referenceOf(child, reading), child, reading));
    } else complain("xml/element-unknown", child, assignee, reading);
  }
  return ids;
}

function personId(reference: Reference, element: XmlElement, { report }: XmlReading): string {
  const { type, data, text, attributes } = reference;
  const plain = type === "person" && text === undefined && attributes === undefined;
  if (plain && data !== undefined) return data;
  const found = referenceLabel(reference);
  report.add(xmlProblems, "xml/person-expected", { span: element, values: { found } });
  return found;
}

/** Returns the place of a column: that of its element, of the record's tag for a date or none. */
function placeOf(column: ColumnKey, record: XmlElement): Span {
  const name = ELEMENT_OF[column];
  for (const child of record.children) {
    if (typeof child !== "string" && child.name === name) return child;
  }
  return { start: record.start };
}

const PERSON_FIELD_OF: ReadonlyMap<string, PersonField> = new Map(PERSON_FIELDS);

function personOf(element: XmlElement, reading: XmlReading): Person {
  checkAttributes(element, ["id"], reading);
  const id = citedBy("id", element, reading);
  const texts: { [Field in Exclude<PersonField, "uris">]?: string } = {};
  let uris: string[] = NONE;
  let emptyElements: string[] = NONE;
  for (const child of childElements(element)) {
    const field = fieldOf(child, element, PERSON_FIELD_OF, reading);
    if (field === undefined) continue;
    if (child.children.length === 0) emptyElements = append(emptyElements, child.name);
    else if (field !== "uris" && texts[field] !== undefined)
      complain("xml/element-repeated", child, element, reading);
    else {
      const text = plainTextOf(child, reading);
      // Empty here was only what is reported: markup.
      if (text === "") continue;
      if (field === "uris") uris = append(uris, text);
      else texts[field] = text;
    }
  }
  const { name, organization, updated } = texts;
  if (emptyElements.length === 0) return defined({ id, name, organization, uris, updated });
  return defined({ id, name, organization, uris, updated, emptyElements });
}

const NONE: never[] = [];
