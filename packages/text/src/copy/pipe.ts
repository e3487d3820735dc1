import type { InferredField, Report } from "@portolan/model";
import {
  collapseSpace,
  defined,
  isRegistryDate,
  splitBracketed,
  understandProtocols,
} from "@portolan/model/internal";
import type { Line } from "../page/lines.js";
import {
  type CellRow,
  joinedRows,
  reportCutOff,
  reportShortRows,
  rowOfColumns,
} from "./cell-rows.js";
import {
  beginsWithPort,
  findPeople,
  type Group,
  groupText,
  isPortText,
  isReferenceLabel,
} from "./groups.js";
import { idOfPersonRow, readPersonCells, readShiftedPersonCells } from "./people.js";
import { beginsNotes, beginsUnauthorizedUse } from "./phrases.js";
import type { MutableCells, RowReading, ShapeReader } from "./shape.js";
import { shiftedRow, takeDates } from "./shifted-row.js";

/** Separates the texts of cells that are read as one. */
const SEPARATOR = " | ";

/** Tables with pipes, as readers and converters to Markdown make them of the page. */
export const pipeShape: ShapeReader = {
  splitHeadings: pipeHeadings,
  isCertainlyRecord: (text) => beginsWithPort(pipeHeadings(text)),
  readRecords({ columns, head, lines }, context) {
    const { report } = context;
    const rows = joinedPipeRows(lines, head, beginsWithPort, report);
    if (head?.trimEnd().endsWith("|") === true)
      reportCutOff(rows, (pieces) => pieces.at(-1) === "", report);
    const { cellRows, exact } = cellsOfRows(rows, head, columns.indexOf("port"));
    if (exact) reportShortRows(cellRows, columns.length, report);
    return cellRows.flatMap(({ line, cells }) => {
      const texts = cells.map(withoutEmphasis);
      if (exact || texts.length < 2)
        return rowOfColumns({ line, cells: texts }, columns, SEPARATOR, context) ?? [];
      const given = texts
        .map((text) => collapseSpace(context.plain(text)))
        .filter((text) => text !== "");
      return shiftedRow(line, readShiftedCells(given, context.isListed), context, true) ?? [];
    });
  },
  readPeople({ columns, head, lines }, { plain, report }) {
    const beginsRow = ([id = ""]: readonly string[]): boolean =>
      idOfPersonRow(plain(id)) !== undefined;
    const rows = joinedPipeRows(lines, head, beginsRow, report);
    const { cellRows, exact } = cellsOfRows(rows, head, -1);
    return cellRows.map(({ line, cells }) => {
      const texts = cells.map((text) => collapseSpace(plain(text)));
      const filled = texts.filter((text) => text !== "");
      const person =
        exact || filled.length >= columns.length
          ? readPersonCells(line, texts, columns, SEPARATOR, report)
          : readShiftedPersonCells(line, filled, SEPARATOR, report);
      return person ?? line;
    });
  },
};

/** Takes off what shows a whole cell as code or in bold: `` `http` ``, `**http**`. */
function withoutEmphasis(text: string): string {
  return /^`([^`]+)`$/.exec(text)?.[1] ?? /^\*\*([^*]+)\*\*$/.exec(text)?.[1] ?? text;
}

/**
 * Splits a text at its pipes. A pipe has a blank, another pipe or an end beside it; `<true|false>`
 * and the escaped `\|` are text.
 *
 * @param compact takes every pipe that is not escaped, as tables without blanks need it.
 * @returns one piece more than there are pipes, blanks trimmed.
 */
function splitPipes(text: string, compact: boolean): readonly string[] {
  const pieces: string[] = [];
  let start = 0;
  for (let at = text.indexOf("|"); at !== -1; at = text.indexOf("|", at + 1)) {
    if (text[at - 1] === "\\") continue;
    if (!(compact || isBorder(text[at - 1]) || isBorder(text[at + 1]))) continue;
    pieces.push(text.slice(start, at).trim());
    start = at + 1;
  }
  pieces.push(text.slice(start).trim());
  return pieces;
}

function isBorder(char: string | undefined): boolean {
  return char === undefined || char === "|" || /\s/.test(char);
}

/** Tells whether a row of headings has no blanks around its pipes: `Service Name|Port Number`. */
function isCompact(headings: string): boolean {
  return /[^\s|]\|[^\s|]/.test(headings) && !/\s\|\s/.test(headings);
}

/** Returns the headings of a line, if it is a row of headings. */
function pipeHeadings(text: string): readonly string[] {
  if (!text.includes("|")) return [];
  const pieces = splitPipes(text, isCompact(text)).map((piece) => piece.replace(/^\*+|\*+$/g, ""));
  return pieces.slice(pieces[0] === "" ? 1 : 0, pieces.at(-1) === "" ? -1 : undefined);
}

/**
 * Finds the rows of a table, each with the texts before, between and after its pipes:
 *
 * ```
 * udt-os | 3900 | tcp | Unidata UDT OS … "udt_os". |
 * [James_Powell] | [James_Powell] | ||||||
 * ```
 *
 * A line goes on with a row whose last cell is open, or ended, but then with one of people.
 *
 * @param head the row of headings, which has as many pipes as each row.
 * @param beginsRow tells whether cells can only be the first ones of a row.
 */
function joinedPipeRows(
  lines: readonly Line[],
  head: string | undefined,
  beginsRow: (cells: readonly string[]) => boolean,
  report: Report,
): readonly CellRow[] {
  const compact = head !== undefined && isCompact(head);
  const pipes = head === undefined ? pipesOfAll(lines) : splitPipes(head, compact).length - 1;
  return joinedRows(
    lines,
    {
      split: (text) => piecesOfRow(text, compact, pipes),
      place(row, pieces, open) {
        const isOwn = beginsRow(pieces.slice(pieces[0] === "" ? 1 : 0));
        if (isOwn || !mayGoOn(row, pieces, pipes)) return "start";
        const [first = ""] = pieces;
        const isFiller = pieces.every((piece) => piece === "");
        const isPart = row.at(-1) === "" ? first.startsWith("[") : open.goesOnWith(first);
        return isFiller || isPart ? "rest" : "odd";
      },
    },
    report,
  );
}

const USUAL_PIPES = 12;

/** Gives how many pipes each line has: without headings, lines that have all as many are a row each. */
function pipesOfAll(lines: readonly Line[]): number {
  const counts = new Set(lines.map(({ text }) => splitPipes(text, false).length - 1));
  const [count = 0] = counts;
  return counts.size === 1 && count > 1 ? count : USUAL_PIPES;
}

/**
 * Tells whether a row has room for the pipes of a line. A row has a pipe at least: what follows a line
 * without one is no part of it; and a line without one is no cell.
 */
function mayGoOn(row: readonly string[], pieces: readonly string[], pipes: number): boolean {
  const [given, more] = [row.length - 1, pieces.length - 1];
  if (given === 0 || given >= pipes) return false;
  return given + more <= pipes && (more > 0 || row.at(-1) !== "");
}

/** Splits a row; it may lack the blanks around pipes that other rows have. */
function piecesOfRow(text: string, compact: boolean, pipes: number): readonly string[] {
  const all = splitPipes(text, true);
  return compact || all.length - 1 === pipes ? all : splitPipes(text, false);
}

/**
 * Returns the cells of each row, and tells whether empty ones are among them. Else they are left
 * out, and pipes at the end of the row make up for them: `2905 | udp | Reserved | |||||||||`.
 *
 * @param portColumn zero-based place of the port among all cells; -1 where there is no such column.
 */
function cellsOfRows(
  rows: readonly CellRow[],
  head: string | undefined,
  portColumn: number,
): { readonly cellRows: readonly CellRow[]; readonly exact: boolean } {
  const leading = head !== undefined && /^\s*\|/.test(head);
  const cellRows = rows.map(({ line, cells: pieces }) => ({
    line,
    cells: pieces
      .slice(leading && pieces[0] === "" ? 1 : 0, pieces.at(-1) === "" ? -1 : undefined)
      .map((piece) => piece.trim()),
  }));
  const padded = rows.some(({ line }) => /\|\|\s*$/.test(line.text));
  if (leading && !padded) return { cellRows, exact: true };
  const withGap = cellRows.filter(({ cells }) => hasGap(cells)).length;
  const shifted = cellRows.filter(({ cells }) => !/^$|^\d/.test(cells[portColumn] ?? "")).length;
  return { cellRows, exact: withGap > shifted };
}

/** Tells whether an empty cell comes before one that is not empty. */
function hasGap(cells: readonly string[]): boolean {
  const gap = cells.indexOf("");
  return gap !== -1 && cells.slice(gap).some((cell) => cell !== "");
}

/**
 * Tells by their content what the cells of a row are whose empty cells are left out.
 *
 * @param isListed tells whether the copy's contact information lists an id.
 */
function readShiftedCells(row: readonly string[], isListed: (id: string) => boolean): RowReading {
  const cells: MutableCells = {};
  const inferred: InferredField[] = [];
  const body = takeHead(row, cells);
  const groups = body.flatMap((cell, index) => groupOfCell(cell, index));
  const other = body.findIndex((cell) => !isDescription(cell));
  const textEnd = other === -1 ? body.length : other;
  const { assignee, contact } = findPeople(groups, { gap: 0, textEnd, isListed }) ?? {};
  const end = assignee?.start ?? Math.min(1, textEnd);
  cells.description = body.slice(0, end).join(SEPARATOR);
  if (assignee !== undefined) cells.assignee = groupText(assignee);
  if (contact !== undefined) cells.contact = groupText(contact);
  else if (assignee !== undefined) inferred.push("assignee", "contact");
  const tail = body.slice((contact ?? assignee)?.end ?? end);
  const date = readTailCells(tail, cells, inferred);
  return defined({ cells, inferred, date });
}

/** Takes name, port and protocol from the front of a row and gives what is left. */
function takeHead(row: readonly string[], cells: MutableCells): readonly string[] {
  let rest = row;
  const take = (): string => {
    const [first = "", ...others] = rest;
    rest = others;
    return first;
  };
  if (!isPortText(rest[0] ?? "")) cells.name = take();
  if (isPortText(rest[0] ?? "")) cells.port = take();
  if (understandProtocols(rest[0] ?? "") !== undefined) cells.protocol = take();
  return rest;
}

function groupOfCell(cell: string, index: number): readonly Group[] {
  const items = itemsOf(cell);
  return items.length === 0 ? [] : [{ items, start: index, end: index + 1 }];
}

function itemsOf(cell: string): readonly string[] {
  return splitBracketed(cell) ?? [];
}

/** Tells whether the first cell after the head is a description, and none of what may follow one. */
function isDescription(cell: string): boolean {
  const [label] = itemsOf(cell);
  const isReference = label !== undefined && isReferenceLabel(label);
  return !(isRegistryDate(cell) || isReference || beginsNotes(cell) || beginsUnauthorizedUse(cell));
}

/**
 * Reads the cells after a row's people: up to two dates, references, service code, unauthorized
 * use, notes.
 *
 * @returns the date, where there is one only.
 */
function readTailCells(
  tail: readonly string[],
  cells: MutableCells,
  inferred: InferredField[],
): string | undefined {
  const rest = [...tail];
  const takeIf = (test: (cell: string) => boolean): string | undefined =>
    rest[0] !== undefined && test(rest[0]) ? rest.shift() : undefined;
  const date = takeDates(() => takeIf(isRegistryDate), cells);
  cells.reference = takeIf((cell) => itemsOf(cell).length > 0) ?? "";
  cells.serviceCode = takeIf((cell) => /^\d+$/.test(cell)) ?? "";
  const followsReport =
    rest[1] !== undefined && beginsNotes(rest[1]) && !beginsNotes(rest[0] ?? "");
  cells.unauthorizedUse = takeIf((cell) => followsReport || beginsUnauthorizedUse(cell)) ?? "";
  cells.notes = rest.join(SEPARATOR);
  if (cells.notes !== "" && !beginsNotes(cells.notes) && cells.unauthorizedUse === "")
    inferred.push("notes");
  return date;
}
