import type { Inline, Reference, ServiceRecord } from "@portolan/model";
import { joinText } from "@portolan/model/internal";
import { SaxesParser } from "saxes";

type Draft = { -readonly [Field in keyof ServiceRecord]: ServiceRecord[Field] } & {
  contacts: string[];
  references: Reference[];
};

type TextField = "name" | "protocol" | "unauthorizedUse" | "description" | "notes";

const TEXT_FIELDS: ReadonlyMap<string, TextField> = new Map([
  ["name", "name"],
  ["protocol", "protocol"],
  ["unauthorized", "unauthorizedUse"],
  ["description", "description"],
  ["note", "notes"],
]);

/** Fills the records of the model from IANA's XML with saxes, and does nothing else: our peer. */
export function readWithSaxes(source: string): readonly ServiceRecord[] {
  const records: ServiceRecord[] = [];
  const path: string[] = [];
  let record: Draft | undefined;
  // The pieces of the text at hand; of an outer one while a paragraph or reference is read.
  let pieces: Inline[] = [];
  const outer: Inline[][] = [];
  const xrefs: Readonly<Record<string, string>>[] = [];

  const parser = new SaxesParser();
  parser.on("error", (error) => {
    throw error;
  });
  parser.on("opentag", ({ name, attributes }) => {
    path.push(name);
    if (name === "record") record = draftOf(attributes as Readonly<Record<string, string>>);
    if (record === undefined) return;
    if (name === "br") pieces.push({ break: true });
    else if (name === "xref" || name === "paragraph") {
      outer.push(pieces);
      pieces = [];
      if (name === "xref") xrefs.push(attributes as Readonly<Record<string, string>>);
    } else pieces = [];
  });
  parser.on("text", (text) => {
    if (record !== undefined) pieces.push(text);
  });
  parser.on("closetag", ({ name }) => {
    path.pop();
    if (record === undefined) return;
    const parent = path.at(-1);
    if (name === "record") {
      records.push(record);
      record = undefined;
    } else if (name === "paragraph") {
      const paragraph = joinText(pieces) ?? "";
      pieces = outer.pop() ?? [];
      pieces.push({ paragraph });
    } else if (name === "xref") {
      const reference = referenceOf(xrefs.pop() ?? {}, pieces);
      pieces = outer.pop() ?? [];
      if (parent === "assignee") record.assignees = [...(record.assignees ?? []), idOf(reference)];
      else if (parent !== "record") pieces.push({ reference });
      else if (reference.type === "person") record.contacts.push(idOf(reference));
      else record.references.push(reference);
    } else if (parent === "record") setField(record, name, pieces);
  });
  parser.write(source).close();
  return records;
}

function draftOf({ date, updated }: Readonly<Record<string, string>>): Draft {
  const record: Draft = { contacts: [], references: [] };
  if (date !== undefined) record.registrationDate = date;
  if (updated !== undefined) record.modificationDate = updated;
  return record;
}

function referenceOf(
  { type = "", data }: Readonly<Record<string, string>>,
  pieces: readonly Inline[],
): Reference {
  const text = joinText(pieces);
  return {
    type,
    ...(data === undefined ? {} : { data }),
    ...(typeof text === "string" ? { text } : {}),
  };
}

function idOf({ data = "" }: Reference): string {
  return data;
}

function setField(record: Draft, element: string, pieces: readonly Inline[]): void {
  const text = joinText(pieces);
  if (text === undefined) return;
  const field = TEXT_FIELDS.get(element);
  if (field === "description" || field === "notes") record[field] = text;
  else if (typeof text !== "string") return;
  else if (field !== undefined) record[field] = text;
  else if (element === "sc") record.serviceCode = Number(text);
  else if (element === "number") {
    const [first = 0, last = first] = text.split("-").map(Number);
    record.port = last === first ? first : { first, last };
  }
}
