import type {
  Inline,
  Person,
  Reference,
  Registry,
  RunningText,
  ServiceRecord,
} from "@portolan/model";
import { collapseSpace, joinText } from "@portolan/model/internal";

/** Gives a registry without something that a format cannot carry. */
export type Erase = (registry: Registry) => Registry;

/** Erases something from every record. */
export function fromRecords(
  erase: (record: ServiceRecord, registry: Registry) => ServiceRecord,
): Erase {
  return (registry) => ({
    ...registry,
    records: registry.records.map((record) => erase(record, registry)),
  });
}

/** Erases something from every person. */
export function fromPeople(erase: (person: Person) => Person): Erase {
  return (registry) => ({ ...registry, people: registry.people.map(erase) });
}

/** Leaves fields out of an object. */
export function without<T extends object, K extends keyof T>(
  object: T,
  ...keys: readonly K[]
): Omit<T, K> {
  const rest = { ...object };
  for (const key of keys) delete rest[key];
  return rest;
}

/** Changes the text of fields that may be absent; one that becomes empty is absent. */
export function mapFields<T extends object, K extends keyof T>(
  object: T,
  keys: readonly K[],
  change: (text: NonNullable<T[K]>) => T[K] | undefined,
): T {
  const changed = { ...object };
  for (const key of keys) {
    const text = changed[key];
    if (text === undefined || text === null) continue;
    const result = change(text);
    if (result === undefined || result === "") delete changed[key];
    else changed[key] = result;
  }
  return changed;
}

/** Changes the one-line fields of a record: name, protocol, dates, and what could not be understood. */
export function mapLines(
  record: ServiceRecord,
  keys: readonly ("name" | "protocol" | "registrationDate" | "modificationDate")[],
  change: (text: string) => string,
): ServiceRecord {
  const changed = mapFields(record, keys, change);
  if (record.unparsed === undefined) return changed;
  const unparsed = mapFields(record.unparsed, ["port", "serviceCode"], change);
  const rest = without(changed, "unparsed");
  return Object.keys(unparsed).length === 0 ? rest : { ...rest, unparsed };
}

/** Changes every reference of a registry, those inside texts too. */
export function mapReferences(change: (reference: Reference) => Reference): Erase {
  const inTexts = mapTexts((text) =>
    mapPieces(text, (piece) =>
      typeof piece !== "string" && "reference" in piece
        ? [{ reference: change(piece.reference) }]
        : [piece],
    ),
  );
  return (registry) => mapLists(change)(inTexts(registry));
}

/** Changes the references that stand in lists: those of the registry and of each record. */
export function mapLists(change: (reference: Reference) => Reference): Erase {
  return (registry) => ({
    ...registry,
    references: registry.references.map(change),
    records: registry.records.map((record) => ({
      ...record,
      references: record.references.map(change),
    })),
  });
}

/** Changes every running text of a registry. */
export function mapTexts(change: (text: RunningText) => RunningText): Erase {
  return (registry) => ({
    ...registry,
    notes: registry.notes.map((note) => ({ ...note, text: change(note.text) })),
    records: registry.records.map((record) => mapFields(record, ["description", "notes"], change)),
    footnotes: registry.footnotes.map((note) => ({ ...note, text: change(note.text) })),
  });
}

/** Puts other pieces in the place of each piece of a text, in its paragraphs too. */
export function mapPieces(
  text: RunningText,
  change: (piece: Inline) => readonly Inline[],
): RunningText {
  if (typeof text === "string") return joinText(change(text)) ?? "";
  const pieces = text.map((piece) =>
    typeof piece !== "string" && "paragraph" in piece
      ? { paragraph: mapPieces(piece.paragraph, change) }
      : piece,
  );
  return joinText(pieces.flatMap(change)) ?? "";
}

/** Collapses white space as it shows between brackets, which keep a blank at the edges. */
export function collapseWithinBrackets(item: string): string {
  return collapseSpace(`[${item}]`).slice(1, -1);
}
