import type { Person } from "@portolan/model";
import {
  checkAttributes,
  childElements,
  citedBy,
  complain,
  type XmlElement,
  type XmlReading,
} from "./element.js";
import { plainTextOf } from "./running-text.js";
import { PERSON_FIELDS, type PersonField } from "./shape.js";

const FIELD_OF: ReadonlyMap<string, PersonField> = new Map(PERSON_FIELDS);

/** Makes a person of a `<person>`. */
export function personOf(element: XmlElement, reading: XmlReading): Person {
  checkAttributes(element, ["id"], reading);
  const uris: string[] = [];
  const emptyElements: string[] = [];
  const texts: { name?: string; organization?: string; updated?: string } = {};
  for (const child of childElements(element, reading)) {
    checkAttributes(child, [], reading);
    const field = FIELD_OF.get(child.name);
    if (field === undefined) complain("xml/element-unknown", child, element, reading);
    else if (child.children.length === 0) emptyElements.push(child.name);
    else if (field === "uris") uris.push(plainTextOf(child, reading));
    else if (texts[field] !== undefined) complain("xml/element-repeated", child, element, reading);
    else texts[field] = plainTextOf(child, reading);
  }
  return {
    id: citedBy("id", element, reading),
    ...texts,
    uris,
    ...(emptyElements.length === 0 ? {} : { emptyElements }),
  };
}
