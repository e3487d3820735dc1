import { collapseSpace } from "@portolan/model";
import { cellsOfColumns } from "../column-cells.js";
import { beginsWithPort } from "../content/kinds.js";
import { reportCutOff } from "../cut-off.js";
import { idOfPersonRow, readPersonCells, readShiftedPersonCells } from "../people/person-rows.js";
import type { LinedRow, ShapeReader } from "../shape.js";
import { pipeHeadings } from "./pipe-cells.js";
import { readShiftedCells } from "./pipe-record.js";
import { cellsOfRows, type PipeRow, pipeRows } from "./pipe-rows.js";

/** What parts the texts of cells that are read as one. */
const SEPARATOR = " | ";

/** Tables with pipes, as readers and converters to Markdown make them of the page. */
export const pipeShape: ShapeReader = {
  splitHeadings: pipeHeadings,
  isCertainlyRecord: (text) => text.includes("|") && beginsWithPort(pipeHeadings(text)),
  readRecords({ columns, head, lines }, context) {
    const rows = pipeRows(lines, head, beginsWithPort);
    const endsAtPipe = (row: PipeRow): boolean => row.pieces.at(-1)?.trim() === "";
    if (head?.trimEnd().endsWith("|") === true)
      reportCutOff(rows, endsAtPipe, (row) => row.line, context.report);
    const { cells, exact } = cellsOfRows(rows, head, columns.indexOf("port"));
    return rows.flatMap(({ line }, index): readonly LinedRow[] => {
      const texts = cells[index] ?? [];
      if (exact || texts.length < 2) {
        const placed = cellsOfColumns(line, texts, columns, SEPARATOR, context);
        return placed === undefined ? [] : [{ line, cells: placed, inferred: [] }];
      }
      const given = texts
        .map((text) => collapseSpace(context.plain(text)))
        .filter((text) => text !== "");
      return [{ line, ...readShiftedCells(given, context.isListed) }];
    });
  },
  readPeople({ columns, head, lines }, { plain, report }) {
    const rows = pipeRows(lines, head, ([id = ""]) => idOfPersonRow(plain(id)) !== undefined);
    const { cells, exact } = cellsOfRows(rows, head, -1);
    return rows.map(({ line }, index) => {
      const texts = (cells[index] ?? []).map((text) => collapseSpace(plain(text)));
      const filled = texts.filter((text) => text !== "");
      const person =
        exact || filled.length >= columns.length
          ? readPersonCells(line, texts, columns, SEPARATOR, report)
          : readShiftedPersonCells(line, filled, SEPARATOR, report);
      return person ?? line;
    });
  },
};
