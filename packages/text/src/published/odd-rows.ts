import type { ColumnKey, Position, Report } from "@portolan/model";
import { splitBracketed, survivesBrackets } from "@portolan/model/internal";
import { RECORD_ORDER } from "../page/headings.js";
import { textProblems } from "../problems.js";
import type { CurrentRow } from "./record-table.js";

/** Holds what is kept of a row to compare the next one with it. */
export interface EndingRow {
  readonly cells: CurrentRow["cells"];
  readonly place: Position;
  readonly isEnd: boolean;
}

/**
 * Reports a row as IANA's text has none, though each of its cells is in order.
 *
 * @param before - what was kept of the row before.
 * @returns what is to be kept of this one.
 */
export function reportOdd(
  row: CurrentRow,
  before: EndingRow | undefined,
  report: Report,
): EndingRow | undefined {
  const { cells, span } = row;
  if (row.isRepeated) report.add(textProblems, "text/row-repeated", { span });
  reportOddTexts(row, report);
  const last = RECORD_ORDER.findLast((key) => cells[key] !== "");
  const isNamed = cells.name !== "" && cells.port !== "";
  const isEnd = isNamed && (last === "description" || last === "protocol");
  // Rows of one service and port name the same people, but for one in the whole registry.
  const isTwin = before?.cells.name === cells.name && before.cells.port === cells.port;
  const tell = (at: Position, found: string): void => {
    report.add(textProblems, "text/row-cut-short", { at, values: { found } });
  };
  if (isTwin && isEnd && hasPeopleOnly(before.cells)) tell(report.at(span.start), lastText(cells));
  if (isTwin && before.isEnd && hasPeopleOnly(cells)) tell(before.place, lastText(before.cells));
  if (endsEarly(cells, last)) tell(report.at(span.start), lastText(cells));
  const kept = isNamed ? { cells, place: report.at(span.start), isEnd } : undefined;
  // Nearly every row has a contact, or a port and a description.
  if (cells.contact !== "" || (cells.port !== "" && cells.assignee === "")) return kept;
  if (last === "assignee")
    report.add(textProblems, "text/contact-missing", {
      span: row.locate("assignee"),
      values: { found: cells.assignee },
    });
  if (last === "name")
    report.add(textProblems, "text/name-alone", { span, values: { found: cells.name } });
  return kept;
}

function lastText(cells: CurrentRow["cells"]): string {
  return cells[RECORD_ORDER.findLast((key) => cells[key] !== "") ?? "name"];
}

/** Tells whether a row has people and no reference, which would speak for itself. */
function hasPeopleOnly({ contact, assignee, reference }: CurrentRow["cells"]): boolean {
  return (contact !== "" || assignee !== "") && reference === "";
}

/** Tells whether a row with a port ends where none of the registry does. */
function endsEarly(cells: CurrentRow["cells"], last: ColumnKey | undefined): boolean {
  if (cells.port === "") return false;
  if (last === "port") return true;
  if (cells.name === "") return last === "protocol";
  return cells.protocol === "" && cells.assignee === "" && cells.contact === "";
}

/** What IANA writes of ports without a name. */
const STATE =
  /^\(?(?:any (?:private|terminal)|unassigned|reserved|iana reserved|de-registered|de-commissioned|decomm?issioned|removed|deprecated|discarded|possibly used)(?![\w.|/[\]])/i;

/** What a reference to an RFC, or to one that is to come, looks like. */
const RFC = /^RFC(?:\d+|-[\w-]+)(?:[, ].*)?$/;

function reportOddTexts(row: CurrentRow, report: Report): void {
  const { name, port, description, reference, notes, unauthorizedUse } = row.cells;
  const tell = (code: OddText, column: ColumnKey, found: string): void => {
    report.add(textProblems, code, { span: row.locate(column), values: { found } });
  };
  if (name === "" && port !== "" && description !== "" && !STATE.test(description))
    tell("text/state-unknown", "description", description);
  if (reference !== "")
    for (const label of splitBracketed(reference) ?? [])
      if (/^R?FC/i.test(label) && !RFC.test(label))
        tell("text/reference-unlike", "reference", label);
  if (!survivesBrackets([description])) tell("text/bracket-open", "description", description);
  if (!survivesBrackets([notes])) tell("text/bracket-open", "notes", notes);
  if (!survivesBrackets([unauthorizedUse]))
    tell("text/bracket-open", "unauthorizedUse", unauthorizedUse);
}

type OddText = "text/state-unknown" | "text/reference-unlike" | "text/bracket-open";
