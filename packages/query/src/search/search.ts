import {
  COLUMNS,
  type ColumnKey,
  columnOfHeading,
  type Registry,
  type ServiceRecord,
} from "@portolan/model";
import type { Parsed } from "../parsed.js";
import { type RecordText, recordTexts } from "../record-text.js";
import { plainFinder, type TextFinder, type TextSpan } from "./text-finder.js";

/** How {@link search} looks. */
export interface SearchOptions {
  /** Columns to look into, with their links' targets; by default all twelve. */
  readonly columns?: readonly ColumnKey[];
}

/** Holds a record that was found. */
export interface SearchHit {
  readonly record: ServiceRecord;
  /** Zero-based place of the record in the registry. */
  readonly index: number;
  /** Where the text stands in the record, at least one place. */
  readonly matches: readonly SearchMatch[];
}

/** Holds one text of a record in which something was found. */
export interface SearchMatch extends RecordText {
  /** The places, for highlighting. */
  readonly spans: readonly TextSpan[];
}

/**
 * Finds the records that hold a text, in registry order: the rows that the search box of IANA's
 * page gives (see {@link recordTexts} for where it looks). An empty text finds nothing.
 *
 * @param wanted a text, found in whatever case, or a finder (see {@link regexFinder}).
 * @example
 * search(registry, "pcp").map(({ record }) => record.name);
 */
export function search(
  registry: Registry,
  wanted: string | TextFinder,
  options: SearchOptions = {},
): readonly SearchHit[] {
  if (wanted === "") return [];
  const finder = typeof wanted === "string" ? plainFinder(wanted) : wanted;
  const { columns } = options;
  const hits: SearchHit[] = [];
  registry.records.forEach((record, index) => {
    const found = recordTexts(record).filter(
      ({ column, text }) => (columns?.includes(column) ?? true) && finder.test(text),
    );
    if (found.length === 0) return;
    hits.push({
      record,
      index,
      matches: found.map((text) => ({ ...text, spans: finder.spans(text.text) })),
    });
  });
  return hits;
}

/** Tells whether a text of a record meets a finder, wherever IANA's page would look. */
export function recordMatches(record: ServiceRecord, finder: TextFinder): boolean {
  return recordTexts(record).some(({ text }) => finder.test(text));
}

/**
 * Reads a list of columns: their keys (`name,notes`) or headings (`Service Name`), in whatever case.
 */
export function parseColumns(text: string): Parsed<readonly ColumnKey[]> {
  const columns: ColumnKey[] = [];
  for (const item of text.split(",")) {
    const word = item.trim().toLowerCase();
    const column =
      COLUMNS.find(({ key }) => key.toLowerCase() === word)?.key ?? columnOfHeading(word);
    if (column === undefined) {
      const keys = COLUMNS.map(({ key }) => key).join(", ");
      return { message: `“${item.trim()}” is none of the columns ${keys}.` };
    }
    columns.push(column);
  }
  return { value: columns };
}
