import { serviceNameFault } from "@portolan/model";
import { collapseSpace } from "@portolan/model/internal";
import type { Line } from "../page/lines.js";
import { beginsWithState } from "../page/port-state.js";
import { textProblems } from "../problems.js";
import type { CopyContext, LinedRow, MutableCells, RowReading } from "./shape.js";

/**
 * Takes a row without empty cells for a record, where something beside words shows that it is one. A
 * row of words only is taken for one where it begins with a service name, which is then a guess.
 *
 * @param isParted - whether something but blanks stands between the cells.
 * @returns undefined for a line of words, which becomes a problem; any other is a doubtful row.
 */
export function shiftedRow(
  line: Line,
  row: RowReading,
  { report }: CopyContext,
  isParted: boolean,
): LinedRow | undefined {
  if (isMarked(row, isParted)) return { line, ...row };
  if (isBare(row) && hasServiceName(row))
    return { line, ...row, inferred: [...row.inferred, "name", "description"] };
  if (!isBare(row)) return { line, ...row, isDoubtful: true };
  report.add(textProblems, "text/row-unreadable", {
    span: line,
    values: { found: collapseSpace(line.text) },
  });
  return undefined;
}

/** Tells whether a row has what no other line of a page has: of the registry's rows, all but bare ones. */
function isMarked(row: RowReading, isParted: boolean): boolean {
  const { name = "", port = "", protocol = "", description = "", assignee = "" } = row.cells;
  if (protocol !== "") return name !== "" || port !== "";
  const isNamed = name !== "" && serviceNameFault(name) === undefined;
  if (port !== "")
    return (
      assignee !== "" || (isParted && isNamed) || (name === "" && beginsWithState(description))
    );
  return !isBare(row) && (name === "" || isNamed || assignee !== "");
}

/** Tells whether a row has only words, so that it could be any line of the page. */
function isBare({ cells, date }: RowReading): boolean {
  const { name: _name, description: _description, ...others } = cells;
  return date === undefined && Object.values(others).every((cell) => cell === "");
}

/** Tells whether a row begins as the registry's oldest ones do: `arp Address Resolution Protocol`. */
function hasServiceName({ cells }: RowReading): boolean {
  const { name = "", description = "" } = cells;
  return serviceNameFault(name) === undefined && !/[A-Z]/.test(name) && description !== "";
}

/** Takes up to two dates of a row and puts both into their columns; a single one is returned. */
export function takeDates(take: () => string | undefined, cells: MutableCells): string | undefined {
  const first = take();
  const second = take();
  if (second === undefined) return first;
  cells.registrationDate = first ?? "";
  cells.modificationDate = second;
  return undefined;
}
