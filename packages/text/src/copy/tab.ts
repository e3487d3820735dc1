import type { ColumnKey, Report } from "@portolan/model";
import { understandProtocols } from "@portolan/model/internal";
import { RECORD_ORDER, type TableColumns } from "../page/headings.js";
import { joinLines, type Line } from "../page/lines.js";
import { cellsOfColumns, reportCutOff, reportJoined, reportShortRows } from "./column-cells.js";
import { isPortText } from "./groups.js";
import { idOfPersonRow, isUri, readPersonCells } from "./people.js";
import { OpenCell } from "./phrases.js";
import type { ShapeReader } from "./shape.js";

/** Copies from a browser's window: a tab between cells, line breaks inside cells kept. */
export const tabShape: ShapeReader = {
  splitHeadings: (text) => (text.includes("\t") ? text.split("\t") : []),
  isCertainlyRecord(text) {
    const [, port = "", protocol = "", ...rest] = withFirstCell(text.split("\t"), RECORD_ORDER);
    const isRange = protocol === "" && rest.length > 7;
    return rest.length > 0 && isPortText(port) && (isRange || isProtocol(protocol));
  },
  readRecords({ columns, lines }, context) {
    const split = (text: string): readonly string[] => withFirstCell(text.split("\t"), columns);
    const rows = joinTabRows(lines, columns.length, {
      beginsRow: (cells) => beginsRecord(withFirstCell(cells, columns), columns),
      goesOn: (cell, text) => cell.goesOnWith(text),
      isLastRunning: columns.at(-1) === "notes",
      report: context.report,
    });
    const isWhole = ({ text }: Line): boolean => split(text).length >= columns.length;
    reportCutOff(rows, isWhole, (line) => line, context.report);
    const cellsOf = ({ text }: Line): readonly string[] => split(text);
    reportShortRows(rows.slice(0, -1), columns.length, cellsOf, (line) => line, context.report);
    return rows.flatMap((line) => {
      const texts = split(line.text);
      const cells = cellsOfColumns(line, texts, columns, " ", context);
      const isWhole = texts.length === columns.length;
      return cells === undefined ? [] : [{ line, cells, inferred: [], isWhole }];
    });
  },
  readPeople({ columns, lines }, { plain, report }) {
    const rows = joinTabRows(lines, columns.length, {
      beginsRow: ([id = ""]) => idOfPersonRow(plain(id)) !== undefined,
      goesOn: (_, text) => isUri(text),
      isLastRunning: false,
      report,
    });
    return rows.map(
      (line) =>
        readPersonCells(line, line.text.split("\t").map(plain), columns, " ", report) ?? line,
    );
  },
};

/** Tells whether a cell names a transport protocol: in a cell of its own, capitals are one, too. */
function isProtocol(cell: string): boolean {
  return understandProtocols(cell) !== undefined;
}

/**
 * Returns a row its first cell back: Chromium leaves the tab after it out where it is empty. No
 * service name is all digits.
 */
function withFirstCell(cells: readonly string[], columns: TableColumns): readonly string[] {
  const [first = "", second = ""] = cells;
  const lacksName =
    columns[0] === "name" &&
    columns[1] === "port" &&
    cells.length > 1 &&
    isPortText(first.trim()) &&
    (second.trim() === "" || isProtocol(second.trim()));
  return lacksName ? ["", ...cells] : cells;
}

/** Tells whether cells can be the first ones of a record, and not what follows a line break. */
function beginsRecord(cells: readonly string[], columns: TableColumns): boolean {
  const cell = (column: ColumnKey): string => cells[columns.indexOf(column)]?.trim() ?? "";
  const name = cell("name");
  const port = cell("port");
  const protocol = cell("protocol");
  if (protocol !== "" && !isProtocol(protocol)) return false;
  if (port !== "") return isPortText(port);
  if (!/^[^\s[\]]+$/.test(name)) return false;
  return protocol !== "" || cell("description") !== "";
}

/**
 * Joins the lines of rows that have line breaks inside a cell. A whole row has a tab before each
 * column but the first; a line with fewer tabs is a part of a row, or a row whose last tabs were trimmed.
 *
 * ```
 * whois++→63→tcp→whois++
 *
 * IANA assigned this well-formed …→[Rickard_Schoultz]→[Rickard_Schoultz]→→→→→→
 * ```
 *
 * A line that goes on with a cell has a form of such lines; any other is joined as well, and reported.
 */
function joinTabRows(
  lines: readonly Line[],
  columnCount: number,
  { beginsRow, goesOn, isLastRunning, report }: TabRules,
): readonly Line[] {
  const rows: Line[] = [];
  let tabs = 0;
  let cell = new OpenCell();
  for (const line of lines) {
    const cells = line.text.split("\t");
    const more = cells.length - 1;
    const last = rows.at(-1);
    const isFull = tabs >= columnCount - 1;
    const isPart = goesOn(cell, cells[0]?.trim() ?? "");
    // A last cell that is empty so far may begin in the next line, but only as notes begin.
    const isClosed = isFull && (!isLastRunning || (cell.isEmpty && !isPart));
    const isOwn =
      last === undefined || isClosed || tabs + more > columnCount - 1 || beginsRow(cells);
    if (isOwn || more > 0) cell = new OpenCell(cells.at(-1));
    else cell.add(line.text);
    if (isOwn) {
      rows.push(line);
      tabs = more;
      continue;
    }
    // What completes the row to its last tab was parted from it by a line break.
    const isRest = more > 0 && tabs + more === columnCount - 1;
    if (!isPart && !isRest) reportJoined(line, report);
    rows[rows.length - 1] = joinLines(last, line);
    tabs += more;
  }
  return rows;
}

/** Says what the lines of rows look like. */
interface TabRules {
  /** Tells whether cells can be the first ones of a row. */
  readonly beginsRow: (cells: readonly string[]) => boolean;
  /** Tells whether a line goes on with a cell. */
  readonly goesOn: (cell: OpenCell, text: string) => boolean;
  /** Whether the last cell of a row may have line breaks. */
  readonly isLastRunning: boolean;
  readonly report: Report;
}
