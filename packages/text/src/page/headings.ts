import {
  COLUMNS,
  type ColumnKey,
  columnOfHeading,
  PERSON_COLUMNS,
  type PersonColumnKey,
  personColumnOfHeading,
  placeColumns,
} from "@portolan/model";

/** Lists every heading of records and contact information. */
export const ALL_HEADINGS: readonly string[] = [
  ...COLUMNS.flatMap(({ heading, otherHeadings }) => [heading, ...otherHeadings]),
  ...PERSON_COLUMNS.map(({ heading }) => heading),
];

/** Says which column of the registry each column of a table is; undefined where it is none. */
export type TableColumns = readonly (ColumnKey | undefined)[];

/** Says which column of the contact information each column of a table is. */
export type PersonColumns = readonly (PersonColumnKey | undefined)[];

/** Lists the keys of the twelve columns in IANA's order. */
export const RECORD_ORDER: readonly ColumnKey[] = COLUMNS.map(({ key }) => key);

/** Lists the keys of the columns of the contact information in IANA's order. */
export const PERSON_ORDER: readonly PersonColumnKey[] = PERSON_COLUMNS.map(({ key }) => key);

/** Number of headings by which a table is known. */
const ENOUGH = 3;

/** Tells whether most headings of a row are those of records. */
export function areRecordHeadings(headings: readonly string[]): boolean {
  const known = headings.filter((heading) => columnOfHeading(heading) !== undefined).length;
  return known >= ENOUGH && known * 2 > headings.length;
}

/** Tells whether a row of headings is that of the contact information. */
export function arePersonHeadings(headings: readonly string[]): boolean {
  const known = headings.filter((heading) => personColumnOfHeading(heading) !== undefined);
  return known.length >= ENOUGH;
}

/** Names what can be wrong with the headings of a table. */
type HeadingFault =
  | "text/column-unknown"
  | "text/column-renamed"
  | "text/column-duplicate"
  | "text/column-missing";

/** Receives what is wrong with a heading, by its zero-based place, or with the whole row of them. */
export type ComplainOfHeading = (
  fault: HeadingFault,
  values: { readonly found: string; readonly heading: string },
  place?: number,
) => void;

/**
 * Says which of the twelve columns stands where. A heading that IANA does not use names the column
 * which its neighbours leave no other place for.
 */
export function placeRecordColumns(
  headings: readonly string[],
  complain: ComplainOfHeading,
): TableColumns {
  const keys = headings.map(columnOfHeading);
  const columns = [...placeColumns(keys)];
  for (const [place, text] of headings.entries()) {
    const found = text.trim();
    if (columns[place] !== undefined) continue;
    if (keys[place] !== undefined) {
      complain("text/column-duplicate", { found, heading: found }, place);
      continue;
    }
    const between = columnBetween(keys[place - 1], keys[place + 1]);
    const column = COLUMNS.find(({ key }) => key === between && !columns.includes(key));
    if (column === undefined) complain("text/column-unknown", { found, heading: found }, place);
    else {
      columns[place] = column.key;
      complain("text/column-renamed", { found, heading: column.heading }, place);
    }
  }
  for (const { key, heading } of COLUMNS)
    if (!columns.includes(key)) complain("text/column-missing", { found: heading, heading });
  return columns;
}

/** Says which column of the contact information stands where; one without text may be left out. */
export function placePersonColumns(
  headings: readonly string[],
  complain: ComplainOfHeading,
): PersonColumns {
  return placeColumns(headings.map(personColumnOfHeading), (fault, place) => {
    const found = headings[place]?.trim() ?? "";
    complain(`text/column-${fault}`, { found, heading: found }, place);
  });
}

/** Gives the column that stands right after one column or right before another. */
function columnBetween(
  left: ColumnKey | undefined,
  right: ColumnKey | undefined,
): ColumnKey | undefined {
  if (left !== undefined) return RECORD_ORDER[RECORD_ORDER.indexOf(left) + 1];
  return right === undefined ? undefined : RECORD_ORDER[RECORD_ORDER.indexOf(right) - 1];
}
