import { type ColumnKey, isTransportProtocol } from "@portolan/model";
import { cellsOfColumns } from "./column-cells.js";
import { reportCutOff } from "./cut-off.js";
import type { TableColumns } from "./headings.js";
import { isPortText } from "./kinds.js";
import type { Line } from "./lines.js";
import { idOfPersonRow, readPersonCells } from "./person-rows.js";
import type { CopyShape } from "./shape.js";
import { joinTabRows } from "./tab-rows.js";

/** Copies from a browser's window: a tab between cells, line breaks inside cells kept. */
export const tabShape: CopyShape = {
  splitHeadings: (text) => (text.includes("\t") ? text.split("\t") : []),
  isCertainlyRecord(text) {
    const [, port = "", protocol = "", ...rest] = text.split("\t");
    return (
      rest.length > 5 && isPortText(port) && (protocol === "" || isTransportProtocol(protocol))
    );
  },
  readRecords({ columns, lines }, context) {
    const rows = joinTabRows(lines, columns.length, (cells) => beginsRecord(cells, columns));
    const isWhole = ({ text }: Line): boolean => text.split("\t").length >= columns.length;
    reportCutOff(rows, isWhole, (line) => line, context.report);
    return rows.flatMap((line) => {
      const cells = cellsOfColumns(line, line.text.split("\t"), columns, " ", context);
      return cells === undefined ? [] : [{ line, cells, inferred: [] }];
    });
  },
  readPeople({ columns, lines }, plain) {
    const rows = joinTabRows(
      lines,
      columns.length,
      ([id = ""]) => idOfPersonRow(plain(id)) !== undefined,
    );
    return rows.map(
      (line) => readPersonCells(line, line.text.split("\t").map(plain), columns) ?? line,
    );
  },
};

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
