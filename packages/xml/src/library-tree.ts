import { type X2jOptions, XMLParser } from "#fast-xml-parser";
import type { XmlElement, XmlNode, XmlReading } from "./element.js";
import { xmlProblems } from "./problems.js";
import { decodeAttribute, decodeText } from "./references.js";
import { withoutQuotes } from "./sections.js";
import { tagEnd } from "./tag-end.js";
import { afterValue, CONTENT, TextPlaces, VALUE, valueStart } from "./text-places.js";

/** Elements may be nested this deep. The registry's XML is five deep. */
const DEPTH_LIMIT = 64;

const TEXT = "#text";
const CDATA = "#cdata";
const ATTRIBUTES = ":@";
/** No XML name has these in it, so no name from the document can be one that the library refuses
 * or renames (`constructor`, `toString`). */
const ELEMENT_PREFIX = "<";
const ATTRIBUTE_PREFIX = "@";

/**
 * The library guesses nothing, decodes nothing and drops nothing but comments and processing
 * instructions: what a text means is ours to say.
 */
const OPTIONS: X2jOptions = {
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: ATTRIBUTE_PREFIX,
  textNodeName: TEXT,
  cdataPropName: CDATA,
  // Is called twice for an element without content.
  transformTagName: (name) => (name.startsWith(ELEMENT_PREFIX) ? name : ELEMENT_PREFIX + name),
  trimValues: false,
  parseTagValue: false,
  processEntities: false,
  ignoreDeclaration: true,
  ignorePiTags: true,
  captureMetaData: true,
  jPath: false,
  maxNestedTags: Number.POSITIVE_INFINITY,
};

/**
 * Holds a node as the library gives it: one property, named for the element, holds its children.
 * Text is `{ "#text": "…" }`, a CDATA section `{ "#cdata": [{ "#text": "…" }] }`.
 */
interface LibraryNode {
  readonly [name: string]: readonly LibraryNode[] | Readonly<Record<string, string>> | string;
  readonly [TEXT]?: string;
  readonly [ATTRIBUTES]?: Readonly<Record<string, string>>;
  readonly [place: symbol]: { readonly startIndex?: number; readonly endIndex?: number };
}

/**
 * Reads a document into its elements, by the library.
 *
 * @param complete - the document, or the part of it before a fault.
 * @returns the first element that is not inside another; undefined where there is none.
 */
export function readTree(complete: string, reading: XmlReading): XmlElement | undefined {
  const tree = { ...reading, place: XMLParser.getMetaDataSymbol().valueOf() };
  for (const node of parse(complete, reading)) {
    const name = nameOf(node);
    if (name.startsWith(ELEMENT_PREFIX)) return toElement(node, name, 1, tree);
  }
  return undefined;
}

/** Holds what is read, and the property of a node that holds its place. */
interface TreeReading extends XmlReading {
  readonly place: symbol;
}

function parse(complete: string, { report }: XmlReading): readonly LibraryNode[] {
  try {
    return new XMLParser(OPTIONS).parse(withoutQuotes(complete));
  } catch (cause) {
    const fault = cause instanceof Error ? cause.message : String(cause);
    report.add(xmlProblems, "xml/unreadable", { values: { fault }, cause });
    return NOTHING;
  }
}

function nameOf(node: LibraryNode): string {
  for (const property in node) if (property !== ATTRIBUTES) return property;
  return TEXT;
}

function contentOf(node: LibraryNode, name: string): readonly LibraryNode[] {
  const content = node[name];
  return isList(content) ? content : NOTHING;
}

function isList(content: unknown): content is readonly LibraryNode[] {
  return Array.isArray(content);
}

const NOTHING: readonly never[] = [];
const NO_ATTRIBUTES: ReadonlyMap<string, string> = new Map();

function toElement(
  node: LibraryNode,
  property: string,
  depth: number,
  reading: TreeReading,
): XmlElement {
  const name = property.slice(ELEMENT_PREFIX.length);
  const { startIndex: start = 0, endIndex: end = reading.source.length } =
    node[reading.place] ?? {};
  const attributes = toAttributes(node[ATTRIBUTES], start, reading);
  const content = contentOf(node, property);
  if (content.length === 0) return { name, attributes, children: NOTHING, start, end };
  if (depth >= DEPTH_LIMIT) {
    const values = { found: name, limit: DEPTH_LIMIT };
    reading.report.add(xmlProblems, "xml/too-deep", { span: { start, end }, values });
    return { name, attributes, children: NOTHING, start, end };
  }
  const children = toChildren(content, start, depth + 1, reading);
  return { name, attributes, children, start, end };
}

function toAttributes(
  given: Readonly<Record<string, string>> | undefined,
  start: number,
  { source, report }: XmlReading,
): ReadonlyMap<string, string> {
  if (given === undefined) return NO_ATTRIBUTES;
  const attributes = new Map<string, string>();
  let at = start;
  for (const [name, raw] of Object.entries(given)) {
    at = valueStart(source, at);
    const places = new TextPlaces(source, at, VALUE);
    attributes.set(name.slice(ATTRIBUTE_PREFIX.length), decodeAttribute(raw, places, report));
    at = afterValue(source, at);
  }
  return attributes;
}

function toChildren(
  nodes: readonly LibraryNode[],
  start: number,
  depth: number,
  reading: TreeReading,
): readonly XmlNode[] {
  const { source, report } = reading;
  const children: XmlNode[] = [];
  const places = new TextPlaces(source, tagEnd(source, start) ?? source.length, CONTENT);
  let text = "";
  for (const node of nodes) {
    const property = nameOf(node);
    if (property === TEXT) {
      const raw = node[TEXT] ?? "";
      text += decodeText(raw, places, report);
      places.pass(raw.length);
    } else if (property === CDATA)
      for (const { [TEXT]: part = "" } of contentOf(node, CDATA)) text += part;
    else {
      if (text !== "") children.push(text);
      text = "";
      const child = toElement(node, property, depth, reading);
      children.push(child);
      places.moveTo(child.end);
    }
  }
  if (text !== "") children.push(text);
  return children;
}
