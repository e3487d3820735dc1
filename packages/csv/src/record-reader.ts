import {
  CellsReader,
  type ColumnKey,
  hasErrors,
  type Piece,
  type PieceReader,
  type Position,
  type RegistryPart,
  Report,
  type Span,
} from "@portolan/model";
import { RowCheck } from "./check-rows.js";
import { isHeaderWhole, readHeader } from "./header.js";
import type { Layout } from "./layout.js";
import { csvProblems } from "./problems.js";
import { RowTexts } from "./row-texts.js";
import { readRows } from "./rows.js";
import { isProtected, ProtectedRows, unprotectCell } from "./safe-cells.js";
import { type Row, scanRow } from "./scan-row.js";
import { Tally } from "./tally.js";

/** Says how CSV is read. */
export interface FromCsvOptions {
  /** Takes away the apostrophes that `toCsv` with `safeCells` has put before cells. */
  readonly safeCells?: boolean;
}

/** What the header of a document has told about its rows. */
interface Body {
  readonly layout: Layout;
  readonly texts: RowTexts;
  readonly check: RowCheck;
  /** Gives the place where the rows begin. */
  readonly start: () => Position;
}

/** Reads the records of one CSV document, whole or piece by piece. */
export class RecordReader implements PieceReader {
  readonly #takesApostrophes: boolean;
  readonly #apostrophes = new Tally();
  readonly #records = new CellsReader();
  #body: Body | undefined;
  #isRefused = false;
  #isEmpty = true;

  constructor({ safeCells = false }: FromCsvOptions) {
    this.#takesApostrophes = safeCells;
  }

  read(piece: Piece, give: (part: RegistryPart) => void): number {
    const { source, origin, isLast, report } = piece;
    let start = 0;
    if (this.#body === undefined && !this.#isRefused) {
      if (!isLast && !isHeaderWhole(source)) return 0;
      start = this.#readHeader(piece);
    }
    const body = this.#body;
    if (body === undefined) return source.length;

    const { layout, texts, check } = body;
    const protectedRows = new ProtectedRows(source);
    let current: Row | undefined;
    const locate = (column: ColumnKey): Span | undefined =>
      current && cellSpan(source, current, layout, column);
    const end = readRows(piece, start, layout, (row) => {
      if (!check.isRecord(row, piece)) return;
      current = row;
      texts.take(protectedRows.has(row) ? this.#withoutApostrophes(row, report) : row);
      const record = this.#records.read(texts, report, locate);
      this.#isEmpty = false;
      give({ record, offset: origin.offset + row.start });
    });
    if (hasErrors(report.problems)) this.#isEmpty = false;
    if (isLast) this.#finish(body, report);
    return end;
  }

  /** Reads the header and gives the offset of what follows. */
  #readHeader({ source, report }: Piece): number {
    const header = readHeader(source, report);
    if (header === undefined) {
      this.#isRefused = true;
      return source.length;
    }
    const { layout, next } = header;
    const start = (): Position => report.at(next);
    this.#body = { layout, texts: new RowTexts(layout), check: new RowCheck(header), start };
    return next;
  }

  /** Takes the apostrophes away that protect spreadsheets, or counts them. */
  #withoutApostrophes(row: Row, report: Report): Row {
    if (this.#takesApostrophes) return { ...row, cells: row.cells.map(unprotectCell) };
    this.#apostrophes.add(row.cells.filter(isProtected).length, row.start, report);
    return row;
  }

  /** Reports what is told once for the whole document. */
  #finish({ check, start }: Body, { problems }: Report): void {
    problems.push(...check.finish(), ...this.#apostrophes.report("csv/cells-protected"));
    if (!this.#isEmpty) return;
    const report = new Report("", start());
    report.add(csvProblems, "csv/no-records", { span: { start: 0 } });
    problems.push(...report.problems);
  }
}

/** Finds the cell of a column in the source, or the row where the column or the cell is missing. */
function cellSpan(
  source: string,
  row: Row,
  { delimiter, columns }: Layout,
  column: ColumnKey,
): Span {
  const starts: number[] = [];
  scanRow(source, row.start, delimiter, row.next, starts);
  const index = columns.indexOf(column);
  const start = starts[index];
  if (start === undefined) return row;
  const following = starts[index + 1];
  return { start, end: following === undefined ? row.end : following - 1 };
}
