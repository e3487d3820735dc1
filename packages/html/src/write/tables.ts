import {
  assigneesOf,
  COLUMNS,
  type ColumnKey,
  type Footnote,
  type Person,
  portText,
  type RunningText,
  type ServiceRecord,
  serviceCodeText,
} from "@portolan/model";
import { PERSON_COLUMNS, type PersonColumnKey } from "@portolan/model/internal";
import { writeBlock } from "./header.js";
import type { Markup } from "./markup.js";
import { writePeople, writeReferences, writeText, writeUri } from "./running-text.js";

/** Writes the start of the table of records, with IANA's headings. */
export function openRecordTable(id: string | undefined, markup: Markup): string {
  const name = id === undefined ? "" : ` id="table-${markup.attribute(id)}"`;
  const headings = COLUMNS.map(({ key, heading }) =>
    key === "port" ? `<th class="sortNumeric">${heading}</th>` : `<th>${heading}</th>`,
  );
  return openTable(`<table${name} class="sortable">`, headings.join(""));
}

/** Writes the start of the contact information. */
export function openPersonTable(): string {
  const cells = PERSON_COLUMNS.map(({ heading }) => `<th>${heading}</th>`).join("");
  return `<h1 class="people">Contact Information</h1>\n${openTable('<table class="sortable">', cells)}`;
}

function openTable(tag: string, headings: string): string {
  return `${tag}\n<thead><tr>${headings}</tr></thead>\n<tbody>\n`;
}

export const CLOSE_TABLE = "</tbody>\n</table>\n";

/** Writes the row of a record. An assignee that is inherited from the contact shows like its own. */
export function writeRecord(record: ServiceRecord, markup: Markup): string {
  const text = (value: string | undefined): string => markup.text(value ?? "");
  const running = (value: RunningText | undefined): string => writeText(value ?? "", markup);
  const cells: Record<ColumnKey, string> = {
    name: text(record.name),
    port: text(portText(record)),
    protocol: text(record.protocol),
    description: running(record.description),
    assignee: writePeople(assigneesOf(record), markup),
    contact: writePeople(record.contacts, markup),
    registrationDate: text(record.registrationDate),
    modificationDate: text(record.modificationDate),
    reference: writeReferences(record.references, markup),
    serviceCode: text(serviceCodeText(record)),
    unauthorizedUse: text(record.unauthorizedUse),
    notes: running(record.notes),
  };
  return writeRow(COLUMNS.map(({ key }) => cells[key]));
}

/** Writes the row of a person, with the anchor that records link to. */
export function writePerson(person: Person, markup: Markup): string {
  const { id, name = "", organization = "", uris, updated = "" } = person;
  const cells: Record<PersonColumnKey, string> = {
    id: writeAnchor(id, id, markup),
    name: markup.text(name),
    organization: markup.text(organization),
    uris: uris.map((uri) => writeUri(uri, markup)).join("<br/>"),
    updated: markup.text(updated),
  };
  return writeRow(PERSON_COLUMNS.map(({ key }) => cells[key]));
}

function writeRow(cells: readonly string[]): string {
  return `<tr>${cells.map((cell) => `<td>${cell}</td>`).join("")}</tr>\n`;
}

/** Writes the footnotes that records cite. */
export function writeFootnotes(footnotes: readonly Footnote[], markup: Markup): string {
  if (footnotes.length === 0) return "";
  const rows = footnotes.map(({ anchor, text }) => {
    const cells = [writeAnchor(`note${anchor}`, anchor, markup), writeBlock(text, markup)];
    return `<tr>${cells.map((cell) => `<td class="fn">${cell}</td>`).join("")}</tr>\n`;
  });
  const heading = footnotes.length === 1 ? "Footnote" : "Footnotes";
  return `<h1>${heading}</h1>\n<table class="fn">\n${rows.join("")}</table>\n`;
}

/** Writes the place that a reference on the page leads to. */
function writeAnchor(name: string, label: string, markup: Markup): string {
  const value = markup.attribute(name);
  return `<a name="${value}" id="${value}">[${markup.text(label)}]</a>`;
}
