import type { Person, RegistryHeader, Report, ServiceRecord } from "@portolan/model";
import type { PartWriter, RegistryTail } from "@portolan/model/internal";
import { Markup } from "./markup.js";
import { xmlProblems } from "./problems.js";
import { HEADER_FIELDS, NAMESPACE } from "./shape.js";
import { writePerson, writeRecord } from "./write-entries.js";

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
    if (count > 0) this.#reportLoss(`the marks of inferred fields (${count} entries)`);
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
