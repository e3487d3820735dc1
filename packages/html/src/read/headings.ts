import { COLUMNS, type ColumnKey, columnOfHeading, type Report } from "@portolan/model";
import { htmlProblems } from "../problems.js";
import { type Columns, lineOf, type Row } from "./rows.js";

/** Names a column of the contact information. */
export type PersonColumn = "id" | "name" | "organization" | "uris" | "updated";

/** Says what a table holds, which column stands where, and how many cells a row has. */
export type Heading = { readonly width: number } & (
  | { readonly kind: "records"; readonly columns: Columns<ColumnKey> }
  | { readonly kind: "people"; readonly columns: Columns<PersonColumn> }
);

const PERSON_COLUMNS: ReadonlyMap<string, PersonColumn> = new Map([
  ["id", "id"],
  ["name", "name"],
  ["organization", "organization"],
  ["contact uri", "uris"],
  ["last updated", "updated"],
]);

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
  const columns = placesOf(texts.map(columnOfHeading));
  if (columns.size >= ENOUGH && (columns.has("name") || columns.has("port")))
    return { kind: "records", width, columns };
  const people = placesOf(texts.map((text) => PERSON_COLUMNS.get(text.toLowerCase())));
  if (people.size >= ENOUGH && people.has("id")) return { kind: "people", width, columns: people };
  return undefined;
}

/** Of two columns with one name the first counts. */
function placesOf<Key extends string>(keys: readonly (Key | undefined)[]): Columns<Key> {
  const places = new Map<Key, number>();
  keys.forEach((key, place) => {
    if (key !== undefined && !places.has(key)) places.set(key, place);
  });
  return places;
}

/** Reports the columns that a heading of records lacks, and those that are none of the registry's. */
export function checkHeading(heading: Heading, row: Row, report: Report): void {
  const known = new Set<number>(heading.columns.values());
  row.cells.forEach((cell, place) => {
    const found = lineOf(cell);
    if (known.has(place) || found === "") return;
    report.add(htmlProblems, "html/column-unknown", { span: cell, values: { found } });
  });
  if (heading.kind === "people") return; // IANA's page leaves out the organizations if there are none.
  for (const { key, heading: found } of COLUMNS) {
    if (!heading.columns.has(key))
      report.add(htmlProblems, "html/column-missing", { span: row, values: { found } });
  }
}
