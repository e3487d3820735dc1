import {
  COLUMNS,
  type ColumnKey,
  hasErrors,
  type ParseResult,
  type Position,
  type RegistryPart,
  type Report,
  type ServiceRecord,
  type TextChunks,
} from "@portolan/model";
import {
  type Cells,
  CellsReader,
  type ColumnKind,
  eachPart,
  type PartLists,
  type Piece,
  type PieceReader,
  RowForms,
  readDocument,
  readPieces,
  requireChunks,
  requireObject,
  requireText,
  type Span,
  SpreadsheetCells,
  wholePiece,
} from "@portolan/model/internal";
import { CellQuotes } from "./cell-quotes.js";
import { type Header, isHeaderWhole, readHeader } from "./header.js";
import { csvProblems } from "./problems.js";
import { hasItsCells, type Row, type RowForm, readRows, scanRow } from "./rows.js";
import { isProtected, unprotectCell } from "./safe-cells.js";
import { Tally } from "./tally.js";

/** Says how CSV is read. */
export interface FromCsvOptions {
  /** Takes away the apostrophes that `toCsv` with `safeCells` has put before cells. */
  readonly safeCells?: boolean;
}

/**
 * Reads IANA's CSV of the registry, or a copy that went through a spreadsheet: columns in any
 * order, any separator, any line breaks. Texts are taken as they are.
 *
 * @throws {TypeError} where the source is not a string.
 * @example
 * const source = "Service Name,Port Number,Transport Protocol\r\nhttp,80,tcp\r\n";
 * fromCsv(source).registry.records[0].port; // 80
 */
export function fromCsv(source: string, options: FromCsvOptions = {}): ParseResult {
  requireText(source, "fromCsv", "source");
  requireObject(options, "fromCsv", "options");
  return readDocument(source, new RecordReader(options));
}

/**
 * Reads CSV as {@link fromCsv} does, record by record while it comes in. What is held in memory does
 * not grow with the document, unless its dates can only be understood from all of them.
 *
 * @throws {TypeError} where a chunk is not a string.
 * @example
 * const response = await fetch(url);
 * for await (const part of streamCsv(response.body.pipeThrough(new TextDecoderStream())))
 *   if ("record" in part) console.log(part.record.name);
 */
export function streamCsv(
  chunks: TextChunks,
  options: FromCsvOptions = {},
): AsyncGenerator<RegistryPart, void, undefined> {
  requireChunks(chunks, "streamCsv", "chunks");
  requireObject(options, "streamCsv", "options");
  return eachPart(csvPieces(chunks, options));
}

/** Reads CSV as {@link streamCsv} does, and gives the parts of each piece together. */
export function csvPieces(chunks: TextChunks, options: FromCsvOptions = {}): PartLists {
  return readPieces(chunks, new RecordReader(options));
}

/** Holds what the header of a document tells of its rows, and what its rows have shown. */
interface Table {
  readonly header: Header;
  readonly check: RowCheck;
  readonly texts: RowTexts;
  /** Absent where cells are not parted by tabs. */
  readonly quotes: CellQuotes | undefined;
  /** Absent where the table has all of IANA's headings: no other table has. */
  readonly forms: RowForms | undefined;
}

function tableOf(header: Header, source: string): Table {
  const { form, headings, columns } = header;
  const isWhole = COLUMNS.every(({ key }) => columns.includes(key));
  return {
    header,
    check: new RowCheck(form, headings),
    texts: new RowTexts(header),
    quotes: form.delimiter === "\t" ? new CellQuotes(header, source) : undefined,
    forms: isWhole ? undefined : new RowForms(),
  };
}

/** Reads the records of one CSV document, whole or piece by piece. */
class RecordReader implements PieceReader {
  readonly #takesApostrophes: boolean;
  readonly #apostrophes = new Tally();
  readonly #cells = new SpreadsheetCells();
  readonly #records = new CellsReader();
  /** Absent until the header is read. */
  #table: Table | "refused" | undefined;
  #isEmpty = true;

  constructor({ safeCells = false }: FromCsvOptions) {
    this.#takesApostrophes = safeCells;
  }

  read(piece: Piece, give: (part: RegistryPart) => void): number {
    const { source, origin, isLast, report } = piece;
    let start = 0;
    if (this.#table === undefined) {
      if (!isLast && !isHeaderWhole(source)) return 0;
      const header = readHeader(source, report);
      this.#table = header === undefined ? "refused" : tableOf(header, source);
      start = header?.next ?? 0;
    }
    if (this.#table === "refused") return source.length;
    const { header, check, texts, quotes, forms } = this.#table;

    let current: Row | undefined;
    let apostrophe = source.indexOf("'");
    const locate = (column: ColumnKey): Span | undefined =>
      current && cellSpan(source, current, header, column);
    const place = { report, locate, mayBeOther: forms !== undefined };
    const position = (): Position => report.at(current?.start ?? 0);
    const make = (cells: Cells): ServiceRecord => {
      forms?.add(cells, position);
      return this.#records.read(cells, report, locate);
    };
    const waits = (row: Row): boolean => {
      texts.take(row);
      return this.#cells.needsWhole(texts.cells);
    };
    const take = (found: Row): void => {
      const row = quotes?.settle(found, source, report) ?? found;
      if (!check.isRecord(row, piece)) return;
      current = row;
      // Few rows have one.
      if (apostrophe !== -1 && apostrophe < row.start) apostrophe = source.indexOf("'", row.start);
      const hasApostrophe = apostrophe !== -1 && apostrophe < row.end;
      texts.take(hasApostrophe ? this.#withoutApostrophes(row, report) : row);
      if (isLast && this.#cells.needsWhole(texts.cells)) {
        this.#cells.learn(allCells(piece, row.start, header));
      }
      this.#isEmpty = false;
      const offset = origin.offset + row.start;
      for (const record of this.#cells.records(texts.cells, place, make)) give({ record, offset });
    };
    const end = readRows(piece, start, header.form, { waits, take });
    if (hasErrors(report.problems)) this.#isEmpty = false;
    if (isLast) this.#finish(this.#table, report);
    return end;
  }

  /** Takes the apostrophes away that protect spreadsheets, or counts them. */
  #withoutApostrophes(row: Row, report: Report): Row {
    const count = row.cells.reduce((sum, cell) => (isProtected(cell) ? sum + 1 : sum), 0);
    if (count === 0) return row;
    if (this.#takesApostrophes) return { ...row, cells: row.cells.map(unprotectCell) };
    this.#apostrophes.add(count, report.at(row.start));
    return row;
  }

  /** Reports what is told once for the whole document. */
  #finish({ header, check, quotes, forms }: Table, report: Report): void {
    const { body: at, columns, headings } = header;
    check.finish(report);
    quotes?.finish(report);
    this.#apostrophes.report("csv/cells-protected", report);
    this.#cells.finish((column) => headings[columns.indexOf(column)] ?? column, report);
    if (forms?.areRecords(true) === false)
      report.add(csvProblems, "csv/rows-implausible", forms.refusal());
    if (!this.#isEmpty) return;
    const count = columns.filter((column) => column === undefined).length;
    if (2 * count > columns.length)
      report.add(csvProblems, "csv/rows-in-header", { at, values: { count } });
    else report.add(csvProblems, "csv/no-records", { at });
  }
}

const BLANK = /^[ \t\u00a0]*$/;

function isBlank({ cells }: Row): boolean {
  for (const cell of cells) if (!BLANK.test(cell)) return false;
  return true;
}

/** Tells which rows of a document are records, and reports the others. */
export class RowCheck {
  readonly #form: RowForm;
  readonly #headings: readonly string[];
  readonly #blankLines = new Tally();
  /** Blank lines since the last row: at the end of the document they mean nothing. */
  readonly #trailing = new Tally();

  constructor(form: RowForm, headings: readonly string[]) {
    this.#form = form;
    this.#headings = headings;
  }

  /** Tells whether a row is a record; a row without one cell for each column is reported. */
  isRecord(row: Row, piece: Piece): boolean {
    const { report } = piece;
    if (isBlank(row)) {
      this.#trailing.add(1, report.at(row.start));
      return false;
    }
    this.#trailing.moveTo(this.#blankLines);
    if (!this.#repeatsHeader(row)) return this.#hasItsCells(row, piece);
    report.add(csvProblems, "csv/header-repeated", { span: row });
    return false;
  }

  /** Reports what is told once for the whole document. */
  finish(report: Report): void {
    this.#blankLines.report("csv/blank-lines", report);
  }

  /** Tells whether a row repeats the header line, as in files that were joined. */
  #repeatsHeader({ cells }: Row): boolean {
    const headings = this.#headings;
    if (cells[0] !== headings[0] || cells.length !== headings.length) return false;
    return cells.every((cell, i) => cell === headings[i]);
  }

  /** Reports a row that has more or fewer cells than columns; tells whether it can be used. */
  #hasItsCells(row: Row, piece: Piece): boolean {
    if (hasItsCells(row, this.#form)) return true;
    const found = row.cells.length;
    const expected = this.#form.fewest;
    const code = found > expected ? "csv/cells-extra" : this.#shortageCode(row, piece);
    piece.report.add(csvProblems, code, { span: row, values: { found, expected } });
    return csvProblems[code][0] === "warning";
  }

  /**
   * Tells why a row is short: one that ends with the document, without a line break, was cut off; one
   * without a number is rather a line of a text that has lost its quotes.
   */
  #shortageCode(
    row: Row,
    { source, isLast }: Piece,
  ): "csv/cut-off" | "csv/cells-missing" | "csv/row-short" {
    if (isLast && row.end === source.length) return "csv/cut-off";
    const likeness = this.#form.likeness(row.cells);
    return likeness === "certain" || likeness === "numbered"
      ? "csv/cells-missing"
      : "csv/row-short";
  }
}

/** Kinds of columns that hold a word or number, whose edges mean nothing. */
const SINGLE_WORDS: ReadonlySet<ColumnKind> = new Set(["word", "port", "serviceCode"]);

/** Says where the cells of a column stand, and whether the blanks around them mean nothing. */
interface PlacedColumn {
  readonly key: ColumnKey;
  readonly place: number;
  readonly trims: boolean;
}

/**
 * Holds the texts of one row under their columns, until it takes the next row. A text that is the
 * same in both stays the same string: a service has a row for tcp and one for udp, so that the records
 * of a registry hold a fifth less memory.
 */
class RowTexts {
  readonly cells: { [Key in ColumnKey]?: string } = {};
  readonly #columns: readonly PlacedColumn[];
  #row: Row | undefined;

  constructor({ columns, headings }: Pick<Header, "columns" | "headings">) {
    // Some programs fill cells up with blanks, as wide as the widest of their column, or begin them with one.
    const arePadded = headings.filter((heading) => /^ | $/.test(heading)).length > 1;
    this.#columns = COLUMNS.flatMap(({ key, kind }) => {
      const place = columns.indexOf(key);
      return place === -1 ? [] : [{ key, place, trims: arePadded || SINGLE_WORDS.has(kind) }];
    });
    // A column that the table does not have has no empty cells either.
    for (const { key } of this.#columns) this.cells[key] = "";
  }

  /** Takes the cells of the next row; a missing cell is empty. */
  take(row: Row): void {
    if (row === this.#row) return;
    this.#row = row;
    const { cells } = row;
    this.#columns.forEach(({ key, place, trims }) => {
      const cell = cells[place] ?? "";
      const text = trims ? cell.trim() : cell;
      if (text !== this.cells[key]) this.cells[key] = text;
    });
  }
}

/** Gives the cells of all rows from an offset on. */
function allCells(piece: Piece, start: number, header: Header): readonly RowTexts["cells"][] {
  const { source, origin } = piece;
  const rows: RowTexts["cells"][] = [];
  const take = (row: Row): void => {
    const texts = new RowTexts(header);
    texts.take(row);
    rows.push(texts.cells);
  };
  const unheard = { ...wholePiece(source), origin };
  readRows(unheard, start, header.form, { waits: () => false, take });
  return rows;
}

/** Finds the cell of a column in the source, or the row where the column or the cell is missing. */
function cellSpan(source: string, row: Row, { form, columns }: Header, column: ColumnKey): Span {
  const starts: number[] = [];
  scanRow(source, row.start, form.delimiter, row.next, starts);
  const index = columns.indexOf(column);
  const start = starts[index];
  if (start === undefined) return row;
  const following = starts[index + 1];
  return { start, end: following === undefined ? row.end : following - 1 };
}
