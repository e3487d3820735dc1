import {
  formatPort,
  type Person,
  type Reference,
  type Registry,
  type RunningText,
  type ServiceRecord,
} from "@portolan/model";
import { fromXml } from "@portolan/xml";
import { describe, expect, test } from "vitest";
import { readWithSaxes, type SaxElement } from "./saxes-elements.js";
import { hasSnapshots, NEEDS_SNAPSHOTS, unlikeNewer, XML_DAYS } from "./shared.js";

/**
 * Counts facts: every element by its path, every attribute and every run of text by its path and
 * value. `registry/record/xref @type=rfc` counts the references to RFCs.
 */
class Facts {
  readonly counts = new Map<string, number>();

  add(path: string, fact = ""): void {
    const key = `${path} ${fact}`;
    this.counts.set(key, (this.counts.get(key) ?? 0) + 1);
  }

  /** Counts an element with its attributes and, if it has any, its text. */
  element(path: string, attributes: Record<string, string | undefined>, text = ""): void {
    this.add(path);
    for (const [name, value] of Object.entries(attributes)) {
      if (value !== undefined) this.add(path, `@${name}=${value}`);
    }
    if (text !== "") this.add(path, `=${text}`);
  }
}

/** Counts what stands in the XML, as saxes reads it. */
function factsOfXml(element: SaxElement, facts = new Facts(), parent = ""): Facts {
  const path = `${parent}${element.name}`;
  facts.element(path, element.attributes);
  for (const child of element.children) {
    if (typeof child === "string") facts.add(path, `=${child}`);
    else factsOfXml(child, facts, `${path}/`);
  }
  return facts;
}

/** Counts what stands in the model, by what each field is in the XML. */
function factsOfModel(registry: Registry): Facts {
  const facts = new Facts();
  const { id, title, category, updated, records, people } = registry;
  facts.element("registry", { id, xmlns: "http://www.iana.org/assignments" });
  for (const [name, text] of Object.entries({ title, category, updated })) {
    if (text !== undefined) facts.element(`registry/${name}`, {}, text);
  }
  for (const expert of registry.experts) facts.element("registry/expert", {}, expert);
  for (const reference of registry.references) addReference("registry", reference, facts);
  for (const note of registry.notes) {
    addText("registry/note", note.text, facts, { title: note.title });
  }
  for (const { anchor, text } of registry.footnotes) {
    addText("registry/footnote", text, facts, { anchor });
  }
  for (const record of records) addRecord(record, facts);
  if (people.length > 0) facts.element("registry/people", {});
  for (const person of people) addPerson(person, facts);
  return facts;
}

function addRecord(record: ServiceRecord, facts: Facts): void {
  const path = "registry/record";
  const { registrationDate: date, modificationDate: updated, unparsed } = record;
  facts.element(path, { date, updated });
  const texts: Record<string, RunningText | undefined> = {
    name: record.name,
    protocol: record.protocol,
    number: record.port === undefined ? unparsed?.port : formatPort(record.port),
    sc: record.serviceCode?.toString() ?? unparsed?.serviceCode,
    unauthorized: record.unauthorizedUse,
    description: record.description,
    note: record.notes,
  };
  for (const [name, text] of Object.entries(texts)) {
    if (text !== undefined) addText(`${path}/${name}`, text, facts);
  }
  for (const name of record.emptyElements ?? []) facts.element(`${path}/${name}`, {});
  if (record.assignees !== undefined) facts.element(`${path}/assignee`, {});
  for (const data of record.assignees ?? []) {
    addReference(`${path}/assignee`, { type: "person", data }, facts);
  }
  for (const data of record.contacts) addReference(path, { type: "person", data }, facts);
  for (const reference of record.references) addReference(path, reference, facts);
}

function addPerson(person: Person, facts: Facts): void {
  const path = "registry/people/person";
  facts.element(path, { id: person.id });
  const { name, organization: org, updated } = person;
  for (const [element, text] of Object.entries({ name, org, updated })) {
    if (text !== undefined) facts.element(`${path}/${element}`, {}, text);
  }
  for (const uri of person.uris) facts.element(`${path}/uri`, {}, uri);
  for (const element of person.emptyElements ?? []) facts.element(`${path}/${element}`, {});
}

function addReference(parent: string, reference: Reference, facts: Facts): void {
  const { type, data, text, attributes } = reference;
  facts.element(`${parent}/xref`, { type, data, ...attributes }, text);
}

function addText(
  path: string,
  text: RunningText,
  facts: Facts,
  attributes: Record<string, string | undefined> = {},
): void {
  facts.element(path, attributes);
  for (const piece of typeof text === "string" ? [text] : text) {
    if (typeof piece === "string") facts.add(path, `=${piece}`);
    else if ("reference" in piece) addReference(path, piece.reference, facts);
    else if ("break" in piece) facts.element(`${path}/br`, {});
    else addText(`${path}/paragraph`, piece.paragraph, facts);
  }
}

describe.skipIf(!hasSnapshots)(
  `all that stands in the XML is in the model ${NEEDS_SNAPSHOTS}`,
  () => {
    test.each(XML_DAYS)("%s", (day) => {
      const source = unlikeNewer(day);
      const { registry, problems, offsets } = fromXml(source);
      expect(problems).toEqual([]);
      expect(offsets).toHaveLength(registry.records.length);
      const published = factsOfXml(readWithSaxes(source)).counts;
      const kept = factsOfModel(registry).counts;
      expect(published.get("registry/record ")).toBe(registry.records.length);
      expect([...published].filter(([fact, count]) => kept.get(fact) !== count)).toEqual([]);
      expect([...kept].filter(([fact, count]) => published.get(fact) !== count)).toEqual([]);
    });
  },
);
