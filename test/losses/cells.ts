import { type Reference, type RunningText, referenceLabel } from "@portolan/model";
import { parseReferenceLabel, renderingOf, renderText } from "@portolan/model/internal";
import { type Erase, fromRecords, mapFields, mapLines, without } from "./shape.js";

/** Turns running texts into the plain text of IANA's CSV of the registry's date. */
export const renderedTexts: Erase = fromRecords((record, registry) => {
  const rendering = renderingOf(registry);
  const render = (text: RunningText): string => renderText(text, rendering);
  const texts = mapFields(record, ["description", "notes"], render);
  return mapFields(texts, ["unauthorizedUse"], (text) => renderText(text, rendering));
});

/** Takes white space away that stands at the edges of one-line cells. */
export const trimmedCells: Erase = fromRecords((record) =>
  mapLines(record, ["name", "protocol"], (text) => text.trim()),
);

/** Leaves of the records' references what their labels tell, as IANA's CSV shows them. */
export const labelledReferences: Erase = fromRecords((record, registry) => {
  const rendering = renderingOf(registry);
  const byLabel = (reference: Reference): Reference => {
    // The brackets keep the white space at the label's edges.
    const cell = renderText(`[${referenceLabel(reference)}]`, rendering);
    return parseReferenceLabel(cell.slice(1, -1));
  };
  return { ...record, references: record.references.map(byLabel) };
});

/** Takes an assignee that equals the contacts for an inherited one. */
export const inheritedAssignees: Erase = fromRecords((record) => {
  const isSame = record.assignees?.join("][") === record.contacts.join("][");
  return isSame ? without(record, "assignees") : record;
});

/** Makes contacts of the people among the references. */
export const peopleAsContacts: Erase = fromRecords((record) => {
  const people = record.references.filter(({ type }) => type === "person");
  if (people.length === 0) return record;
  return {
    ...record,
    contacts: [...record.contacts, ...people.map(referenceLabel)],
    references: record.references.filter(({ type }) => type !== "person"),
  };
});

/** Writes protocols in lower case, and ports without the zeros before them. */
export const registeredSpelling: Erase = fromRecords((record) => {
  const { protocol, unparsed } = record;
  const lower = protocol?.toLowerCase() ?? "";
  const spelled = ["tcp", "udp", "sctp", "dccp"].includes(lower)
    ? { ...record, protocol: lower }
    : record;
  if (!/^0+[0-9]+$/.test(unparsed?.port ?? "") || Number(unparsed?.port) > 65_535) return spelled;
  const others = without(unparsed ?? {}, "port");
  const rest =
    Object.keys(others).length === 0
      ? without(spelled, "unparsed")
      : { ...spelled, unparsed: others };
  return { ...rest, port: Number(unparsed?.port) };
});
