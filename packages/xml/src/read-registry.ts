import type {
  Footnote,
  ParseResult,
  Person,
  Reference,
  RegistryNote,
  ServiceRecord,
} from "@portolan/model";
import {
  checkAttributes,
  childElements,
  citedBy,
  complain,
  type XmlElement,
  type XmlReading,
} from "./element.js";
import { xmlProblems } from "./problems.js";
import { personOf } from "./read-person.js";
import { recordOf } from "./read-record.js";
import { plainTextOf, referenceOf, runningTextOf } from "./running-text.js";
import { HEADER_FIELDS, type HeaderField, NAMESPACE, REGISTRY_ID } from "./shape.js";

const FIELD_OF: ReadonlyMap<string, HeaderField> = new Map(HEADER_FIELDS);

/** Makes a registry of the root element; undefined, with a problem, where it is none of ours. */
export function readRegistry(
  root: XmlElement,
  reading: XmlReading,
): Omit<ParseResult, "problems"> | undefined {
  const elements = childElements(root, reading);
  if (!isOurs(root, elements, reading)) return undefined;
  const texts: { id?: string; title?: string; category?: string; updated?: string } = {};
  const id = root.attributes.get("id");
  if (id !== undefined) texts.id = id;
  const experts: string[] = [];
  const references: Reference[] = [];
  const notes: RegistryNote[] = [];
  const records: ServiceRecord[] = [];
  const footnotes: Footnote[] = [];
  const people: Person[] = [];
  const offsets: number[] = [];

  for (const child of elements) {
    switch (child.name) {
      case "record":
        records.push(recordOf(child, reading));
        offsets.push(child.start);
        break;
      case "people":
        addPeople(child, people, reading);
        break;
      case "xref":
        references.push(referenceOf(child, reading));
        break;
      case "expert":
        checkAttributes(child, [], reading);
        experts.push(plainTextOf(child, reading));
        break;
      case "note":
        notes.push(noteOf(child, reading));
        break;
      case "footnote":
        footnotes.push(footnoteOf(child, reading));
        break;
      default: {
        const field = FIELD_OF.get(child.name);
        checkAttributes(child, [], reading);
        if (field === undefined) complain("xml/element-unknown", child, root, reading);
        else if (texts[field] !== undefined) complain("xml/element-repeated", child, root, reading);
        else texts[field] = plainTextOf(child, reading);
      }
    }
  }
  return {
    registry: { ...texts, experts, references, notes, records, people, footnotes },
    offsets,
  };
}

/** Tells whether the root is a registry with records like ours; reports what is odd about it. */
function isOurs(root: XmlElement, elements: readonly XmlElement[], reading: XmlReading): boolean {
  const { report } = reading;
  const span = { start: root.start };
  if (root.name !== "registry") {
    report.add(xmlProblems, "xml/root-unknown", { span, values: { found: root.name } });
    return false;
  }
  const id = root.attributes.get("id") ?? REGISTRY_ID;
  // IANA publishes its other registries in groups: a <registry> that holds <registry> elements.
  if (elements.some(({ name }) => name === "registry")) {
    report.add(xmlProblems, "xml/other-registry", { span, values: { found: id } });
    return false;
  }
  if (id !== REGISTRY_ID)
    report.add(xmlProblems, "xml/registry-id", { span, values: { found: id } });
  const namespace = root.attributes.get("xmlns") ?? NAMESPACE;
  if (namespace !== NAMESPACE) {
    report.add(xmlProblems, "xml/namespace-unknown", { span, values: { found: namespace } });
  }
  checkAttributes(root, ["id", "xmlns"], reading);
  return true;
}

function addPeople(element: XmlElement, people: Person[], reading: XmlReading): void {
  checkAttributes(element, [], reading);
  for (const child of childElements(element, reading)) {
    if (child.name === "person") people.push(personOf(child, reading));
    else complain("xml/element-unknown", child, element, reading);
  }
}

function noteOf(element: XmlElement, reading: XmlReading): RegistryNote {
  checkAttributes(element, ["title"], reading);
  const title = element.attributes.get("title");
  const text = runningTextOf(element, reading) ?? "";
  return title === undefined ? { text } : { title, text };
}

function footnoteOf(element: XmlElement, reading: XmlReading): Footnote {
  checkAttributes(element, ["anchor"], reading);
  return {
    anchor: citedBy("anchor", element, reading),
    text: runningTextOf(element, reading) ?? "",
  };
}
