import {
  type ColumnKey,
  type Reference,
  type Report,
  type RunningText,
  referenceLabel,
  type ServiceRecord,
} from "@portolan/model";
import {
  finishRecord,
  parseReferenceLabel,
  recordProblems,
  type Span,
  splitBracketed,
} from "@portolan/model/internal";
import { type Cell, type Columns, cellIn, lineOf, type Row, withoutBrackets } from "./rows.js";
import { trimSpace } from "./white-space.js";

/** Makes a record of a row whose columns are known. */
export function recordOfRow(row: Row, columns: Columns<ColumnKey>, report: Report): ServiceRecord {
  const cellOf = (column: ColumnKey): Cell | undefined => cellIn(row, columns, column);
  const locate = (column: ColumnKey): Span => cellOf(column) ?? row;
  const items = (column: ColumnKey): readonly Reference[] =>
    referencesOf(cellOf(column)?.text, (found) =>
      report.add(recordProblems, "record/list-invalid", {
        span: locate(column),
        values: { found },
      }),
    );
  const assignees = items("assignee").map(referenceLabel);
  const contacts = items("contact").map(referenceLabel);
  return finishRecord(
    {
      name: lineOf(cellOf("name")),
      port: lineOf(cellOf("port")),
      protocol: lineOf(cellOf("protocol")),
      description: cellOf("description")?.text,
      // The page shows an inherited assignee like one of the record's own.
      assignees: !columns.has("assignee") || isSame(assignees, contacts) ? undefined : assignees,
      contacts,
      registrationDate: lineOf(cellOf("registrationDate")),
      modificationDate: lineOf(cellOf("modificationDate")),
      references: items("reference"),
      serviceCode: lineOf(cellOf("serviceCode")),
      unauthorizedUse: textOf(cellOf("unauthorizedUse")),
      notes: cellOf("notes")?.text,
    },
    report,
    locate,
  );
}

function isSame(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((item, index) => item === b[index]);
}

/** Gives the text of a field that has no structure, its white space kept. */
function textOf(cell: Cell | undefined): string | undefined {
  return typeof cell?.text === "string" ? cell.text : lineOf(cell);
}

const NO_REFERENCES: readonly never[] = [];

/**
 * Reads a list of bracketed items. Linked ones are references already; of the others only the label
 * is known.
 */
export function referencesOf(
  text: RunningText | undefined,
  complain: (found: string) => void,
): readonly Reference[] {
  if (text === undefined) return NO_REFERENCES;
  if (typeof text === "string") return unlinked(text, complain);
  return text.flatMap((piece) => {
    if (typeof piece === "string") return unlinked(trimSpace(piece), complain);
    if ("reference" in piece) return [piece.reference];
    return "paragraph" in piece ? referencesOf(piece.paragraph, complain) : NO_REFERENCES;
  });
}

function unlinked(text: string, complain: (found: string) => void): readonly Reference[] {
  const labels = splitBracketed(text) ?? splitBracketed(text.replace(/\]\s+\[/g, "]["));
  if (labels !== undefined) return labels.map(parseReferenceLabel);
  complain(text);
  return [{ type: "text", text: withoutBrackets(text) }];
}
