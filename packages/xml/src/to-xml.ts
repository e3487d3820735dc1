import {
  type Person,
  portText,
  type Reference,
  type Registry,
  type RegistryHeader,
  type Report,
  type RunningText,
  referenceLabel,
  type ServiceRecord,
  serviceCodeText,
} from "@portolan/model";
import {
  type PartWriter,
  type RegistryTail,
  registryChunks,
  requireObject,
  requireRegistry,
  toXmlText,
} from "@portolan/model/internal";
import { isNameWithoutPrefix } from "./characters.js";
import { xmlProblems } from "./problems.js";
import {
  type Fields,
  HEADER_FIELDS,
  NAMESPACE,
  PERSON_FIELDS,
  RECORD_DATES,
  RECORD_FIELDS,
  type RecordField,
} from "./shape.js";

/**
 * Writes a registry as IANA's XML: its elements in one order, one child a line. The same registry
 * gives the same bytes, and {@link fromXml} reads it back equal, but for what is reported.
 *
 * @example
 * toXml(registry); // "<?xml version='1.0' encoding='UTF-8'?>\n…"
 */
export function toXml(registry: Registry, options: ToXmlOptions = {}): string {
  requireRegistry(registry, "toXml", "registry");
  requireObject(options, "toXml", "options");
  return [...xmlChunks(registry, options)].join("");
}

/** Writes the text of {@link toXml} in pieces, each made when it is asked for. */
export function xmlChunks(
  registry: Registry,
  options: ToXmlOptions = {},
): Generator<string, void, undefined> {
  requireRegistry(registry, "xmlChunks", "registry");
  requireObject(options, "xmlChunks", "options");
  return registryChunks(registry, new XmlWriter(options));
}

// As IANA begins the file; the stylesheet and the schema stand beside it on IANA's server.
const PROLOG = `<?xml version='1.0' encoding='UTF-8'?>
<?xml-stylesheet type="text/xsl" href="service-names-port-numbers.xsl"?>
<?xml-model href="service-names-port-numbers.rng" schematypens="http://relaxng.org/ns/structure/1.0" ?>
`;

/** Says how XML is written. */
export interface ToXmlOptions {
  /** Where to report what XML cannot hold. */
  readonly report?: Report;
}

/** Writes IANA's XML part by part: a line for each child of the root, its own children indented. */
export class XmlWriter implements PartWriter {
  readonly #report: Report | undefined;
  readonly #markup: Markup;
  /** How many entries had marks of inferred fields. */
  #inferred = 0;

  constructor({ report }: ToXmlOptions = {}) {
    this.#report = report;
    this.#markup = new Markup(report);
  }

  begin(header: RegistryHeader): string {
    if (header.page !== undefined) this.#reportLoss("the page that the registry was");
    const attributes = [
      ["xmlns", NAMESPACE],
      ["id", header.id],
    ] as const;
    const root = `${PROLOG}${this.#markup.openTag("registry", attributes)}\n`;
    return root + lines(headerElements(header, this.#markup));
  }

  record(record: ServiceRecord): string {
    this.#count(record);
    return `  ${writeRecord(record, this.#markup)}\n`;
  }

  end({ footnotes, people }: RegistryTail): string {
    const children = footnotes.map(({ anchor, text }) =>
      this.#markup.element("footnote", [["anchor", anchor]], this.#markup.runningText(text)),
    );
    const xml = lines(children) + this.#people(people);
    const count = this.#inferred;
    const entries = count === 1 ? "entry" : "entries";
    if (count > 0) this.#reportLoss(`the marks of inferred fields (${count} ${entries})`);
    return `${xml}</registry>\n`;
  }

  #people(people: readonly Person[]): string {
    if (people.length === 0) return "";
    let xml = "  <people>\n";
    for (const person of people) {
      this.#count(person);
      xml += `    ${writePerson(person, this.#markup)}\n`;
    }
    return `${xml}  </people>\n`;
  }

  #count({ inferred }: ServiceRecord | Person): void {
    if (inferred !== undefined) this.#inferred++;
  }

  /** Reports what the model says about how it was read, for which XML has no place. */
  #reportLoss(what: string): void {
    this.#report?.add(xmlProblems, "xml/not-carried", { values: { what } });
  }
}

function lines(elements: readonly string[]): string {
  return elements.map((element) => `  ${element}\n`).join("");
}

function headerElements(header: RegistryHeader, markup: Markup): readonly string[] {
  const elements: string[] = [];
  for (const [name, field] of HEADER_FIELDS) {
    const text = header[field];
    if (text !== undefined) elements.push(markup.element(name, [], markup.text(text)));
  }
  for (const reference of header.references) elements.push(markup.reference(reference));
  for (const expert of header.experts)
    elements.push(markup.element("expert", [], markup.text(expert)));
  for (const { title, text } of header.notes)
    elements.push(markup.element("note", [["title", title]], markup.runningText(text)));
  return elements;
}

/** Writes a `<record>`, indented as a child of the registry. */
function writeRecord(record: ServiceRecord, markup: Markup): string {
  const children: string[] = [];
  const empty = emptyElementsOf(record, RECORD_FIELDS, markup);
  for (const [name, field] of RECORD_FIELDS) {
    const text = fieldText(record, field, markup);
    if (text !== "") children.push(markup.element(name, NO_ATTRIBUTES, text));
    if (field === "protocol") addXrefs(record, markup, children);
    addEmpty(empty, name, children);
  }
  addEmpty(empty, undefined, children);
  const dates = RECORD_DATES.map(([name, field]) => [name, record[field]] as const);
  return markup.block("record", dates, children, 1);
}

function fieldText(record: ServiceRecord, field: RecordField, markup: Markup): string {
  switch (field) {
    case "port":
      return markup.text(portText(record));
    case "serviceCode":
      return markup.text(serviceCodeText(record));
    default:
      return markup.runningText(record[field] ?? "");
  }
}

/** Writes the assignees, if they are not the contacts, then the contacts, then the references. */
function addXrefs(record: ServiceRecord, markup: Markup, children: string[]): void {
  const { assignees, contacts, references } = record;
  if (assignees !== undefined) {
    const people = assignees.map((id) => markup.person(id));
    children.push(markup.block("assignee", NO_ATTRIBUTES, people, 2));
  }
  for (const id of contacts) children.push(markup.person(id));
  for (const reference of references) {
    if (reference.type === "person") {
      const values = { found: referenceLabel(reference) };
      markup.report?.add(xmlProblems, "xml/reference-as-contact", { values });
    }
    children.push(markup.reference(reference));
  }
}

/** Writes a `<person>`, indented as a child of `<people>`. */
function writePerson(person: Person, markup: Markup): string {
  const children: string[] = [];
  const empty = emptyElementsOf(person, PERSON_FIELDS, markup);
  for (const [name, field] of PERSON_FIELDS) {
    const values = field === "uris" ? person.uris : [person[field] ?? ""];
    for (const value of values) {
      if (value !== "") children.push(markup.element(name, NO_ATTRIBUTES, markup.text(value)));
    }
    addEmpty(empty, name, children);
  }
  addEmpty(empty, undefined, children);
  return markup.block("person", [["id", person.id]], children, 2);
}

/** Returns the elements that stood in a record or person without content, and can be written. */
function emptyElementsOf(
  { emptyElements = [] }: Pick<ServiceRecord | Person, "emptyElements">,
  fields: Fields<unknown>,
  { report }: Markup,
): string[] {
  return emptyElements.filter((found) => {
    if (fields.some(([name]) => name === found)) return true;
    report?.add(xmlProblems, "xml/name-invalid", { values: { found } });
    return false;
  });
}

/**
 * Writes those elements without content that come next, if they have this name; at the end of the
 * children, all. They keep their own order: each stands where it belongs, or at the end if that is
 * past.
 */
function addEmpty(empty: string[], name: string | undefined, children: string[]): void {
  while (empty.length > 0 && (name === undefined || empty[0] === name)) {
    children.push(`<${empty.shift()}/>`);
  }
}

/** Pairs the names of attributes with their values; one without value is not written. */
type Attributes = readonly (readonly [name: string, value: string | undefined])[];

/** Is what most elements have. */
const NO_ATTRIBUTES: Attributes = [];

/** Matches what XML holds as it is, in text and attributes: almost all that is written. */
const HARMLESS = /^[ !#-%'-;=?-\uD7FF\uE000-\uFFFD]*$/;

const ESCAPES: ReadonlyMap<string, string> = new Map([
  ["&", "&amp;"],
  ["<", "&lt;"],
  [">", "&gt;"],
  ['"', "&quot;"],
  ["\t", "&#9;"],
  ["\n", "&#10;"],
  ["\r", "&#13;"],
]);

function escapeOf(found: string): string {
  return ESCAPES.get(found) ?? found;
}

/** Writes elements and what they hold, and reports what XML cannot. */
class Markup {
  /** Where to report what XML cannot hold. */
  readonly report: Report | undefined;

  constructor(report?: Report) {
    this.report = report;
  }

  /** Writes an element; `content` is already XML. Without content it is one tag. */
  element(name: string, attributes: Attributes, content: string): string {
    const tag = this.#tag(name, attributes);
    return content === "" ? `<${tag}/>` : `<${tag}>${content}</${name}>`;
  }

  /** Writes an element whose children stand on lines of their own, two blanks further in. */
  block(name: string, attributes: Attributes, children: readonly string[], depth: number): string {
    const line = `\n${"  ".repeat(depth)}`;
    const content = children.join(`${line}  `);
    return this.element(name, attributes, content === "" ? "" : `${line}  ${content}${line}`);
  }

  /** Writes a start tag. */
  openTag(name: string, attributes: Attributes = NO_ATTRIBUTES): string {
    return `<${this.#tag(name, attributes)}>`;
  }

  #tag(name: string, attributes: Attributes): string {
    let tag = name;
    for (const [key, value] of attributes) {
      if (value !== undefined) tag += ` ${key}="${this.attribute(value)}"`;
    }
    return tag;
  }

  /** Escapes text between tags. A carriage return would be read as a line feed (XML 1.0 §2.11). */
  text(text: string): string {
    return HARMLESS.test(text) ? text : this.#legal(text).replace(/[&<>\r]/g, escapeOf);
  }

  /** Escapes the value of an attribute, where tabs and line breaks would be read as blanks. */
  attribute(value: string): string {
    return HARMLESS.test(value) ? value : this.#legal(value).replace(/[&<>"\t\n\r]/g, escapeOf);
  }

  /** Writes what may stand inside a description or note. */
  runningText(text: RunningText): string {
    if (typeof text === "string") return this.text(text);
    let xml = "";
    for (const piece of text) {
      if (typeof piece === "string") xml += this.text(piece);
      else if ("reference" in piece) xml += this.reference(piece.reference);
      else if ("break" in piece) xml += "<br/>";
      else xml += this.element("paragraph", NO_ATTRIBUTES, this.runningText(piece.paragraph));
    }
    return xml;
  }

  /** Writes `<xref>`: type and data first, any other attributes by name. */
  reference({ type, data, text, attributes }: Reference): string {
    const all: (readonly [string, string | undefined])[] = [
      ["type", type],
      ["data", data],
    ];
    if (attributes !== undefined) this.#addOthers(attributes, all);
    return this.element("xref", all, this.text(text ?? ""));
  }

  #addOthers(
    attributes: Readonly<Record<string, string>>,
    all: (readonly [string, string | undefined])[],
  ): void {
    for (const name of Object.keys(attributes).sort()) {
      if (isNameWithoutPrefix(name) && name !== "type" && name !== "data")
        all.push([name, attributes[name]]);
      else this.report?.add(xmlProblems, "xml/name-invalid", { values: { found: name } });
    }
  }

  /** Writes the `<xref>` of a person. */
  person(id: string): string {
    return `<xref type="person" data="${this.attribute(id)}"/>`;
  }

  #legal(text: string): string {
    return toXmlText(text, (code) => {
      this.report?.add(xmlProblems, "xml/character-replaced", { values: { code } });
    });
  }
}
