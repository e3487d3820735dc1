import { type ColumnKey, isTransportProtocol } from "@portolan/model";
import { RECORD_ORDER, type TableColumns } from "../../page/headings.js";
import type { Line } from "../../page/lines.js";
import { cellsOfColumns } from "../column-cells.js";
import { isPortText } from "../content/kinds.js";
import { reportCutOff } from "../cut-off.js";
import { idOfPersonRow, readPersonCells } from "../people/person-rows.js";
import type { ShapeReader } from "../shape.js";
import { joinTabRows } from "./tab-rows.js";

/** Copies from a browser's window: a tab between cells, line breaks inside cells kept. */
export const tabShape: ShapeReader = {
  splitHeadings: (text) => (text.includes("\t") ? text.split("\t") : []),
  isCertainlyRecord(text) {
    const [, port = "", protocol = "", ...rest] = withFirstCell(text.split("\t"), RECORD_ORDER);
    const isRange = protocol === "" && rest.length > 7;
    return rest.length > 0 && isPortText(port) && (isRange || isTransportProtocol(protocol));
  },
  readRecords({ columns, lines }, context) {
    const split = (text: string): readonly string[] => withFirstCell(text.split("\t"), columns);
    const rows = joinTabRows(lines, columns.length, (cells) =>
      beginsRecord(withFirstCell(cells, columns), columns),
    );
    const isWhole = ({ text }: Line): boolean => split(text).length >= columns.length;
    reportCutOff(rows, isWhole, (line) => line, context.report);
    return rows.flatMap((line) => {
      const cells = cellsOfColumns(line, split(line.text), columns, " ", context);
      return cells === undefined ? [] : [{ line, cells, inferred: [] }];
    });
  },
  readPeople({ columns, lines }, { plain, report }) {
    const rows = joinTabRows(
      lines,
      columns.length,
      ([id = ""]) => idOfPersonRow(plain(id)) !== undefined,
    );
    return rows.map(
      (line) =>
        readPersonCells(line, line.text.split("\t").map(plain), columns, " ", report) ?? line,
    );
  },
};

/**
 * Gives a row its first cell back: Chromium leaves the tab after it out where it is empty. No
 * service name is all digits.
 */
function withFirstCell(cells: readonly string[], columns: TableColumns): readonly string[] {
  const [first = "", second = ""] = cells;
  const lacksName =
    columns[0] === "name" &&
    columns[1] === "port" &&
    cells.length > 1 &&
    isPortText(first.trim()) &&
    (second.trim() === "" || isTransportProtocol(second.trim()));
  return lacksName ? ["", ...cells] : cells;
}

/** Tells whether cells can be the first ones of a record, and not what follows a line break. */
function beginsRecord(cells: readonly string[], columns: TableColumns): boolean {
  const cell = (column: ColumnKey): string => cells[columns.indexOf(column)]?.trim() ?? "";
  const name = cell("name");
  const port = cell("port");
  const protocol = cell("protocol");
  if (protocol !== "" && !isTransportProtocol(protocol)) return false;
  if (port !== "") return isPortText(port);
  if (!/^[^\s[\]]+$/.test(name)) return false;
  return protocol !== "" || cell("description") !== "";
}
