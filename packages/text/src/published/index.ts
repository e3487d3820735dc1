import type { TextDialect } from "../dialect.js";
import { readColumnPage } from "./page-reader.js";
import { findSections } from "./sections.js";
import { TextLines } from "./text-lines.js";

/** Reads IANA's own text, of any year. */
export const ianaDialect: TextDialect = {
  name: "iana",
  recognises: hasColumns,
  read: (source, report) => readColumnPage(source, report),
};

/** Length of the stretch in which a table is looked for first: the head of the page fits into it. */
const HEAD_LENGTH = 20_000;

/** Tells whether a text has a table of records in columns of fixed width. */
export function hasColumns(source: string): boolean {
  const hasTable = (text: string): boolean =>
    findSections(new TextLines(text)).tables.some(({ kind }) => kind === "records");
  return (
    hasTable(source.slice(0, HEAD_LENGTH)) || (source.length > HEAD_LENGTH && hasTable(source))
  );
}
