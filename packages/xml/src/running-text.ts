import type { Inline, Reference, RunningText } from "@portolan/model";
import { defined, joinText, plainText } from "@portolan/model/internal";
import {
  attributeOf,
  checkAttributes,
  complain,
  type XmlElement,
  type XmlReading,
} from "./element.js";
import { xmlProblems } from "./problems.js";

/**
 * Returns the running text inside an element: its text verbatim, with references (`<xref>`), line
 * breaks (`<br/>`) and paragraphs. Of other elements only the text is kept, with a problem.
 *
 * @returns undefined where the element is empty.
 */
export function runningTextOf(element: XmlElement, reading: XmlReading): RunningText | undefined {
  const { children } = element;
  const first = children[0];
  if (children.length === 1 && typeof first === "string") return first;
  const pieces: Inline[] = [];
  addPieces(element, pieces, reading);
  return joinText(pieces);
}

function addPieces(parent: XmlElement, pieces: Inline[], reading: XmlReading): void {
  for (const child of parent.children) {
    if (typeof child === "string") pieces.push(child);
    else if (child.name === "xref") pieces.push({ reference: referenceOf(child, reading) });
    else if (child.name === "paragraph") {
      checkAttributes(child, [], reading);
      pieces.push({ paragraph: runningTextOf(child, reading) ?? "" });
    } else if (child.name === "br") {
      checkAttributes(child, [], reading);
      pieces.push({ break: true });
      addPieces(child, pieces, reading);
    } else {
      complain("xml/markup-unknown", child, parent, reading);
      addPieces(child, pieces, reading);
    }
  }
}

/** Returns what an `<xref>` refers to; attributes beside `type` and `data` are kept too. */
export function referenceOf(element: XmlElement, reading: XmlReading): Reference {
  const { attributes } = element;
  const type = attributeOf(element, "type");
  const data = attributeOf(element, "data");
  if (type === undefined) {
    reading.report.add(xmlProblems, "xml/reference-without-type", { span: element });
  }
  const text = plainTextOf(element, reading);
  // Most references are just these two.
  if (type !== undefined && data !== undefined && attributes.length === 4 && text === "") {
    return { type, data };
  }
  const others: [name: string, value: string][] = [];
  for (let i = 0; i < attributes.length; i += 2) {
    const name = attributes[i] ?? "";
    if (name !== "type" && name !== "data") others.push([name, attributes[i + 1] ?? ""]);
  }
  return defined({
    type: type ?? "",
    data,
    text: text === "" ? undefined : text,
    attributes: others.length === 0 ? undefined : Object.fromEntries(others),
  });
}

/** What running text may hold, and plain text may not. */
const MARKUP = new Set(["xref", "br", "paragraph"]);

/** Returns the text inside an element that should hold nothing else; markup there is reported. */
export function plainTextOf(element: XmlElement, reading: XmlReading): string {
  const { children } = element;
  const first = children[0] ?? "";
  if (children.length <= 1 && typeof first === "string") return first;
  for (const child of children) {
    if (typeof child !== "string" && MARKUP.has(child.name))
      complain("xml/markup-unknown", child, element, reading);
  }
  return plainText(runningTextOf(element, reading) ?? "");
}
