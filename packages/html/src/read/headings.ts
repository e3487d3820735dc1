import { COLUMNS, type ColumnKey, columnOfHeading, type Report } from "@portolan/model";
import {
  type PersonColumnKey,
  personColumnOfHeading,
  placeColumns,
  placesOf,
} from "@portolan/model/internal";
import { htmlProblems } from "../problems.js";
import { type Columns, lineOf, type Row } from "./rows.js";

/** Says what a table holds, which column stands where, and how many cells a row has. */
export type Heading = { readonly width: number } & (
  | { readonly kind: "records"; readonly columns: Columns<ColumnKey> }
  | { readonly kind: "people"; readonly columns: Columns<PersonColumnKey> }
);

/** So many known headings make a row the heading of a table of ours. */
const ENOUGH = 3;

/** IANA's own order, for rows that came without their heading. */
export const PUBLISHED_ORDER: Heading = {
  kind: "records",
  width: COLUMNS.length,
  columns: placesOf(COLUMNS.map(({ key }) => key)),
};

/** Recognises the heading of the records or of the contact information by its words. */
export function headingOf(row: Row): Heading | undefined {
  const texts = row.cells.map(lineOf);
  const width = texts.length;
  const columns = placesOf(placeColumns(texts.map(columnOfHeading)));
  if (columns.size >= ENOUGH && (columns.has("name") || columns.has("port")))
    return { kind: "records", width, columns };
  const people = placesOf(placeColumns(texts.map(personColumnOfHeading)));
  if (people.size >= ENOUGH && people.has("id")) return { kind: "people", width, columns: people };
  return undefined;
}

/** Says at which place each column stands, and reports headings whose cells are left out. */
export function readColumns<Key extends string>(
  { cells }: Row,
  columnOf: (heading: string) => Key | undefined,
  report: Report,
): Columns<Key> {
  const texts = cells.map(lineOf);
  const columns = placeColumns(texts.map(columnOf), (fault, place) => {
    const [span, found] = [cells[place], texts[place] ?? ""];
    if (found !== "") report.add(htmlProblems, `html/column-${fault}`, { span, values: { found } });
  });
  return placesOf(columns);
}

/** Reports headings whose cells are left out, and the columns that a heading of records lacks. */
export function checkHeading({ kind }: Heading, row: Row, report: Report): void {
  if (kind === "people") {
    // IANA's page leaves out the organizations if there are none.
    readColumns(row, personColumnOfHeading, report);
    return;
  }
  const columns = readColumns(row, columnOfHeading, report);
  for (const { key, heading: found } of COLUMNS) {
    if (!columns.has(key))
      report.add(htmlProblems, "html/column-missing", { span: row, values: { found } });
  }
}
