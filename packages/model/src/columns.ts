/** Names one of the registry's twelve columns. */
export type ColumnKey =
  | "name"
  | "port"
  | "protocol"
  | "description"
  | "assignee"
  | "contact"
  | "registrationDate"
  | "modificationDate"
  | "reference"
  | "serviceCode"
  | "unauthorizedUse"
  | "notes";

/** Describes one column: how IANA heads it today and how it did before. */
export interface Column {
  readonly key: ColumnKey;
  /** The heading IANA publishes today. */
  readonly heading: string;
  /** Headings of older files and of copies. */
  readonly otherHeadings: readonly string[];
}

/** Lists the twelve columns in IANA's order. */
export const COLUMNS: readonly Column[] = [
  { key: "name", heading: "Service Name", otherHeadings: [] },
  { key: "port", heading: "Port Number", otherHeadings: [] },
  { key: "protocol", heading: "Transport Protocol", otherHeadings: [] },
  { key: "description", heading: "Description", otherHeadings: [] },
  { key: "assignee", heading: "Assignee", otherHeadings: [] },
  { key: "contact", heading: "Contact", otherHeadings: [] },
  { key: "registrationDate", heading: "Registration Date", otherHeadings: [] },
  { key: "modificationDate", heading: "Modification Date", otherHeadings: [] },
  { key: "reference", heading: "Reference", otherHeadings: [] },
  { key: "serviceCode", heading: "Service Code", otherHeadings: [] },
  {
    key: "unauthorizedUse",
    heading: "Unauthorized Use Reported",
    // IANA's heading until 2017, and two spellings met in copies of the page.
    otherHeadings: ["Known Unauthorized Uses", "Unauthorized Use Report", "Unauthorize Use Report"],
  },
  { key: "notes", heading: "Assignment Notes", otherHeadings: [] },
];

const BY_HEADING: ReadonlyMap<string, ColumnKey> = new Map(
  COLUMNS.flatMap(({ key, heading, otherHeadings }) =>
    [heading, ...otherHeadings].map((text) => [normalHeading(text), key] as const),
  ),
);

/** Finds the column a heading names; case and white space do not matter. */
export function columnOfHeading(heading: string): ColumnKey | undefined {
  return BY_HEADING.get(normalHeading(heading));
}

/** Names a column of the contact information. */
export type PersonColumnKey = "id" | "name" | "organization" | "uris" | "updated";

/** Describes one column of the contact information. */
export interface PersonColumn {
  readonly key: PersonColumnKey;
  readonly heading: string;
}

/** Lists the columns of the contact information in IANA's order. */
export const PERSON_COLUMNS: readonly PersonColumn[] = [
  { key: "id", heading: "ID" },
  { key: "name", heading: "Name" },
  { key: "organization", heading: "Organization" },
  { key: "uris", heading: "Contact URI" },
  { key: "updated", heading: "Last Updated" },
];

const PERSON_BY_HEADING: ReadonlyMap<string, PersonColumnKey> = new Map(
  PERSON_COLUMNS.map(({ key, heading }) => [normalHeading(heading), key] as const),
);

/** Finds the column of the contact information that a heading names, as {@link columnOfHeading}. */
export function personColumnOfHeading(heading: string): PersonColumnKey | undefined {
  return PERSON_BY_HEADING.get(normalHeading(heading));
}

function normalHeading(heading: string): string {
  return heading.replace(/\s+/g, " ").trim().toLowerCase();
}

/** Says why the cells under a heading are left out: it names no column, or one that came before. */
export type HeadingFault = "unknown" | "duplicate";

/**
 * Says which column the cells at each place of a table's rows belong to. Of two headings that name
 * one column the first counts.
 *
 * @param keys - what each heading names; undefined for no column.
 * @param complain - receives each heading whose cells are left out, by its zero-based place.
 * @returns the column at each place; undefined for cells that are left out.
 */
export function placeColumns<Key extends string>(
  keys: readonly (Key | undefined)[],
  complain: (fault: HeadingFault, place: number) => void = () => {},
): readonly (Key | undefined)[] {
  const seen = new Set<Key>();
  return keys.map((key, place) => {
    if (key === undefined || seen.has(key)) {
      complain(key === undefined ? "unknown" : "duplicate", place);
      return undefined;
    }
    seen.add(key);
    return key;
  });
}

/** Says at which place each column stands that {@link placeColumns} has placed. */
export function placesOf<Key extends string>(
  columns: readonly (Key | undefined)[],
): ReadonlyMap<Key, number> {
  return new Map(columns.flatMap((key, place) => (key === undefined ? [] : [[key, place]])));
}

/** Holds one record as the text of its columns; an absent column is an empty cell. */
export type Cells = { readonly [key in ColumnKey]?: string };
