import type { ColumnKey, Position, Report } from "@portolan/model";
import { splitBracketed, survivesBrackets, TEXT_COLUMNS } from "@portolan/model/internal";
import { RECORD_ORDER } from "../page/headings.js";
import { isOfNamelessPort } from "../page/port-state.js";
import { textProblems } from "../problems.js";
import type { CurrentRow } from "./record-table.js";

/** Holds what is kept of a row to compare the next one with it. */
export interface EndingRow {
  readonly cells: CurrentRow["cells"];
  /** Where it begins, if it ends behind its description. */
  readonly place: Position | undefined;
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
  const { cells } = row;
  if (row.isRepeated) report.add(textProblems, "text/row-repeated", { span: row.span });
  reportOddTexts(row, report);
  // Nearly every row has a contact: what stands right of it does not matter.
  const last = cells.contact === "" ? lastOf(cells) : "contact";
  const isNamed = cells.name !== "" && cells.port !== "";
  const isEnd = isNamed && (last === "description" || last === "protocol");
  const place = isEnd ? report.at(row.span.start) : undefined;
  // Rows of one service and port name the same people, but for one in the whole registry.
  if (before?.cells.name === cells.name && before.cells.port === cells.port) {
    if (place !== undefined && hasPeopleOnly(before.cells)) tellCutShort(place, cells, report);
    if (before.place !== undefined && hasPeopleOnly(cells))
      tellCutShort(before.place, before.cells, report);
  }
  if (endsEarly(cells, last)) tellCutShort(report.at(row.span.start), cells, report);
  const kept = isNamed ? { cells, place } : undefined;
  if (cells.contact !== "" || (cells.port !== "" && cells.assignee === "")) return kept;
  if (last === "assignee")
    report.add(textProblems, "text/contact-missing", {
      span: row.locate("assignee"),
      values: { found: cells.assignee },
    });
  if (last === "name")
    report.add(textProblems, "text/name-alone", { span: row.span, values: { found: cells.name } });
  return kept;
}

function tellCutShort(at: Position, cells: CurrentRow["cells"], report: Report): void {
  const values = { found: cells[lastOf(cells) ?? "name"] };
  report.add(textProblems, "text/row-cut-short", { at, values });
}

/** Gives the last column that has text. */
function lastOf(cells: CurrentRow["cells"]): ColumnKey | undefined {
  return RECORD_ORDER.findLast((key) => cells[key] !== "");
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

/** What a reference to an RFC, or to one that is to come, looks like. */
const RFC = /^RFC(?:\d+|-[\w-]+)(?:[, ].*)?$/;

/** What nearly every list of references is. */
const RFCS = /^(?:\[RFC\d+\])*$/;

const BRACKET = /[[\]]/;

/** Tells whether a text has brackets that do not match. */
function hasOpenBracket(text: string): boolean {
  return BRACKET.test(text) && !survivesBrackets([text]);
}

function reportOddTexts(row: CurrentRow, report: Report): void {
  const { name, port, description, reference } = row.cells;
  if (name === "" && port !== "" && description !== "" && !isOfNamelessPort(description))
    tellOdd(row, "text/state-unknown", "description", description, report);
  if (!RFCS.test(reference))
    for (const label of splitBracketed(reference) ?? [])
      if (/^R?FC/i.test(label) && !RFC.test(label))
        tellOdd(row, "text/reference-unlike", "reference", label, report);
  for (const key of TEXT_COLUMNS) {
    const text = row.cells[key];
    if (hasOpenBracket(text)) tellOdd(row, "text/bracket-open", key, text, report);
  }
}

function tellOdd(
  row: CurrentRow,
  code: "text/state-unknown" | "text/reference-unlike" | "text/bracket-open",
  column: ColumnKey,
  found: string,
  report: Report,
): void {
  report.add(textProblems, code, { span: row.locate(column), values: { found } });
}
