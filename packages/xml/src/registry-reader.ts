import type { Footnote, RegistryPart, ServiceRecord } from "@portolan/model";
import {
  checkAttributes,
  childElements,
  citedBy,
  complain,
  type XmlElement,
  type XmlReading,
} from "./element.js";
import { HeaderDraft } from "./header.js";
import { personOf } from "./read-person.js";
import { recordOf } from "./read-record.js";
import { runningTextOf } from "./running-text.js";

/** Makes the parts of a registry of the children of its root, which it is given one by one. */
export class RegistryReader {
  readonly #header: HeaderDraft;
  readonly #give: (part: RegistryPart) => void;
  /** How much of the header was given. Copying it for each addition would take quadratic time. */
  #given: "nothing" | "part" | "all" = "nothing";
  /** The record before. */
  #record: ServiceRecord | undefined;

  /**
   * @param root - the `<registry>`, whose children are given to `add`.
   * @param give - receives the parts.
   */
  constructor(root: XmlElement, give: (part: RegistryPart) => void) {
    this.#header = new HeaderDraft(root);
    this.#give = give;
  }

  /** Reads a child of the root. */
  add(child: XmlElement, reading: XmlReading): void {
    switch (child.name) {
      case "record":
        this.#giveHeader();
        this.#record = recordOf(child, this.#record, reading);
        this.#give({ record: this.#record, offset: child.start });
        break;
      case "people":
        checkAttributes(child, [], reading);
        for (const one of childElements(child, reading)) this.addPerson(one, reading);
        break;
      case "footnote":
        this.#giveHeader();
        this.#give({ footnote: footnoteOf(child, reading) });
        break;
      default:
        this.#header.add(child, reading);
        if (this.#given === "all") this.#given = "part";
    }
  }

  /** Reads a child of `<people>`. */
  addPerson(child: XmlElement, reading: XmlReading): void {
    this.#giveHeader();
    if (child.name === "person") this.#give({ person: personOf(child, reading) });
    else complain("xml/element-unknown", child, PEOPLE, reading);
  }

  /** Gives the header, at the end of the root, unless it was given whole. */
  end(): void {
    if (this.#given !== "all") this.#give({ header: this.#header.header() });
    this.#given = "all";
  }

  /** Gives the header, as far as it is known, before the first of the other parts. */
  #giveHeader(): void {
    if (this.#given === "nothing") this.end();
  }
}

const PEOPLE = { name: "people" };

function footnoteOf(element: XmlElement, reading: XmlReading): Footnote {
  checkAttributes(element, ["anchor"], reading);
  return {
    anchor: citedBy("anchor", element, reading),
    text: runningTextOf(element, reading) ?? "",
  };
}
