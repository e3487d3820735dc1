import type { Reference, RegistryHeader, RegistryNote } from "@portolan/model";
import { checkAttributes, complain, type XmlElement, type XmlReading } from "./element.js";
import { plainTextOf, referenceOf, runningTextOf } from "./running-text.js";
import { HEADER_FIELDS, type HeaderField } from "./shape.js";

const FIELD_OF: ReadonlyMap<string, HeaderField> = new Map(HEADER_FIELDS);

/** Gathers what a document says about the whole registry. */
export class HeaderDraft {
  readonly #texts: { id?: string; title?: string; category?: string; updated?: string } = {};
  readonly #experts: string[] = [];
  readonly #references: Reference[] = [];
  readonly #notes: RegistryNote[] = [];

  /** @param root - the `<registry>`, whose attributes are read. */
  constructor(root: XmlElement) {
    const id = root.attributes.get("id") ?? "";
    if (id !== "") this.#texts.id = id;
  }

  /** Takes a child of the root. */
  add(child: XmlElement, reading: XmlReading): void {
    if (child.name === "xref") this.#references.push(referenceOf(child, reading));
    else if (child.name === "note") this.#notes.push(noteOf(child, reading));
    else this.#addText(child, reading);
  }

  #addText(child: XmlElement, reading: XmlReading): void {
    checkAttributes(child, [], reading);
    const field = child.name === "expert" ? "experts" : FIELD_OF.get(child.name);
    if (field === undefined) complain("xml/element-unknown", child, ROOT, reading);
    else if (field !== "experts" && this.#texts[field] !== undefined) {
      complain("xml/element-repeated", child, ROOT, reading);
    } else {
      const text = plainTextOf(child, reading);
      if (text === "") complain("xml/element-empty", child, ROOT, reading);
      else if (field === "experts") this.#experts.push(text);
      else this.#texts[field] = text;
    }
  }

  /** Gives what was gathered so far. */
  header(): RegistryHeader {
    return {
      ...this.#texts,
      experts: [...this.#experts],
      references: [...this.#references],
      notes: [...this.#notes],
    };
  }
}

const ROOT = { name: "registry" };

function noteOf(element: XmlElement, reading: XmlReading): RegistryNote {
  checkAttributes(element, ["title"], reading);
  const title = element.attributes.get("title") ?? "";
  const text = runningTextOf(element, reading) ?? "";
  return title === "" ? { text } : { title, text };
}
