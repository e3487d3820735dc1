import {
  COLUMNS,
  type ColumnKey,
  type Reference,
  type Report,
  type RunningText,
  referenceLabel,
  type ServiceRecord,
} from "@portolan/model";
import {
  type Cells,
  collapseSpace,
  finishRecord,
  headingOfColumn,
  isRunning,
  plainText,
  type RecordDraft,
  RowForms,
  recordProblems,
  type Span,
  SpreadsheetCells,
  understandPorts,
} from "@portolan/model/internal";
import { type Columns, cellIn, lineOf, referencesOf } from "./cells.js";
import type { Cell, TableRow } from "./outline.js";
import { htmlProblems } from "./problems.js";

/** The columns whose cells are read as a line of text; the others have references, or a text. */
const LINES: readonly ColumnKey[] = COLUMNS.filter(
  ({ kind }) => !["people", "references", "text"].includes(kind),
).map(({ key }) => key);

const ALL: readonly ColumnKey[] = COLUMNS.map(({ key }) => key);

/**
 * Makes the records of a page's rows: IANA's, or those of a table that a spreadsheet or another program
 * saved as a page, whose dates may mean something only beside all the others.
 */
export class RecordRows {
  readonly #report: Report;
  readonly #records: ServiceRecord[] = [];
  readonly #offsets: number[] = [];
  readonly #cells = new SpreadsheetCells();
  readonly #forms = new RowForms();
  /** The rows from the first on that only the whole table explains. */
  readonly #waiting: { readonly row: TableRow; readonly columns: Columns<ColumnKey> }[] = [];
  /** Whether a table has all columns under IANA's headings, as no other page has. */
  #hasAllColumns = false;

  constructor(report: Report) {
    this.#report = report;
  }

  /** Notes the columns that the headings of a table name. */
  hasHeadings(columns: Columns<ColumnKey>): void {
    this.#hasAllColumns ||= columns.size === COLUMNS.length;
  }

  /** Takes the next row; its record may be made only when the table ends. */
  add(row: TableRow, columns: Columns<ColumnKey>): void {
    const cells = cellsOf(row, columns, this.#hasAllColumns ? LINES : ALL);
    if (this.#waiting.length > 0 || this.#cells.needsWhole(cells))
      this.#waiting.push({ row, columns });
    else this.#read(row, columns, cells);
  }

  /**
   * Gives the records, and the zero-based offset of each one's row; none where most rows have the form of
   * something else.
   */
  finish(): { readonly records: readonly ServiceRecord[]; readonly offsets: readonly number[] } {
    const all = this.#waiting.map(({ row, columns }) => cellsOf(row, columns, ALL));
    if (all.length > 0) this.#cells.learn(all);
    for (const [index, { row, columns }] of this.#waiting.entries())
      this.#read(row, columns, all[index] ?? {});
    this.#cells.finish(headingOfColumn, this.#report);
    if (this.#hasAllColumns || this.#forms.areRecords(true))
      return { records: this.#records, offsets: this.#offsets };
    this.#report.add(htmlProblems, "html/rows-implausible", this.#forms.refusal());
    return { records: [], offsets: [] };
  }

  #read(row: TableRow, columns: Columns<ColumnKey>, found: Cells): void {
    const report = this.#report;
    const locate = (column: ColumnKey): Span => cellIn(row, columns, column) ?? row;
    const mayBeOther = !this.#hasAllColumns;
    const make = (cells: Cells): ServiceRecord => {
      if (mayBeOther) this.#forms.add(cells, () => report.at(row.start));
      return this.#record(row, columns, cells, (column) => {
        // A cell without words may have a line break, which is a text.
        const isMarkedEmpty = cells[column] === "" && found[column] !== "";
        return isMarkedEmpty ? undefined : cellIn(row, columns, column);
      });
    };
    for (const record of this.#cells.records(found, { report, locate, mayBeOther }, make)) {
      this.#records.push(record);
      this.#offsets.push(row.start);
    }
  }

  /** @param cellOf - gives the cell of a column that has one, and in it no mark of an empty one. */
  #record(
    row: TableRow,
    columns: Columns<ColumnKey>,
    cells: Cells,
    cellOf: (column: ColumnKey) => Cell | undefined,
  ): ServiceRecord {
    const locate = (column: ColumnKey): Span => cellIn(row, columns, column) ?? row;
    const items = (column: ColumnKey): readonly Reference[] =>
      referencesOf(cellOf(column)?.text, (found) =>
        this.#report.add(recordProblems, "record/list-invalid", {
          span: locate(column),
          values: { found },
        }),
      );
    const assignees = items("assignee").map(referenceLabel);
    const contacts = items("contact").map(referenceLabel);
    const draft: Draft = {
      // The page shows an inherited assignee like one of the record's own.
      assignees:
        !columns.has("assignee") || haveSameItems(assignees, contacts) ? undefined : assignees,
      contacts,
      references: items("reference"),
    };
    for (const key of LINES) draft[key] = cells[key];
    for (const { key, kind } of COLUMNS) {
      if (kind !== "text") continue;
      const cell = cellOf(key);
      draft[key] = isRunning(key) ? cell?.text : textOf(cell);
    }
    return finishRecord(draft as RecordDraft, this.#report, locate);
  }
}

/** A draft whose texts are put in column by column. */
type Draft = Pick<RecordDraft, "assignees" | "contacts" | "references"> & {
  [Key in ColumnKey]?: RunningText | undefined;
};

function cellsOf(row: TableRow, columns: Columns<ColumnKey>, keys: readonly ColumnKey[]): Cells {
  const cells: { [Key in ColumnKey]?: string } = {};
  for (const key of keys) {
    const place = columns.get(key);
    if (place === undefined) continue;
    const cell = row.cells[place];
    cells[key] = lineOf(cell);
    if (key === "port" && cell?.text !== cells[key] && !isOfLines(cellIn(row, columns, "protocol")))
      cells[key] = portsInLines(cell) ?? cells[key];
  }
  return cells;
}

/** Tells whether a cell has several lines, which may belong to those of the cell beside it. */
function isOfLines(cell: Cell | undefined): boolean {
  return plainText(cell?.text ?? "")
    .trim()
    .includes("\n");
}

/** Gives a cell with a port, or several, in each of its lines. */
function portsInLines(cell: Cell | undefined): string | undefined {
  const lines = plainText(cell?.text ?? "")
    .split("\n")
    .map(collapseSpace)
    .filter(Boolean);
  const ports = lines.join("\n");
  return lines.length > 1 && understandPorts(ports) !== undefined ? ports : undefined;
}

function haveSameItems(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((item, index) => item === b[index]);
}

/** Gives the text of a field that has no structure, its white space kept. */
function textOf(cell: Cell | undefined): string | undefined {
  return typeof cell?.text === "string" ? cell.text : lineOf(cell);
}
