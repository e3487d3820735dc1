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
  const id = citedBy("id", element, reading);
  const texts: { [Field in Exclude<PersonField, "uris">]?: string } = {};
  let uris: string[] | undefined;
  let emptyElements: string[] | undefined;
  for (const child of childElements(element, reading)) {
    checkAttributes(child, [], reading);
    const field = FIELD_OF.get(child.name);
    if (field === undefined) complain("xml/element-unknown", child, element, reading);
    else if (child.children.length === 0) emptyElements = append(emptyElements, child.name);
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
  // Fields are set in the order of the model.
  const person = { id } as Mutable<Person>;
  if (texts.name !== undefined) person.name = texts.name;
  if (texts.organization !== undefined) person.organization = texts.organization;
  person.uris = uris ?? NONE;
  if (texts.updated !== undefined) person.updated = texts.updated;
  if (emptyElements !== undefined) person.emptyElements = emptyElements;
  return person;
}

const NONE: readonly never[] = [];

type Mutable<T> = { -readonly [K in keyof T]: T[K] };
