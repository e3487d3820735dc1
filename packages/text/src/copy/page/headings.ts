import { COLUMNS, type ColumnKey, columnOfHeading } from "@portolan/model";

/** Names a column of the contact information. */
export type PersonColumn = "id" | "name" | "organization" | "uris" | "updated";

/** Maps the headings of the contact information, in lower case, to their columns. */
const PERSON_HEADINGS: ReadonlyMap<string, PersonColumn> = new Map([
  ["id", "id"],
  ["name", "name"],
  ["organization", "organization"],
  ["contact uri", "uris"],
  ["last updated", "updated"],
]);

/** Lists every heading of records and contact information, in no particular case. */
export const ALL_HEADINGS: readonly string[] = [
  ...COLUMNS.flatMap(({ heading, otherHeadings }) => [heading, ...otherHeadings]),
  ...PERSON_HEADINGS.keys(),
];

/** Lists the columns of the contact information in IANA's order. */
export const PERSON_COLUMNS: readonly PersonColumn[] = [...PERSON_HEADINGS.values()];

/** Lists the keys of the twelve columns in IANA's order. */
export const RECORD_COLUMNS: readonly ColumnKey[] = COLUMNS.map(({ key }) => key);

/** Says which column of the registry each column of a table is; undefined where it is none. */
export type TableColumns = readonly (ColumnKey | undefined)[];

/** Understands a row of headings, or gives undefined where fewer than three are the registry's. */
export function recordColumns(headings: readonly string[]): TableColumns | undefined {
  const columns = headings.map(columnOfHeading);
  const known = columns.filter((column) => column !== undefined).length;
  return known >= 3 && known * 2 > columns.length ? columns : undefined;
}

/** Understands a row of headings of the contact information, if it is one. */
export function personColumns(
  headings: readonly string[],
): readonly (PersonColumn | undefined)[] | undefined {
  const columns = headings.map((heading) => PERSON_HEADINGS.get(heading.trim().toLowerCase()));
  return columns.filter((column) => column !== undefined).length >= 3 ? columns : undefined;
}

/** Holds a heading that IANA does not use. */
export interface StrangeHeading {
  /** Zero-based place in the table. */
  readonly index: number;
  readonly heading: string;
  /** The column it stands in for, where its neighbours leave no other. */
  readonly column?: ColumnKey;
}

/** Finds the headings that are not the registry's, and the columns they must stand for. */
export function strangeHeadings(
  headings: readonly string[],
  columns: TableColumns,
): readonly StrangeHeading[] {
  return headings.flatMap((heading, index) => {
    if (columns[index] !== undefined) return [];
    const column = columnBetween(columns[index - 1], columns[index + 1]);
    const free = column !== undefined && !columns.includes(column);
    return [{ index, heading: heading.trim(), ...(free ? { column } : {}) }];
  });
}

/** Gives the column that stands right after one column or right before another. */
function columnBetween(
  left: ColumnKey | undefined,
  right: ColumnKey | undefined,
): ColumnKey | undefined {
  if (left !== undefined) return RECORD_COLUMNS[RECORD_COLUMNS.indexOf(left) + 1];
  return right === undefined ? undefined : RECORD_COLUMNS[RECORD_COLUMNS.indexOf(right) - 1];
}
