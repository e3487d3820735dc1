import type { ProtocolNumbersResult, Reference } from "@portolan/model";
import {
  type ProtocolDraft,
  ProtocolReading,
  requireText,
  wholePiece,
} from "@portolan/model/internal";
import { DocumentReader, type ElementReader, type Entry } from "./document.js";
import {
  attributeOf,
  checkAttributes,
  childElements,
  complain,
  fieldOf,
  type XmlElement,
  type XmlReading,
} from "./element.js";
import { plainTextOf, referenceOf, runningTextOf } from "./running-text.js";
import { RECORD_ATTRIBUTES, RECORD_DATES } from "./shape.js";

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
  requireText(source, "protocolNumbersFromXml", "source");
  const numbers = new ProtocolReading(source);
  const reader = new ProtocolReader(numbers);
  new DocumentReader(reader).read({ ...wholePiece(source), report: numbers.report }, () => {});
  return numbers.finish(reader.updated);
}

/** What comes around the records and is not read. */
const HEADER = new Set(["title", "xref", "expert", "registration_rule", "note", "footnote"]);

/** Takes the records of the registry that is inside the document's root. */
class ProtocolReader implements ElementReader {
  updated: string | undefined;
  readonly #numbers: ProtocolReading;
  #root: number | undefined;
  #isFound = false;

  constructor(numbers: ProtocolReading) {
    this.#numbers = numbers;
  }

  enter(tag: XmlElement, parent: XmlElement | undefined): Entry {
    const { name, start } = tag;
    this.#root ??= start;
    if (parent === undefined) return name === "registry" ? "enter" : "check";
    if (name === "people") return "enter";
    if (name !== "registry" || attributeOf(tag, "id") !== REGISTRY_ID) return "whole";
    this.#isFound = true;
    return "enter";
  }

  child(element: XmlElement, parent: XmlElement, reading: XmlReading): void {
    if (attributeOf(parent, "id") === REGISTRY_ID) {
      if (element.name === "record") this.#numbers.add(draftOf(element, reading), element);
      else if (!HEADER.has(element.name)) complain("xml/element-unknown", element, parent, reading);
    } else if (element.name === "updated") this.updated ??= plainTextOf(element, reading);
  }

  end(): void {
    if (this.#root !== undefined && !this.#isFound) this.#numbers.refuse({ start: this.#root });
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

function draftOf(element: XmlElement, reading: XmlReading): ProtocolDraft {
  const references: Reference[] = [];
  const draft: ProtocolDraft = { references };
  checkAttributes(element, RECORD_ATTRIBUTES, reading);
  for (const [name, field] of RECORD_DATES) draft[field] = attributeOf(element, name);
  for (const child of childElements(element)) {
    if (child.name === "xref") {
      references.push(referenceOf(child, reading));
      continue;
    }
    const field = fieldOf(child, element, FIELD_OF, reading);
    if (field === undefined) continue;
    if (draft[field] !== undefined) complain("xml/element-repeated", child, element, reading);
    else if (field === "description") draft.description = runningTextOf(child, reading);
    else draft[field] = plainTextOf(child, reading);
  }
  return draft;
}
