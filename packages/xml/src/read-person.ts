import type { Person } from "@portolan/model";
import { append } from "./append.js";
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
  let uris: string[] | undefined;
  let emptyElements: string[] | undefined;
  const person: Mutable<Person> = { id: citedBy("id", element, reading), uris: NONE };
  for (const child of childElements(element, reading)) {
    checkAttributes(child, [], reading);
    const field = FIELD_OF.get(child.name);
    if (field === undefined) complain("xml/element-unknown", child, element, reading);
    else if (child.children.length === 0) emptyElements = append(emptyElements, child.name);
    else if (field !== "uris" && person[field] !== undefined)
      complain("xml/element-repeated", child, element, reading);
    else {
      const text = plainTextOf(child, reading);
      // Empty here was only what is reported: markup.
      if (text === "") continue;
      if (field === "uris") uris = append(uris, text);
      else person[field] = text;
    }
  }
  if (uris !== undefined) person.uris = uris;
  if (emptyElements !== undefined) person.emptyElements = emptyElements;
  return person;
}

const NONE: readonly never[] = [];

type Mutable<T> = { -readonly [K in keyof T]: T[K] };
