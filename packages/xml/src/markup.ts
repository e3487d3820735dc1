import type { Reference, Report, RunningText } from "@portolan/model";
import { toXmlText } from "@portolan/model/internal";
import { isNameWithoutPrefix } from "./characters.js";
import { xmlProblems } from "./problems.js";

/** Pairs the names of attributes with their values; one without value is not written. */
export type Attributes = readonly (readonly [name: string, value: string | undefined])[];

/** Is what most elements have. */
export const NO_ATTRIBUTES: Attributes = [];

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
export class Markup {
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
