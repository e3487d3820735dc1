import {
  type Reference,
  type RegistryHeader,
  referencesIn,
  type ServiceRecord,
} from "@portolan/model";
import { RUNNING_COLUMNS } from "@portolan/model/internal";

/** Collects the person ids and footnote anchors that records and headers cite. */
export class Citations {
  readonly people: Set<string> = new Set();
  readonly footnotes: Set<string> = new Set();

  addRecord(record: ServiceRecord): void {
    for (const id of record.assignees ?? []) this.people.add(id);
    for (const id of record.contacts) this.people.add(id);
    for (const reference of referencesOf(record)) this.#add(reference);
  }

  addHeader({ notes, references }: RegistryHeader): void {
    for (const note of notes) for (const reference of referencesIn(note.text)) this.#add(reference);
    for (const reference of references) this.#add(reference);
  }

  #add({ type, data }: Reference): void {
    if (data === undefined) return;
    if (type === "person") this.people.add(data);
    else if (type === "note") this.footnotes.add(data);
  }
}

/** Returns the references of a record: those of its column, and those in its texts. */
export function referencesOf(record: ServiceRecord): readonly Reference[] {
  const inText = referencesInTexts(record);
  return inText.length === 0 ? record.references : [...record.references, ...inText];
}

/** Returns the references in the texts of a record. */
export function referencesInTexts(record: ServiceRecord): readonly Reference[] {
  return RUNNING_COLUMNS.flatMap((key) => referencesIn(record[key] ?? ""));
}
