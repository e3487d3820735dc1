import {
  collapseSpace,
  joinText,
  oneLine,
  type Person,
  parseReferenceLabel,
  type Reference,
  type Registry,
  type RunningText,
  referenceLabel,
  renderingOf,
  renderText,
  type ServiceRecord,
} from "@portolan/model";

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
function fromPeople(erase: (person: Person) => Person): Erase {
  return (registry) => ({ ...registry, people: registry.people.map(erase) });
}

/** Leaves a field out of an object. */
export function without<T extends object, K extends keyof T>(
  object: T,
  ...keys: readonly K[]
): Omit<T, K> {
  const rest = { ...object };
  for (const key of keys) delete rest[key];
  return rest;
}

/** Gives an object of one text field, or of none where the text is empty. */
function given<K extends string, T extends RunningText>(
  key: K,
  text: T | undefined,
): { [key in K]?: T } {
  return text === undefined || text === "" ? {} : ({ [key]: text } as { [key in K]: T });
}

/** Turns running texts into the plain text of IANA's CSV of the registry's date. */
export const renderedTexts: Erase = fromRecords((record, registry) => {
  const rendering = renderingOf(registry);
  const render = (text: RunningText | undefined): string | undefined =>
    text === undefined ? undefined : renderText(text, rendering);
  const { description, unauthorizedUse, notes } = record;
  return {
    ...without(record, "description", "unauthorizedUse", "notes"),
    ...given("description", render(description)),
    ...given("unauthorizedUse", render(unauthorizedUse)),
    ...given("notes", render(notes)),
  };
});

/** Turns running texts into one line: runs of white space, breaks and paragraphs are one blank. */
export const oneLineTexts: Erase = fromRecords((record) => {
  const { description, unauthorizedUse, notes, references } = record;
  return {
    ...without(record, "description", "unauthorizedUse", "notes"),
    references: references.map((reference) => ({
      ...reference,
      ...given("text", reference.text === undefined ? undefined : collapseSpace(reference.text)),
    })),
    ...given("description", description === undefined ? undefined : oneLine(description)),
    ...given(
      "unauthorizedUse",
      unauthorizedUse === undefined ? undefined : oneLine(unauthorizedUse),
    ),
    ...given("notes", notes === undefined ? undefined : oneLine(notes)),
  };
});

/** Takes the white space away that stands at the edges of texts. */
export const trimmedTexts: Erase = fromRecords((record) => {
  const { description, unauthorizedUse, notes } = record;
  return {
    ...without(record, "description", "unauthorizedUse", "notes"),
    ...given("description", trimText(description)),
    ...given("unauthorizedUse", unauthorizedUse?.trim()),
    ...given("notes", trimText(notes)),
  };
});

function trimText(text: RunningText | undefined): RunningText | undefined {
  if (text === undefined || typeof text === "string") return text?.trim();
  const last = text.length - 1;
  return joinText(
    text.map((piece, i) => {
      if (typeof piece !== "string") return piece;
      const started = i === 0 ? piece.trimStart() : piece;
      return i === last ? started.trimEnd() : started;
    }),
  );
}

/** Collapses white space in the texts of people. */
export const collapsedPeople: Erase = fromPeople((person) => {
  const { name, organization } = person;
  return {
    ...without(person, "name", "organization"),
    ...given("name", name === undefined ? undefined : collapseSpace(name)),
    ...given("organization", organization === undefined ? undefined : collapseSpace(organization)),
    uris: person.uris.map(collapseSpace),
  };
});

/** Leaves of the records' references what their labels tell, as IANA's CSV shows them. */
export const labelledReferences: Erase = fromRecords((record, registry) => {
  const rendering = renderingOf(registry);
  const byLabel = (reference: Reference): Reference =>
    parseReferenceLabel(renderText(referenceLabel(reference), rendering));
  return { ...record, references: record.references.map(byLabel) };
});

/** Takes an assignee that equals the contacts for an inherited one. */
export const inheritedAssignees: Erase = fromRecords((record) => {
  const isSame = record.assignees?.join("][") === record.contacts.join("][");
  return isSame ? without(record, "assignees") : record;
});

/** Forgets how a registry was read, and which XML elements stood empty. */
export const unmarked: Erase = (registry) => {
  const records = registry.records.map((record) => without(record, "inferred", "emptyElements"));
  const people = registry.people.map((person) => without(person, "inferred", "emptyElements"));
  return { ...registry, records, people };
};

/** Writes the header's texts as lines, with labels for references and no white space at edges. */
export const plainHeader: Erase = (registry) => ({
  ...registry,
  experts: registry.experts.map(plainLines),
  notes: registry.notes.map((note) => ({ ...note, text: plainLines(note.text) })),
  footnotes: registry.footnotes.map((footnote) => ({
    ...footnote,
    text: plainLines(footnote.text),
  })),
});

function plainLines(text: RunningText): string {
  return renderText(text, "none").replace(/[ \t]+$/gm, "");
}
