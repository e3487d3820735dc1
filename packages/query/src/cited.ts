import {
  type Reference,
  type Registry,
  type RunningText,
  referencesIn,
  type ServiceRecord,
} from "@portolan/model";

/** Holds what the records and the header of a registry point to inside it. */
export interface Cited {
  readonly people: ReadonlySet<string>;
  readonly footnotes: ReadonlySet<string>;
}

/** Gives the person ids and footnote anchors that a registry's records and header notes cite. */
export function citedBy(registry: Registry): Cited {
  const people = new Set<string>();
  const footnotes = new Set<string>();
  const add = (reference: Reference): void => {
    if (reference.data === undefined) return;
    if (reference.type === "person") people.add(reference.data);
    else if (reference.type === "note") footnotes.add(reference.data);
  };
  for (const record of registry.records) {
    for (const id of record.contacts) people.add(id);
    for (const id of record.assignees ?? []) people.add(id);
    for (const reference of referencesOf(record)) add(reference);
  }
  for (const note of registry.notes) referencesIn(note.text).forEach(add);
  registry.references.forEach(add);
  return { people, footnotes };
}

/** Gives the references of a record: those of its column, and those in its description and notes. */
export function referencesOf(record: ServiceRecord): readonly Reference[] {
  const within = (text: RunningText | undefined): readonly Reference[] =>
    text === undefined ? [] : referencesIn(text);
  const inText = [...within(record.description), ...within(record.notes)];
  return inText.length === 0 ? record.references : [...record.references, ...inText];
}

/**
 * Gives a registry some of its records, with the people and footnotes that these, or the header,
 * cite. The header stays; the order stays.
 */
export function withRecords(registry: Registry, records: readonly ServiceRecord[]): Registry {
  const part = { ...registry, records };
  const cited = citedBy(part);
  return {
    ...part,
    people: registry.people.filter((person) => cited.people.has(person.id)),
    footnotes: registry.footnotes.filter((footnote) => cited.footnotes.has(footnote.anchor)),
  };
}
