import {
  COLUMNS,
  type ColumnKey,
  oneLine,
  type Reference,
  referenceUrl,
  renderRecord,
  type ServiceRecord,
} from "@portolan/model";
import { referencesOf } from "../cited.js";

/** Gives the text of a record's column on one line, as a person sees it on IANA's page. */
export function columnText(record: ServiceRecord, column: ColumnKey): string {
  return columnTexts(record)[column];
}

/** Gives the text of each column of a record on one line. */
export function columnTexts(record: ServiceRecord): Readonly<Record<ColumnKey, string>> {
  return {
    ...renderRecord(record, "none"),
    description: record.description === undefined ? "" : oneLine(record.description),
    notes: record.notes === undefined ? "" : oneLine(record.notes),
  };
}

/** Tells whether one of a record's columns, or the target of a link in it, holds a text, in whatever case. */
export function recordContains(record: ServiceRecord, text: string): boolean {
  const wanted = text.toLowerCase();
  const texts = columnTexts(record);
  return (
    COLUMNS.some(({ key }) => texts[key].toLowerCase().includes(wanted)) ||
    referencesOf(record).some((reference) => linkTarget(reference)?.toLowerCase().includes(wanted))
  );
}

function linkTarget(reference: Reference): string | undefined {
  return reference.type === "uri" ? referenceUrl(reference) : undefined;
}
