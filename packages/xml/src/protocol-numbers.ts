import {
  type ProtocolDraft,
  type ProtocolNumbersResult,
  ProtocolReading,
  type Reference,
} from "@portolan/model";
import {
  checkAttributes,
  childElements,
  complain,
  spanOf,
  type XmlElement,
  type XmlReading,
} from "./element.js";
import { readElements } from "./read-elements.js";
import { plainTextOf, referenceOf, runningTextOf } from "./running-text.js";
import { RECORD_DATES } from "./shape.js";

/** Id of the only registry in IANA's document of protocol numbers. */
const REGISTRY_ID = "protocol-numbers-1";

/**
 * Reads IANA's XML of the protocol numbers: its date and its records. The document's notes,
 * footnotes and people say nothing that a protocols file has a place for, and are not read.
 *
 * @throws {TypeError} where the source is not a string.
 * @example
 * const { numbers, problems } = protocolNumbersFromXml(source);
 */
export function protocolNumbersFromXml(source: string): ProtocolNumbersResult {
  if (typeof source !== "string") throw new TypeError("protocolNumbersFromXml reads a string.");
  const numbers = new ProtocolReading(source);
  const reading = { source, report: numbers.report };
  const root = readElements(reading);
  const parts = root === undefined ? [] : childElements(root, reading);
  const updated = parts.find(({ name }) => name === "updated");
  const registry = parts.find(
    ({ name, attributes }) => name === "registry" && attributes.get("id") === REGISTRY_ID,
  );
  if (registry !== undefined) addRecords(registry, numbers, reading);
  else if (root !== undefined) numbers.refuse({ start: root.start });
  return numbers.finish(updated && plainTextOf(updated, reading));
}

/** What stands around the records and is not read. */
const HEADER = new Set(["title", "xref", "expert", "registration_rule", "note", "footnote"]);

function addRecords(registry: XmlElement, numbers: ProtocolReading, reading: XmlReading): void {
  for (const element of childElements(registry, reading)) {
    if (element.name === "record") numbers.add(draftOf(element, reading), spanOf(element));
    else if (!HEADER.has(element.name)) complain("xml/element-unknown", element, registry, reading);
  }
}

/** Maps the elements of a `<record>` to the fields they are. */
const FIELD_OF: ReadonlyMap<string, "number" | "keyword" | "description" | "ipv6Extension"> =
  new Map([
    ["value", "number"],
    ["name", "keyword"],
    ["description", "description"],
    ["ipv6", "ipv6Extension"],
  ]);
const ATTRIBUTES = RECORD_DATES.map(([name]) => name);

function draftOf(element: XmlElement, reading: XmlReading): ProtocolDraft {
  const references: Reference[] = [];
  const draft: ProtocolDraft = { references };
  checkAttributes(element, ATTRIBUTES, reading);
  for (const [name, field] of RECORD_DATES) draft[field] = element.attributes.get(name);
  for (const child of childElements(element, reading)) {
    if (child.name === "xref") {
      references.push(referenceOf(child, reading));
      continue;
    }
    checkAttributes(child, [], reading);
    const field = FIELD_OF.get(child.name);
    if (field === undefined) complain("xml/element-unknown", child, element, reading);
    else if (draft[field] !== undefined) complain("xml/element-repeated", child, element, reading);
    else if (field === "description") draft.description = runningTextOf(child, reading);
    else draft[field] = plainTextOf(child, reading);
  }
  return draft;
}
