import {
  assigneesOf,
  type ColumnKey,
  joinBracketed,
  oneLine,
  portText,
  type Reference,
  type RunningText,
  referenceLabel,
  referencesIn,
  type ServiceRecord,
  serviceCodeText,
} from "@portolan/model";

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
  const add = (column: ColumnKey, text: string | undefined): void => {
    if (text !== undefined && text !== "") texts.push({ column, text });
  };
  const addTargets = (column: ColumnKey, references: readonly Reference[]): void => {
    for (const { data, text } of references) {
      if (data !== undefined && text !== undefined)
        texts.push({ column, text: data, isTarget: true });
    }
  };
  const addRunning = (column: ColumnKey, text: RunningText | undefined): void => {
    if (text === undefined) return;
    add(column, oneLine(text));
    addTargets(column, referencesIn(text));
  };
  add("name", record.name);
  add("port", portText(record));
  add("protocol", record.protocol);
  addRunning("description", record.description);
  add("assignee", joinBracketed(assigneesOf(record)));
  add("contact", joinBracketed(record.contacts));
  add("registrationDate", record.registrationDate);
  add("modificationDate", record.modificationDate);
  add("reference", oneLine(joinBracketed(record.references.map(referenceLabel))));
  addTargets("reference", record.references);
  add("serviceCode", serviceCodeText(record));
  addRunning("unauthorizedUse", record.unauthorizedUse);
  addRunning("notes", record.notes);
  return texts;
}

/** Returns the text of each column of a record that is not empty, as a person sees it, on one line. */
export function shownTexts(record: ServiceRecord): ReadonlyMap<ColumnKey, string> {
  return new Map(
    recordTexts(record)
      .filter(({ isTarget }) => isTarget === undefined)
      .map(({ column, text }) => [column, text]),
  );
}
