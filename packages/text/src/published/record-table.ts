import {
  COLUMNS,
  type ColumnKey,
  columnOfHeading,
  type Report,
  type ServiceRecord,
} from "@portolan/model";
import {
  CellsReader,
  collapseSpace,
  defined,
  type Span,
  type SpreadsheetCells,
} from "@portolan/model/internal";
import { type CellLayout, COLUMN_LAYOUT } from "../column-layout.js";
import { placeRecordColumns, RECORD_ORDER } from "../page/headings.js";
import { textProblems } from "../problems.js";
import type { Alignment } from "./centred-columns.js";
import { findColumns } from "./columns.js";
import { bitOf, type Grid } from "./grid.js";
import type { RowRules } from "./row-rules.js";
import type { RowLines } from "./row-splitter.js";
import {
  complainOfColumns,
  type PagePiece,
  type PageStyle,
  reportFlaws,
  type TableOpening,
  TableReader,
} from "./table-reader.js";

/** Gives the number of each column from the left; a column that the table lacks has none. */
type Places = { readonly [column in ColumnKey]?: number };

/** The texts of a row's columns, empty where there is none. */
type RowCells = Readonly<Record<ColumnKey, string>>;

const NO_CELLS = Object.fromEntries(COLUMNS.map(({ key }) => [key, ""])) as RowCells;

/** Holds the row of a table that is being read: one after the other, so that none is kept. */
export class CurrentRow {
  cells: RowCells;
  /** Whether the row is the same as the one before it in the table. */
  isRepeated = false;
  /** Gives the place of a cell's first line, or of the row where the cell is empty. */
  readonly locate: (column: ColumnKey) => Span;
  readonly #places: Places;
  readonly #style: PageStyle;
  readonly #records: CellsReader;
  readonly #mayBeOther: boolean;
  #grid: Grid;
  #block: RowLines;

  constructor(places: Places, style: PageStyle, grid: Grid, block: RowLines) {
    this.#places = places;
    this.#style = style;
    this.#records = new CellsReader(style.refine);
    // Only a table that lacks columns may be another program's that cuts cells off.
    this.#mayBeOther = Object.keys(places).length < COLUMNS.length;
    this.#grid = grid;
    this.#block = block;
    this.cells = readCells(grid, places, style, block, NO_CELLS);
    this.locate = (column) => {
      const place = this.#places[column];
      const { start, end } = this.#block;
      const span = place === undefined ? undefined : this.#grid.cellSpan(start, end, place);
      return span ?? this.span;
    };
  }

  /** Place of the whole row. */
  get span(): Required<Span> {
    return this.#grid.linesSpan(this.#block.start, this.#block.end);
  }

  /** The lines of the row on one line, without the blanks that lay them out. */
  get text(): string {
    return collapseSpace(this.#grid.source(this.span));
  }

  /** Offset of the text that names the row. */
  get offset(): number {
    return this.locate(this.cells.name !== "" ? "name" : "port").start;
  }

  /** Goes to another row of the table. */
  moveTo(grid: Grid, block: RowLines): void {
    this.#grid = grid;
    this.#block = block;
    const before = this.cells;
    this.cells = readCells(grid, this.#places, this.#style, block, before);
    // Nearly every row has another protocol than the one before.
    this.isRepeated =
      this.cells.protocol === before.protocol &&
      RECORD_ORDER.every((key) => this.cells[key] === before[key]);
  }

  /** Makes the records of the row, by what a table that another program wrote did to its cells. */
  records(table: SpreadsheetCells, report: Report): readonly ServiceRecord[] {
    const place = { report, locate: this.locate, mayBeOther: this.#mayBeOther };
    return table.records(this.cells, place, (cells) =>
      this.#records.read(cells, report, this.locate),
    );
  }
}

/** Opens a table of records; headings that are not IANA's are reported. */
export function openRecords(
  { lines, head, end, measures, style, report }: TableOpening,
  take: (row: CurrentRow, page: PagePiece) => void,
): TableReader {
  const layout = findColumns(lines, { head, end }, alignmentOf, COLUMNS.length, measures);
  const headings = layout.columns.map(({ heading }) => heading);
  const complain = complainOfColumns(layout.columns, lines.start(head.first), report);
  const places: { [column in ColumnKey]?: number } = {};
  placeRecordColumns(headings, complain).forEach((key, place) => {
    if (key !== undefined) places[key] = place;
  });
  // Rows without any known column would be lost without a word.
  if (Object.keys(places).length === 0)
    report.add(textProblems, "text/not-recognised", { span: { start: lines.start(head.first) } });
  let row: CurrentRow | undefined;
  const rules = rulesOf(places);
  const isExact = layout.isExact && style.plain === undefined;
  return new TableReader({ ...layout, isExact }, rules, (grid, block, page) => {
    if (block.flaw !== "stray") {
      if (row === undefined) row = new CurrentRow(places, style, grid, block);
      else row.moveTo(grid, block);
    }
    reportFlaws(grid, block, "text/row-unreadable", page.report);
    if (row !== undefined && block.flaw !== "stray") take(row, page);
  });
}

/** Reads the cells of a row. A text that the row before has, too, stays the same string. */
function readCells(
  grid: Grid,
  places: Places,
  { isBrokenWord, plain }: PageStyle,
  { start, end }: RowLines,
  before: RowCells,
): RowCells {
  const filled = grid.filled(start, end);
  const cell = (place: number | undefined, old: string): string => {
    if (place === undefined || (filled & bitOf(place)) === 0) return "";
    const cut = grid.cell(start, end, place, isBrokenWord);
    const text = plain === undefined ? cut : plain(cut);
    return text === old ? old : text;
  };
  return {
    name: cell(places.name, before.name),
    port: cell(places.port, before.port),
    protocol: cell(places.protocol, before.protocol),
    description: cell(places.description, before.description),
    assignee: cell(places.assignee, before.assignee),
    contact: cell(places.contact, before.contact),
    registrationDate: cell(places.registrationDate, before.registrationDate),
    modificationDate: cell(places.modificationDate, before.modificationDate),
    reference: cell(places.reference, before.reference),
    serviceCode: cell(places.serviceCode, before.serviceCode),
    unauthorizedUse: cell(places.unauthorizedUse, before.unauthorizedUse),
    notes: cell(places.notes, before.notes),
  };
}

function alignmentOf(heading: string): Alignment | undefined {
  const key = columnOfHeading(heading);
  if (key === undefined) return undefined;
  return COLUMN_LAYOUT[key].isCentred ? "centred" : "left";
}

function rulesOf(places: Places): RowRules {
  const placesWith = (trait: keyof CellLayout): readonly number[] =>
    COLUMNS.flatMap(({ key }) => (COLUMN_LAYOUT[key][trait] ? (places[key] ?? []) : []));
  const { name } = places;
  return defined({
    anchors: placesWith("isAnchor"),
    single: placesWith("isWord"),
    prose: placesWith("isProse"),
    centred: placesWith("isCentred"),
    name,
  });
}
