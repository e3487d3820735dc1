import { splitBracketed } from "./bracketed.js";
import type { Cells, ColumnKey } from "./columns.js";
import type { Report } from "./problem.js";
import { type Locate, makeRecord, type RecordDraft, recordProblems } from "./record-draft.js";
import { parseReferenceLabel, type Reference } from "./reference.js";
import type { ServiceRecord } from "./registry.js";

const NO_ITEMS: readonly never[] = [];

/**
 * Makes a draft of a record's twelve column texts, as CSV and flat tables have them. An assignee
 * that equals the contact counts as inherited: the columns cannot tell.
 */
export function draftFromCells(cells: Cells, report: Report, locate: Locate): RecordDraft {
  return {
    // What a record keeps as it stands has the column's key in a draft, too.
    ...cells,
    assignees: assigneesOf(cells, report, locate),
    contacts: itemsOf("contact", cells, report, locate),
    references: referencesOf(cells, report, locate),
  };
}

/**
 * Makes the records of a table, row after row, as {@link draftFromCells} understands the cells. Rows
 * with the same contacts share their list.
 */
export class CellsReader {
  readonly #refine: ((reference: Reference) => Reference) | undefined;
  #contactText = "";
  #contacts: readonly string[] = NO_ITEMS;

  /** @param refine tells more of a reference than its label alone does. */
  constructor(refine?: (reference: Reference) => Reference) {
    this.#refine = refine;
  }

  /** Makes the record of a row. */
  read(cells: Cells, report: Report, locate: Locate): ServiceRecord {
    const references = referencesOf(cells, report, locate);
    const lists = {
      assignees: assigneesOf(cells, report, locate),
      contacts: this.#contactsOf(cells, report, locate),
      references: this.#refine === undefined ? references : references.map(this.#refine),
    };
    return makeRecord(cells, lists, report, locate);
  }

  #contactsOf(cells: Cells, report: Report, locate: Locate): readonly string[] {
    const { contact = "" } = cells;
    if (contact === this.#contactText) return this.#contacts;
    const items = splitBracketed(contact);
    // What is wrong is reported for each row.
    if (items === undefined) return itemsOf("contact", cells, report, locate);
    this.#contactText = contact;
    this.#contacts = items;
    return items;
  }
}

function assigneesOf(cells: Cells, report: Report, locate: Locate): readonly string[] | undefined {
  const { assignee = "", contact = "" } = cells;
  return assignee === contact ? undefined : itemsOf("assignee", cells, report, locate);
}

function referencesOf(cells: Cells, report: Report, locate: Locate): readonly Reference[] {
  const labels = itemsOf("reference", cells, report, locate);
  return labels.length === 0 ? NO_ITEMS : labels.map(parseReferenceLabel);
}

function itemsOf(
  column: ColumnKey,
  cells: Cells,
  report: Report,
  locate: Locate,
): readonly string[] {
  const text = cells[column] ?? "";
  const items = splitBracketed(text);
  if (items !== undefined) return items;
  const details = { span: locate(column), values: { found: text } };
  report.add(recordProblems, "record/list-invalid", details);
  return [text];
}
