import { COLUMNS, type ColumnKey, columnOfHeading } from "@portolan/model";
import {
  columnsOfHeadings,
  headingOfColumn,
  type NeededColumn,
  neededColumn,
  PERSON_COLUMNS,
  type PersonColumnKey,
  personColumnOfHeading,
  placeColumns,
  tableProblems,
} from "@portolan/model/internal";
import { textProblems } from "../problems.js";

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

/** Tells whether most headings of a row are those of records, as IANA or exports write them. */
export function areRecordHeadings(headings: readonly string[]): boolean {
  const known = (columnsOfHeadings(headings)?.keys ?? headings.map(columnOfHeading)).filter(
    (key) => key !== undefined,
  ).length;
  return known >= ENOUGH && known * 2 > headings.length;
}

/** Number of IANA's own headings by which a table can be no other. */
const CERTAIN = 5;

/** Tells whether headings are those of this registry and of no other table. */
export function areCertainHeadings(headings: readonly string[]): boolean {
  return headings.filter((heading) => columnOfHeading(heading) !== undefined).length >= CERTAIN;
}

/** Tells whether a row of headings is that of the contact information. */
export function arePersonHeadings(headings: readonly string[]): boolean {
  const known = headings.filter((heading) => personColumnOfHeading(heading) !== undefined);
  return known.length >= ENOUGH;
}

/** Lists what can be wrong with a table's headings, here and in tables of all formats. */
export const headingProblems: typeof textProblems & typeof tableProblems = {
  ...textProblems,
  ...tableProblems,
};

/** Names what can be wrong with the headings of a table. */
type HeadingFault =
  | NeededColumn
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
 * Says where each of the twelve columns is: by its heading, IANA's or one that exports use. Only in a
 * table whose headings are in IANA's order does the place of any other heading name its column.
 */
export function placeRecordColumns(
  headings: readonly string[],
  complain: ComplainOfHeading,
): TableColumns {
  const { keys, renamed } = columnsOfHeadings(headings) ?? {
    keys: headings.map(columnOfHeading),
    renamed: new Set<number>(),
  };
  const columns = [...placeColumns(keys)];
  for (const [place, text] of headings.entries()) {
    const found = text.trim();
    const key =
      columns[place] ?? (keys[place] === undefined ? keyOfPlace(columns, place) : undefined);
    const heading = key === undefined ? found : headingOfColumn(key);
    if (key === undefined) {
      const fault = keys[place] === undefined ? "unknown" : "duplicate";
      complain(neededColumn(found) ?? `text/column-${fault}`, { found, heading }, place);
    } else if (columns[place] === undefined || renamed.has(place)) {
      columns[place] = key;
      complain("text/column-renamed", { found, heading }, place);
    }
  }
  for (const { key, heading } of COLUMNS)
    if (!columns.includes(key)) complain("text/column-missing", { found: heading, heading });
  return columns;
}

/** Says where each column of the contact information is; one without text may be left out. */
export function placePersonColumns(
  headings: readonly string[],
  complain: ComplainOfHeading,
): PersonColumns {
  return placeColumns(headings.map(personColumnOfHeading), (fault, place) => {
    const found = headings[place]?.trim() ?? "";
    complain(`text/column-${fault}`, { found, heading: found }, place);
  });
}

/** Gives the column that IANA has at a place, where all columns around it stand as IANA has them. */
function keyOfPlace(
  columns: readonly (ColumnKey | undefined)[],
  place: number,
): ColumnKey | undefined {
  const known = columns.flatMap((key) => (key === undefined ? [] : [RECORD_ORDER.indexOf(key)]));
  if (known.some((at, i) => i > 0 && at <= (known[i - 1] ?? 0))) return undefined;
  const left = columns[place - 1];
  const right = columns[place + 1];
  const at =
    left !== undefined
      ? RECORD_ORDER.indexOf(left) + 1
      : right === undefined
        ? -1
        : RECORD_ORDER.indexOf(right) - 1;
  const key = RECORD_ORDER[at];
  return key === undefined || columns.includes(key) ? undefined : key;
}
