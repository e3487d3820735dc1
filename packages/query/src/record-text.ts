import {
  COLUMNS,
  type ColumnKey,
  oneLine,
  referencesIn,
  type ServiceRecord,
} from "@portolan/model";
import type { PlainColumnKey } from "@portolan/model/internal";
import { requireRecord } from "@portolan/model/internal";

/** Holds one text of a record that can be searched. */
export interface RecordText {
  readonly column: ColumnKey;
  /** The column's text on one line, as IANA's page shows it; or what a link in it points to. */
  readonly text: string;
  /** Present where the text is not shown, but is what a labelled link points to. */
  readonly isTarget?: true;
}

/**
 * Returns every text of a record that IANA's page searches: its columns, and what its references
 * point to, as the registry writes it (`rfc9110`, a URI, a person id).
 *
 * Source: three published search results compared with the XML of nearby days, without a difference.
 * The answers to `http` hold the record whose reference `TR-352` leads to an `https:` address, but
 * not the records that cite an RFC: the addresses that the page makes of RFC numbers do not count.
 * Contact information does not count either.
 */
export function recordTexts(record: ServiceRecord): readonly RecordText[] {
  const texts: RecordText[] = [];
  for (const { key, kind, textOf } of COLUMNS) {
    const running = kind === "text" ? record[key as PlainColumnKey] : undefined;
    const text = running === undefined ? oneLine(textOf(record, "B")) : oneLine(running);
    if (text !== "") texts.push({ column: key, text });
    const references = kind === "references" ? record.references : referencesIn(running ?? "");
    for (const { data, text: label } of references)
      if (data !== undefined && label !== undefined)
        texts.push({ column: key, text: data, isTarget: true });
  }
  return texts;
}

/** Returns the text of each column of a record that is not empty, as a person sees it, on one line. */
export function shownTexts(record: ServiceRecord): ReadonlyMap<ColumnKey, string> {
  requireRecord(record, "shownTexts", "record");
  return new Map(
    recordTexts(record)
      .filter(({ isTarget }) => isTarget === undefined)
      .map(({ column, text }) => [column, text]),
  );
}
