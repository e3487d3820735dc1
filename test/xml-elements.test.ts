import { deepStrictEqual } from "node:assert";
import { wholePiece } from "@portolan/model/internal";
import { toXml } from "@portolan/xml";
import * as fc from "fast-check";
import { XMLParser } from "fast-xml-parser";
import { SaxesParser } from "saxes";
import { describe, expect, test } from "vitest";
import { DocumentTerms } from "../packages/xml/src/document-terms.js";
import { attributeOf, type XmlElement } from "../packages/xml/src/element.js";
import { Fault, XmlScanner } from "../packages/xml/src/scanner.js";
import { arbitraryRegistry, xmlCharacter } from "./arbitrary-registry.js";
import {
  hasSnapshots,
  NEEDS_SNAPSHOTS,
  NEWEST_DAY,
  readSnapshot,
  unlikeNewer,
  XML_DAYS,
} from "./shared.js";
import { edited, XML_DOCUMENT } from "./xml-edits.js";

/** Holds an element as all readers see it. */
interface Seen {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: (Seen | string)[];
}

/** Reads the root with our scanner; undefined where anything is wrong with the document. */
function ours(source: string): Seen | undefined {
  const terms = new DocumentTerms();
  const scanner = new XmlScanner(wholePiece(source), terms);
  if (source.startsWith("\uFEFF")) scanner.seek(1);
  try {
    if (!isBlank(scanner.text())) return undefined;
    const tag = scanner.startTag();
    terms.begin(attributeOf(tag, "xmlns"));
    const root = scanner.element(tag, 1);
    if (!isBlank(scanner.text()) || scanner.offset < source.length) return undefined;
    const isFlawed = scanner.takeFlaws().some(([code]) => code !== "xml/document-type");
    return isFlawed ? undefined : seen(root);
  } catch (reason) {
    if (reason instanceof Fault) return undefined;
    throw reason;
  }
}

function isBlank(text: string): boolean {
  return /^[ \t\r\n]*$/.test(text);
}

function seen({ name, attributes, children }: XmlElement): Seen {
  return {
    name,
    attributes: withoutNamespaces(
      Object.fromEntries(
        attributes.flatMap((name, i) => (i % 2 === 0 ? [[name, attributes[i + 1] ?? ""]] : [])),
      ),
    ),
    children: children.map((child) => (typeof child === "string" ? child : seen(child))),
  };
}

/** Leaves out the declarations of namespaces, which our scanner does not hand on. */
function withoutNamespaces(attributes: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(attributes).filter(([name]) => !name.startsWith("xmlns")),
  );
}

/** Reads the root with saxes, which judges what is well-formed, too. */
function bySaxes(source: string): Seen | undefined {
  const open: Seen[] = [{ name: "", attributes: {}, children: [] }];
  let isBad = false;
  const parser = new SaxesParser();
  parser.on("error", () => {
    isBad = true;
  });
  const addText = (text: string): void => {
    const children = open.at(-1)?.children ?? [];
    const last = children.at(-1);
    if (text === "") return;
    if (typeof last === "string") children[children.length - 1] = last + text;
    else children.push(text);
  };
  parser.on("text", addText);
  parser.on("cdata", addText);
  parser.on("opentag", ({ name, attributes }) => {
    const element: Seen = { name, attributes: withoutNamespaces(attributes), children: [] };
    open.at(-1)?.children.push(element);
    open.push(element);
  });
  parser.on("closetag", () => {
    open.pop();
  });
  parser.write(source).close();
  const root = open[0]?.children.find((child) => typeof child !== "string");
  return isBad ? undefined : root;
}

type LibraryNode = Readonly<Record<string, unknown>>;

/** Reads the root of a well-formed document with fast-xml-parser. */
function byLibrary(source: string): Seen | undefined {
  const parser = new XMLParser({
    preserveOrder: true,
    ignoreAttributes: false,
    attributeNamePrefix: "",
    trimValues: false,
    parseTagValue: false,
    ignoreDeclaration: true,
    ignorePiTags: true,
    htmlEntities: true,
  });
  const elements = (nodes: readonly LibraryNode[]): (Seen | string)[] => {
    const children: (Seen | string)[] = [];
    for (const node of nodes) {
      if ("#text" in node) {
        if (node["#text"] !== "") children.push(String(node["#text"]));
        continue;
      }
      const name = Object.keys(node).find((key) => key !== ":@") ?? "";
      const attributes = withoutNamespaces((node[":@"] ?? {}) as Record<string, string>);
      children.push({ name, attributes, children: elements(node[name] as readonly LibraryNode[]) });
    }
    return children;
  };
  return elements(parser.parse(source)).find((child) => typeof child !== "string");
}

/** Matches half a character, which saxes lets pass here and there. */
const HALF = /\p{Surrogate}/u;

/** Tells whether there are records, persons and the like where none can be: there we cut. */
function holdsMisplacedRow(element: Seen): boolean {
  return element.children.some(
    (child) =>
      typeof child !== "string" &&
      ((/^(?:record|person|people|footnote)$/.test(child.name) &&
        !/^(?:registry|people)$/.test(element.name)) ||
        holdsMisplacedRow(child)),
  );
}

function expectSameElements(source: string): void {
  if (HALF.test(source)) return;
  const judged = bySaxes(source);
  if (judged !== undefined && holdsMisplacedRow(judged)) return;
  expectSame(ours(source), judged);
}

function expectSame(own: Seen | undefined, judged: Seen | undefined): void {
  deepStrictEqual(own && withoutBlanks(own), judged && withoutBlanks(judged));
}

/** Leaves out the blanks with which text begins in what should hold elements only: they say nothing. */
function withoutBlanks(element: Seen): Seen {
  const blanks = /^(?:record|person|assignee)$/.test(element.name) ? /^[ \t\r\n]+/ : "";
  const children = element.children
    .map((child) => (typeof child === "string" ? child.replace(blanks, "") : withoutBlanks(child)))
    .filter((child) => child !== "");
  return { ...element, children };
}

test("a whole document has the elements that two other parsers see", () => {
  expect(ours(XML_DOCUMENT)).toBeDefined();
  expectSame(ours(XML_DOCUMENT), bySaxes(XML_DOCUMENT));
  expectSame(ours(XML_DOCUMENT), byLibrary(XML_DOCUMENT));
});

test("edited documents have the elements that saxes sees, or none where it sees a fault", () => {
  fc.assert(fc.property(edited(fc.constant(XML_DOCUMENT)), expectSameElements), { numRuns: 5000 });
});

const attributeName = fc.constantFrom("section", "constructor");
const written = arbitraryRegistry({ character: xmlCharacter, attributeName }).map((registry) =>
  toXml(registry),
);

test("written registries, edited too, have the elements that saxes sees", () => {
  fc.assert(fc.property(written, expectSameElements), { numRuns: 500 });
  fc.assert(fc.property(edited(written), expectSameElements), { numRuns: 1500 });
});

describe.skipIf(!hasSnapshots)(`published files ${NEEDS_SNAPSHOTS}`, () => {
  test.each(XML_DAYS)("%s: has the elements that two other parsers see", (day) => {
    const source = unlikeNewer(day);
    const elements = ours(source);
    expect(elements).toBeDefined();
    expectSame(elements, bySaxes(source));
    expectSame(elements, byLibrary(source));
  });

  test("edited excerpts have the elements that saxes sees", () => {
    const source = readSnapshot(NEWEST_DAY, "xml");
    const [first, people] = [source.indexOf("  <record"), source.indexOf("  <footnote")];
    const entries = /^ {2}<record[\s\S]*?<\/record>\n/gm;
    const records = source.slice(first, people).match(entries) ?? [];
    const excerpt = fc.array(fc.nat(records.length - 1), { maxLength: 5 }).map((some) => {
      const chosen = some.map((i) => records[i]).join("");
      const end = source.indexOf("</person>", people) + "</person>".length;
      return `${source.slice(0, first)}${chosen}${source.slice(people, end)}</people></registry>`;
    });
    fc.assert(fc.property(edited(excerpt), expectSameElements), { numRuns: 1000 });
  });
});
