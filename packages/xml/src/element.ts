import type { Report, Span } from "@portolan/model";
import { xmlProblems } from "./problems.js";
import { tagEnd } from "./tag-end.js";

/** Holds an element of a well-formed document. Comments and processing instructions are gone. */
export interface XmlElement {
  readonly name: string;
  /** Attributes by name, references decoded, line breaks made blanks (XML 1.0 §3.3.3). */
  readonly attributes: ReadonlyMap<string, string>;
  /** Elements and text in document order; text never stands next to text and is never empty. */
  readonly children: readonly XmlNode[];
  /** Zero-based offset of the start tag. */
  readonly start: number;
  /** Zero-based offset after the end tag. */
  readonly end: number;
}

/** Holds an element, or text: references and CDATA decoded, white space as it stands. */
export type XmlNode = XmlElement | string;

/** Holds what every step of reading one document needs. */
export interface XmlReading {
  readonly source: string;
  readonly report: Report;
}

/** What XML 1.0 §2.3 does not count as white space; a no-break space, for example, is text. */
const NOT_SPACE = /[^ \t\r\n]/;

/** Gives the elements inside an element that may hold nothing else; any text there is reported. */
export function childElements(parent: XmlElement, reading: XmlReading): readonly XmlElement[] {
  const elements: XmlElement[] = [];
  for (const child of parent.children) {
    if (typeof child !== "string") elements.push(child);
    else if (NOT_SPACE.test(child)) {
      reading.report.add(xmlProblems, "xml/text-unexpected", {
        span: { start: textStart(reading.source, elements.at(-1)?.end, parent) },
        values: { found: child.trim(), parent: parent.name },
      });
    }
  }
  return elements;
}

const SPACE = /[ \t\r\n]*/y;

/** Gives the offset of the text that follows an element's child, or else its start tag. */
function textStart(source: string, afterChild: number | undefined, parent: XmlElement): number {
  SPACE.lastIndex = afterChild ?? tagEnd(source, parent.start) ?? source.length;
  return SPACE.test(source) ? SPACE.lastIndex : source.length;
}

/** Reports the attributes of an element that are not among the known ones. */
export function checkAttributes(
  element: XmlElement,
  known: readonly string[],
  { report }: XmlReading,
): void {
  if (element.attributes.size === 0) return;
  for (const name of element.attributes.keys()) {
    if (known.includes(name)) continue;
    report.add(xmlProblems, "xml/attribute-unknown", {
      span: { start: element.start },
      values: { found: name, parent: element.name },
    });
  }
}

/** Gives the attribute by which others cite an element; a missing one is reported, and empty. */
export function citedBy(attribute: string, element: XmlElement, { report }: XmlReading): string {
  const value = element.attributes.get(attribute);
  if (value === undefined) {
    const values = { found: element.name, attribute };
    report.add(xmlProblems, "xml/id-missing", { span: { start: element.start }, values });
  }
  return value ?? "";
}

/** Reports an element that its parent cannot have, or not twice, empty or as markup. */
export function complain(
  code: "xml/element-unknown" | "xml/element-repeated" | "xml/element-empty" | "xml/markup-unknown",
  element: XmlElement,
  parent: Pick<XmlElement, "name">,
  { report }: XmlReading,
): void {
  const values = { found: element.name, parent: parent.name };
  report.add(xmlProblems, code, { span: spanOf(element), values });
}

/** Gives the place of an element in the source. */
export function spanOf({ start, end }: XmlElement): Span {
  return { start, end };
}
