import type { ProtocolNumbersResult, Report } from "@portolan/model";
import {
  areProtocolHeadings,
  defined,
  type ProtocolColumnKey,
  ProtocolReading,
  placeColumns,
  placesOf,
  protocolColumnOf,
  requireText,
} from "@portolan/model/internal";
import { readHeader } from "./page/header.js";
import { textProblems } from "./problems.js";
import type { Alignment } from "./published/centred-columns.js";
import { findColumns, type TextColumn } from "./published/columns.js";
import { Grid } from "./published/grid.js";
import { RowSplitter } from "./published/row-splitter.js";
import type { TableHead } from "./published/table-head.js";
import { reportFlaws } from "./published/table-reader.js";
import { TextLines } from "./published/text-lines.js";

/**
 * Reads IANA's plain text of the protocol numbers: columns of fixed width, whose rows are centred
 * vertically. Lines of a wrapped cell are joined by a blank.
 *
 * @throws {TypeError} where the source is not a string.
 * @example
 * const { numbers, problems } = protocolNumbersFromText(source);
 */
export function protocolNumbersFromText(source: string): ProtocolNumbersResult {
  requireText(source, "protocolNumbersFromText", "source");
  const reading = new ProtocolReading(source);
  const lines = new TextLines(source);
  const table = findTable(lines);
  if (table === undefined) {
    reading.refuse({ start: 0 });
    return reading.finish();
  }
  readTable(lines, table, reading);
  const { report } = reading;
  const above = Array.from({ length: table.head.first }, (_, line) => ({
    text: lines.text(line),
    place: report.at(lines.start(line)),
  }));
  return reading.finish(readHeader(above, report).updated);
}

/** The rest of the heading “IPv6 Extension Header”, which is wrapped. */
const HEADING_REST = /^[ \t]*(?:(?:Extension|Header)[ \t\r]*)+$/;

/** The titles of what follows the table. */
const CAPTION = /^(?:Contact Information|People|Footnotes?|Licensing Terms)$/;

function findTable(lines: TextLines): ProtocolTable | undefined {
  for (let first = 0; first < lines.count; first++) {
    if (!areProtocolHeadings(lines.trimmed(first).split(/\s+/, 2))) continue;
    let headEnd = first + 1;
    while (headEnd < lines.count && HEADING_REST.test(lines.text(headEnd))) headEnd++;
    let end = headEnd;
    while (end < lines.count && !CAPTION.test(lines.trimmed(end))) end++;
    while (end > headEnd && lines.isBlank(end - 1)) end--;
    return { head: { first, end: headEnd }, end };
  }
  return undefined;
}

/** Holds the table: its headings and the line after its last one. */
interface ProtocolTable {
  readonly head: TableHead;
  readonly end: number;
}

/** How many columns the table has. */
const COLUMN_COUNT = 5;

function readTable(lines: TextLines, table: ProtocolTable, reading: ProtocolReading): void {
  const { report } = reading;
  const layout = findColumns(lines, table, alignmentOf, COLUMN_COUNT);
  const grid = new Grid(lines, layout, table.head.end, table.end);
  const places = columnPlaces(layout.columns, report);
  const placed = (...keys: readonly ProtocolColumnKey[]): readonly number[] =>
    keys.flatMap((key) => places.get(key) ?? []);
  const [name] = placed("keyword");
  const rules = defined({
    anchors: placed("number", "keyword"),
    single: placed("number", "ipv6Extension"),
    prose: placed("description"),
    name,
  });
  new RowSplitter(rules).split(grid, { previous: 0, next: 0 }, true, (row) => {
    reportFlaws(grid, row, "text/row-unreadable", report);
    if (row.flaw === "stray") return;
    const { start, end } = row;
    const cells: { [column in ProtocolColumnKey]?: string } = {};
    for (const [key, place] of places) cells[key] = grid.cell(start, end, place);
    const number = grid.cellSpan(start, end, places.get("number") ?? 0);
    reading.addCells(cells, grid.linesSpan(start, end), number?.start);
  });
}

function alignmentOf(heading: string): Alignment | undefined {
  const key = protocolColumnOf(heading);
  if (key === undefined) return undefined;
  return key === "number" || key === "ipv6Extension" ? "centred" : "left";
}

/** Returns the place of each column, and reports headings whose cells are left out. */
function columnPlaces(
  columns: readonly TextColumn[],
  report: Report,
): ReadonlyMap<ProtocolColumnKey, number> {
  const keys = columns.map(({ heading }) => protocolColumnOf(heading));
  const placed = placeColumns(keys, (fault, place) => {
    const { heading: found = "", offset: start = 0 } = columns[place] ?? {};
    report.add(textProblems, `text/column-${fault}`, { span: { start }, values: { found } });
  });
  return placesOf(placed);
}
