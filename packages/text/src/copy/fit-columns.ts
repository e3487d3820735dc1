import type { ColumnKey } from "@portolan/model";
import type { TableColumns } from "../page/headings.js";
import type { LinedRow } from "./shape.js";

/**
 * Fits a row into a table that lacks columns: what would stand in a missing one stands in its twin.
 * Without a column for the assignee, the contacts are the assignees, as everywhere in the registry.
 */
export function fitColumns(row: LinedRow, columns: TableColumns): LinedRow {
  const lacks = (column: ColumnKey): boolean => !columns.includes(column);
  const { date, ...rest } = row;
  const cells = { ...row.cells };
  if (lacks("assignee")) {
    cells.contact ||= cells.assignee ?? "";
    cells.assignee = cells.contact;
  }
  if (date === undefined || !(lacks("registrationDate") || lacks("modificationDate")))
    return { ...row, cells };
  cells[lacks("registrationDate") ? "modificationDate" : "registrationDate"] = date;
  return { ...rest, cells };
}
