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

function normalHeading(heading: string): string {
  return heading.replace(/\s+/g, " ").trim().toLowerCase();
}

/** Holds one record as the text of its columns; an absent column is an empty cell. */
export type Cells = { readonly [key in ColumnKey]?: string };
