import type { RegistryPart } from "@portolan/model";
import type { Piece } from "@portolan/model/internal";
import { xmlProblems } from "./problems.js";

/** Holds an element, without comments and processing instructions. */
export interface XmlElement {
  /** Name as it is written, and without the prefix of the registry's namespace. */
  readonly tag: string;
  readonly name: string;
  /** Names and values by turns; references decoded, line breaks made blanks (XML 1.0 §3.3.3). */
  readonly attributes: readonly string[];
  /**
   * Elements and text in document order; text never stands next to text and is never empty. What
   * holds elements only is without any text.
   */
  readonly children: readonly XmlNode[];
  /** Zero-based offset of the start tag. */
  readonly start: number;
  /** Zero-based offset after the start tag. */
  readonly content: number;
  /** Zero-based offset after the end tag; zero while only the start tag was scanned. */
  readonly end: number;
}

/** Holds an element, or text: references and CDATA decoded, white space as it stands. */
export type XmlNode = XmlElement | string;

/** Returns the value of an attribute. */
export function attributeOf({ attributes }: XmlElement, name: string): string | undefined {
  for (let i = 0; i < attributes.length; i += 2)
    if (attributes[i] === name) return attributes[i + 1];
  return undefined;
}

/** Tells whether a start tag is the whole element, `<people/>`. */
export function isEmpty({ content, end }: XmlElement): boolean {
  return content === end;
}

/**
 * Adds an item to a list that is made for its first. Most lists here hold one item, and an empty
 * array takes room for sixteen more when the first is pushed.
 */
export function append<T>(list: T[], item: T): T[] {
  if (list.length === 0) return [item];
  list.push(item);
  return list;
}

/** Holds what every step of reading needs. */
export interface XmlReading extends Piece {
  /** Receives the parts of the registry. */
  readonly give: (part: RegistryPart) => void;
}

/** Returns the children of an element that holds elements only, as the scanner gives it. */
export function childElements({ children }: XmlElement): readonly XmlElement[] {
  return children as readonly XmlElement[];
}

/** Reports the attributes of an element that are not among the known ones. */
export function checkAttributes(
  element: XmlElement,
  known: readonly string[],
  { report }: XmlReading,
): void {
  const { attributes } = element;
  for (let i = 0; i < attributes.length; i += 2) {
    const name = attributes[i] ?? "";
    if (known.includes(name)) continue;
    report.add(xmlProblems, "xml/attribute-unknown", {
      span: { start: element.start },
      values: { found: name, parent: element.name },
    });
  }
}

/** Returns the field that a child without attributes is; one that its parent cannot have is reported. */
export function fieldOf<Field>(
  child: XmlElement,
  parent: Pick<XmlElement, "name">,
  fields: ReadonlyMap<string, Field>,
  reading: XmlReading,
): Field | undefined {
  checkAttributes(child, [], reading);
  const field = fields.get(child.name);
  if (field === undefined) complain("xml/element-unknown", child, parent, reading);
  return field;
}

/** Returns the attribute by which others cite an element; a missing one is reported, and empty. */
export function citedBy(attribute: string, element: XmlElement, { report }: XmlReading): string {
  const value = attributeOf(element, attribute);
  if (value === undefined) {
    const values = { found: element.name, attribute };
    report.add(xmlProblems, "xml/id-missing", { span: { start: element.start }, values });
  }
  return value ?? "";
}

/** Reports an element that its parent cannot have, or not twice, empty or as markup. */
export function complain(
  code:
    | "xml/element-unknown"
    | "xml/element-repeated"
    | "xml/element-empty"
    | "xml/markup-unknown"
    | "xml/person-outside",
  element: XmlElement,
  parent: Pick<XmlElement, "name">,
  { report }: XmlReading,
): void {
  const values = { found: element.name, parent: parent.name };
  report.add(xmlProblems, code, { span: element, values });
}
