import type { ColumnKey, Report } from "@portolan/model";
import { understandProtocols } from "@portolan/model/internal";
import { RECORD_ORDER, type TableColumns } from "../page/headings.js";
import type { Line } from "../page/lines.js";
import {
  type CellRow,
  joinedRows,
  reportCutOff,
  reportShortRows,
  rowOfColumns,
} from "./cell-rows.js";
import { isPortText } from "./groups.js";
import { idOfPersonRow, isUri, readPersonCells } from "./people.js";
import type { OpenCell } from "./phrases.js";
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
    const { report } = context;
    const joined = joinedTabRows(lines, columns.length, report, {
      beginsRow: (cells) => beginsRecord(withFirstCell(cells, columns), columns),
      goesOn: (cell, text) => cell.goesOnWith(text),
      isLastRunning: columns.at(-1) === "notes",
    });
    const rows = joined.map(({ line, cells }) => ({ line, cells: withFirstCell(cells, columns) }));
    reportCutOff(rows, (cells) => cells.length >= columns.length, report);
    reportShortRows(rows.slice(0, -1), columns.length, report);
    return rows.flatMap((row) => rowOfColumns(row, columns, " ", context) ?? []);
  },
  readPeople({ columns, lines }, { plain, report }) {
    const rows = joinedTabRows(lines, columns.length, report, {
      beginsRow: ([id = ""]) => idOfPersonRow(plain(id)) !== undefined,
      goesOn: (_, text) => isUri(text),
      isLastRunning: false,
    });
    return rows.map(
      ({ line, cells }) => readPersonCells(line, cells.map(plain), columns, " ", report) ?? line,
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

/** Says what the lines of rows look like. */
interface TabRules {
  /** Tells whether cells can be the first ones of a row. */
  readonly beginsRow: (cells: readonly string[]) => boolean;
  /** Tells whether a line goes on with a cell. */
  readonly goesOn: (cell: OpenCell, text: string) => boolean;
  /** Whether the last cell of a row may have line breaks. */
  readonly isLastRunning: boolean;
}

/**
 * Finds the rows of a table. A whole row has a tab before each column but the first; a line with fewer
 * tabs is a part of a row, or a row whose last tabs were trimmed.
 *
 * ```
 * whois++→63→tcp→whois++
 *
 * IANA assigned this well-formed …→[Rickard_Schoultz]→[Rickard_Schoultz]→→→→→→
 * ```
 */
function joinedTabRows(
  lines: readonly Line[],
  columnCount: number,
  report: Report,
  { beginsRow, goesOn, isLastRunning }: TabRules,
): readonly CellRow[] {
  return joinedRows(
    lines,
    {
      split: (text) => text.split("\t"),
      place(row, cells, open) {
        const most = columnCount - 1;
        const tabs = row.length - 1 + cells.length - 1;
        const isPart = goesOn(open, cells[0]?.trim() ?? "");
        // A last cell that is empty so far may begin in the next line, but only as notes begin.
        const isClosed = row.length > most && (!isLastRunning || (open.isEmpty && !isPart));
        if (isClosed || tabs > most || beginsRow(cells)) return "start";
        // What completes the row to its last tab was parted from it by a line break.
        const isRest = cells.length > 1 && tabs === most;
        return isPart || isRest ? "rest" : "odd";
      },
    },
    report,
  );
}
