import type { ColumnKey } from "@portolan/model";
import { DATE_COLUMNS } from "@portolan/model/internal";

/** IANA's namespace for all of its registries. */
export const NAMESPACE = "http://www.iana.org/assignments";

/** Id of the registry that the model describes. */
export const REGISTRY_ID = "service-names-port-numbers";

/** Pairs the names of elements or attributes with the fields they are, in IANA's usual order. */
export type Fields<Field> = readonly (readonly [name: string, field: Field])[];

/** Names a field of the registry that is one text. */
export type HeaderField = "title" | "category" | "updated";

/** Lists the elements of the header that hold one text. */
export const HEADER_FIELDS: Fields<HeaderField> = [
  ["title", "title"],
  ["category", "category"],
  ["updated", "updated"],
];

/** Names a date of a record. */
type RecordDate = (typeof DATE_COLUMNS)[number];

const DATES: { readonly [Key in RecordDate]: string } = {
  registrationDate: "date",
  modificationDate: "updated",
};

/** Lists the attributes of a `<record>`. */
export const RECORD_DATES: Fields<RecordDate> = DATE_COLUMNS.map((key) => [DATES[key], key]);

/** Names the attributes of a `<record>`, in IANA's registries of services and of protocols. */
export const RECORD_ATTRIBUTES: readonly string[] = RECORD_DATES.map(([name]) => name);

/** Names a column that XML holds in an element of its own. People and references are in `<xref>`. */
export type RecordField = Exclude<ColumnKey, RecordDate | "assignee" | "contact" | "reference">;

/** Names the element of each column, in IANA's usual order. `<assignee>` and `<xref>` follow the protocol. */
export const RECORD_ELEMENTS: { readonly [Key in RecordField]: string } = {
  name: "name",
  protocol: "protocol",
  description: "description",
  port: "number",
  serviceCode: "sc",
  unauthorizedUse: "unauthorized",
  notes: "note",
};

/** Lists the elements of a `<record>` that hold text. */
export const RECORD_FIELDS: Fields<RecordField> = Object.entries(RECORD_ELEMENTS).map(
  ([key, name]) => [name, key as RecordField],
);

/** Names a field of a person that elements hold. */
export type PersonField = "name" | "organization" | "uris" | "updated";

/** Lists the elements of a `<person>`. */
export const PERSON_FIELDS: Fields<PersonField> = [
  ["name", "name"],
  ["org", "organization"],
  ["uri", "uris"],
  ["updated", "updated"],
];

/** Tells whether an element is one of those that a registry has many of, or holds them. */
export function isRow(name: string): boolean {
  return (
    (name.length === 6 && (name === "record" || name === "person" || name === "people")) ||
    name === "footnote"
  );
}

/** Names elements that hold elements only: blanks there say nothing, and text is left out. */
export const HOLDERS: ReadonlySet<string> = new Set(["record", "person", "assignee"]);

const namesIn = (fields: Fields<unknown>): readonly string[] => fields.map(([name]) => name);

/** Names the elements that a registry's header can have. */
export const HEADER_ELEMENTS: ReadonlySet<string> = new Set([
  ...namesIn(HEADER_FIELDS),
  ...["xref", "expert", "note", "registration_rule"],
]);

/** Names all elements that IANA's registries of services and of protocols have. */
export const KNOWN_ELEMENTS: ReadonlySet<string> = new Set([
  ...HEADER_ELEMENTS,
  ...namesIn(RECORD_FIELDS),
  ...namesIn(PERSON_FIELDS),
  ...["registry", "record", "assignee", "people", "person", "footnote", "br", "paragraph"],
  ...["value", "ipv6"],
]);
