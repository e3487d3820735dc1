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

  /** @param references - those of the record, for whom has them already. */
  addRecord(record: ServiceRecord, references: readonly Reference[] = referencesOf(record)): void {
    this.#add(peopleOf(record, references), references);
  }

  addHeader({ notes, references }: RegistryHeader): void {
    const all = [...notes.flatMap(({ text }) => referencesIn(text)), ...references];
    this.#add(peopleIn(all), all);
  }

  #add(people: readonly string[], references: readonly Reference[]): void {
    for (const id of people) this.people.add(id);
    for (const { type, data } of references)
      if (type === "note" && data !== undefined) this.footnotes.add(data);
  }
}

/** Returns the ids of whom a record names, in the order of its columns. */
export function peopleOf(
  { assignees = [], contacts }: ServiceRecord,
  references: readonly Reference[],
): readonly string[] {
  return [...assignees, ...contacts, ...peopleIn(references)];
}

function peopleIn(references: readonly Reference[]): readonly string[] {
  return references.flatMap(({ type, data }) =>
    type === "person" && data !== undefined ? [data] : [],
  );
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
