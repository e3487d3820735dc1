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
export type RecordDate = "registrationDate" | "modificationDate";

/** Lists the attributes of a `<record>`. */
export const RECORD_DATES: Fields<RecordDate> = [
  ["date", "registrationDate"],
  ["updated", "modificationDate"],
];

/** Names a field of a record that is one text. */
export type RecordField =
  | "name"
  | "protocol"
  | "description"
  | "port"
  | "serviceCode"
  | "unauthorizedUse"
  | "notes";

/** Lists the elements of a `<record>` that hold text. `<assignee>` and `<xref>` follow the protocol. */
export const RECORD_FIELDS: Fields<RecordField> = [
  ["name", "name"],
  ["protocol", "protocol"],
  ["description", "description"],
  ["number", "port"],
  ["sc", "serviceCode"],
  ["unauthorized", "unauthorizedUse"],
  ["note", "notes"],
];

/** Names a field of a person that elements hold. */
export type PersonField = "name" | "organization" | "uris" | "updated";

/** Lists the elements of a `<person>`. */
export const PERSON_FIELDS: Fields<PersonField> = [
  ["name", "name"],
  ["org", "organization"],
  ["uri", "uris"],
  ["updated", "updated"],
];

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
