import {
  COLUMNS,
  type ColumnKey,
  draftFromCells,
  finishRecord,
  type Report,
  type ServiceRecord,
  type Span,
} from "@portolan/model";
import { RECORD_ORDER } from "../page/headings.js";
import { textProblems } from "../problems.js";
import type { PlacedRow } from "./reading.js";

const HEADINGS: ReadonlyMap<ColumnKey, string> = new Map(
  COLUMNS.map(({ key, heading }) => [key, heading]),
);

/** Makes a record of a row whose columns are all known, and says which of them a rule decided. */
export function recordOfRow(row: PlacedRow, source: string, report: Report): ServiceRecord {
  const { cells, inferred, line } = row;
  const locate = (column: ColumnKey): Span => spanOfCell(row, column, source);
  if (inferred.length > 0) {
    const found = inferred.map((field) => HEADINGS.get(field)).join(", ");
    report.add(textProblems, "text/record-inferred", { span: line, values: { found } });
  }
  return finishRecord({ ...draftFromCells(cells, report, locate), inferred }, report, locate);
}

/** Finds a cell's text in its row, looking for one cell after the other. */
function spanOfCell({ line, cells }: PlacedRow, column: ColumnKey, source: string): Span {
  const row = source.slice(line.start, line.end);
  let from = 0;
  for (const key of RECORD_ORDER.slice(0, RECORD_ORDER.indexOf(column) + 1)) {
    const text = cells[key] ?? "";
    const found = row.indexOf(text, from);
    if (found === -1) return line;
    if (key === column && text !== "")
      return { start: line.start + found, end: line.start + found + text.length };
    from = found + text.length;
  }
  return line;
}
