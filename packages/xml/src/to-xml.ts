import {
  type Person,
  type ProblemValues,
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
  compareTexts,
  type PartWriter,
  type RegistryTail,
  registryChunks,
  requireObject,
  requireRegistry,
  toXmlText,
} from "@portolan/model/internal";
import { isNameWithoutPrefix } from "./names.js";
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

/** Pairs the names of attributes with their values; one without value is not written. */
type Attributes = readonly (readonly [name: string, value: string | undefined])[];

/** Is what most elements have. */
const NO_ATTRIBUTES: Attributes = [];

/** Writes IANA's XML part by part: a line for each child of the root, its own children indented. */
export class XmlWriter implements PartWriter {
  readonly #report: Report | undefined;
  /** How many entries had marks of inferred fields. */
  #inferred = 0;

  constructor({ report }: ToXmlOptions = {}) {
    this.#report = report;
  }

  begin(header: RegistryHeader): string {
    if (header.page !== undefined)
      this.#add("xml/not-carried", { what: "the page that the registry was" });
    const attributes = [
      ["xmlns", NAMESPACE],
      ["id", header.id],
    ] as const;
    const elements: string[] = [];
    for (const [name, field] of HEADER_FIELDS) {
      const text = header[field];
      if (text !== undefined) elements.push(this.#textElement(name, text));
    }
    for (const reference of header.references) elements.push(this.#reference(reference));
    for (const expert of header.experts) elements.push(this.#textElement("expert", expert));
    for (const { title, text } of header.notes)
      elements.push(this.#element("note", [["title", title]], this.#runningText(text)));
    return `${PROLOG}<${this.#tag("registry", attributes)}>\n${lines(elements)}`;
  }

  /** Writes a `<record>`: assignees, contacts and references follow the protocol. */
  record(record: ServiceRecord): string {
    if (record.inferred !== undefined) this.#inferred++;
    const children: string[] = [];
    const empty = this.#emptyElementsOf(record, RECORD_FIELDS);
    for (const [name, field] of RECORD_FIELDS) {
      const text = this.#fieldText(record, field);
      if (text !== "") children.push(this.#element(name, NO_ATTRIBUTES, text));
      if (field === "protocol") this.#addXrefs(record, children);
      addEmpty(empty, name, children);
    }
    addEmpty(empty, undefined, children);
    const dates = RECORD_DATES.map(([name, field]) => [name, record[field]] as const);
    return `  ${this.#block("record", dates, children, 1)}\n`;
  }

  end({ footnotes, people }: RegistryTail): string {
    const elements = footnotes.map(({ anchor, text }) =>
      this.#element("footnote", [["anchor", anchor]], this.#runningText(text)),
    );
    const entries = people.map((person) => this.#person(person));
    if (entries.length > 0) elements.push(this.#block("people", NO_ATTRIBUTES, entries, 1));
    const count = this.#inferred;
    const what = `the marks of inferred fields (${count} ${count === 1 ? "entry" : "entries"})`;
    if (count > 0) this.#add("xml/not-carried", { what });
    return `${lines(elements)}</registry>\n`;
  }

  #fieldText(record: ServiceRecord, field: RecordField): string {
    switch (field) {
      case "port":
        return this.#text(portText(record));
      case "serviceCode":
        return this.#text(serviceCodeText(record));
      default:
        return this.#runningText(record[field] ?? "");
    }
  }

  /** Writes the assignees, if they are not the contacts, then the contacts, then the references. */
  #addXrefs({ assignees, contacts, references }: ServiceRecord, children: string[]): void {
    if (assignees !== undefined) {
      const people = assignees.map((id) => this.#personReference(id));
      children.push(this.#block("assignee", NO_ATTRIBUTES, people, 2));
    }
    for (const id of contacts) children.push(this.#personReference(id));
    for (const reference of references) {
      if (reference.type === "person")
        this.#add("xml/reference-as-contact", { found: referenceLabel(reference) });
      children.push(this.#reference(reference));
    }
  }

  /** Writes a `<person>`. */
  #person(person: Person): string {
    if (person.inferred !== undefined) this.#inferred++;
    const children: string[] = [];
    const empty = this.#emptyElementsOf(person, PERSON_FIELDS);
    for (const [name, field] of PERSON_FIELDS) {
      const values = field === "uris" ? person.uris : [person[field] ?? ""];
      for (const value of values) if (value !== "") children.push(this.#textElement(name, value));
      addEmpty(empty, name, children);
    }
    addEmpty(empty, undefined, children);
    return this.#block("person", [["id", person.id]], children, 2);
  }

  /** Returns the elements that stood in a record or person without content, and can be written. */
  #emptyElementsOf(
    { emptyElements = [] }: Pick<ServiceRecord | Person, "emptyElements">,
    fields: Fields<unknown>,
  ): string[] {
    return emptyElements.filter((found) => {
      const isKnown = fields.some(([name]) => name === found);
      if (!isKnown) this.#add("xml/name-invalid", { found });
      return isKnown;
    });
  }

  /** Writes what may stand inside a description or note. */
  #runningText(text: RunningText): string {
    if (typeof text === "string") return this.#text(text);
    let xml = "";
    for (const piece of text) {
      if (typeof piece === "string") xml += this.#text(piece);
      else if ("reference" in piece) xml += this.#reference(piece.reference);
      else if ("break" in piece) xml += "<br/>";
      else xml += this.#element("paragraph", NO_ATTRIBUTES, this.#runningText(piece.paragraph));
    }
    return xml;
  }

  /** Writes `<xref>`: type and data first, any other attributes by name. */
  #reference({ type, data, text = "", attributes }: Reference): string {
    const all: [string, string | undefined][] = [
      ["type", type],
      ["data", data],
    ];
    if (attributes !== undefined) {
      for (const [name, value] of Object.entries(attributes).sort(([a], [b]) =>
        compareTexts(a, b),
      )) {
        if (isNameWithoutPrefix(name) && name !== "type" && name !== "data")
          all.push([name, value]);
        else this.#add("xml/name-invalid", { found: name });
      }
    }
    return this.#element("xref", all, this.#text(text));
  }

  /** Writes the `<xref>` of a person, as there are many. */
  #personReference(id: string): string {
    return `<xref type="person" data="${this.#escaped(id, IN_VALUE)}"/>`;
  }

  #textElement(name: string, text: string): string {
    return this.#element(name, NO_ATTRIBUTES, this.#text(text));
  }

  /** Writes an element whose children stand on lines of their own, two blanks further in. */
  #block(name: string, attributes: Attributes, children: readonly string[], depth: number): string {
    const line = `\n${"  ".repeat(depth)}`;
    const content = children.join(`${line}  `);
    return this.#element(name, attributes, content === "" ? "" : `${line}  ${content}${line}`);
  }

  /** Writes an element; `content` is already XML. Without content it is one tag. */
  #element(name: string, attributes: Attributes, content: string): string {
    const tag = this.#tag(name, attributes);
    return content === "" ? `<${tag}/>` : `<${tag}>${content}</${name}>`;
  }

  #tag(name: string, attributes: Attributes): string {
    let tag = name;
    for (const [key, value] of attributes) {
      if (value !== undefined) tag += ` ${key}="${this.#escaped(value, IN_VALUE)}"`;
    }
    return tag;
  }

  #text(text: string): string {
    return this.#escaped(text, IN_TEXT);
  }

  #escaped(text: string, special: RegExp): string {
    if (HARMLESS.test(text)) return text;
    const legal = toXmlText(text, (code) => this.#add("xml/character-replaced", { code }));
    return legal.replace(special, (found) => ESCAPES.get(found) ?? found);
  }

  /** Reports what XML cannot hold. */
  #add(code: keyof typeof xmlProblems, values: ProblemValues): void {
    this.#report?.add(xmlProblems, code, { values });
  }
}

function lines(elements: readonly string[]): string {
  return elements.map((element) => `  ${element}\n`).join("");
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

/** Matches what XML holds as it is, in text and attributes: almost all that is written. */
const HARMLESS = /^[ !#-%'-;=?-\uD7FF\uE000-\uFFFD]*$/;

/** Matches what text cannot hold. A carriage return would be read as a line feed (XML 1.0 §2.11). */
const IN_TEXT = /[&<>\r]/g;

/** Matches what a value cannot hold. Tabs and line breaks would be read as blanks (XML 1.0 §3.3.3). */
const IN_VALUE = /[&<>"\t\n\r]/g;

const ESCAPES: ReadonlyMap<string, string> = new Map([
  ["&", "&amp;"],
  ["<", "&lt;"],
  [">", "&gt;"],
  ['"', "&quot;"],
  ["\t", "&#9;"],
  ["\n", "&#10;"],
  ["\r", "&#13;"],
]);
