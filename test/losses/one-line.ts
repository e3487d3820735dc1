import { oneLine, type Reference, type RunningText, referenceLabel } from "@portolan/model";
import { collapseSpace, parseReferenceLabel, renderText } from "@portolan/model/internal";
import {
  collapseWithinBrackets,
  type Erase,
  fromPeople,
  fromRecords,
  mapFields,
  mapLines,
  mapLists,
} from "./shape.js";

/** Turns the texts of records into one line: white space, breaks and paragraphs are one blank. */
export const oneLineRecords: Erase = fromRecords((record) => {
  const { assignees, contacts } = record;
  const lines = mapLines(
    record,
    ["name", "protocol", "registrationDate", "modificationDate"],
    collapseSpace,
  );
  return {
    ...mapFields(mapFields(lines, ["description", "notes"], oneLine), ["unauthorizedUse"], oneLine),
    contacts: contacts.map(collapseWithinBrackets),
    ...(assignees === undefined ? {} : { assignees: assignees.map(collapseWithinBrackets) }),
  };
});

/** Leaves of references what their labels tell when they stand on one line. */
export const oneLineReferences: Erase = mapLists(
  (reference: Reference): Reference =>
    parseReferenceLabel(collapseWithinBrackets(referenceLabel(reference))),
);

/** Collapses white space in the texts of people. */
export const oneLinePeople: Erase = fromPeople((person) => ({
  ...mapFields(person, ["name", "organization", "updated"], collapseSpace),
  id: collapseWithinBrackets(person.id),
  uris: person.uris.map(collapseSpace).filter((uri) => uri !== ""),
}));

/** Writes the header's texts as lines, with labels for references and no white space at edges. */
export const plainHeader: Erase = (registry) => ({
  ...mapFields(registry, ["title"], collapseSpace),
  experts: [registry.experts.map(plainLines).join("\n")].filter((text) => text !== ""),
  notes: registry.notes.map((note) => ({
    ...mapFields(note, ["title"], collapseSpace),
    text: plainLines(note.text),
  })),
  footnotes: registry.footnotes.map(({ anchor, text }) => ({
    anchor: collapseSpace(anchor),
    text: plainLines(text),
  })),
});

function plainLines(text: RunningText): string {
  const lines = renderText(text, "none").replace(/\r\n?/g, "\n").replaceAll("\t", " ");
  return lines.replace(/ +$/gm, "");
}
