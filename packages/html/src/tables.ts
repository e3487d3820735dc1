import {
  COLUMNS,
  type ColumnKey,
  columnOfHeading,
  type Footnote,
  type Person,
  type Report,
  type RunningText,
} from "@portolan/model";
import {
  columnsOfHeadings,
  type HeadingColumns,
  neededColumn,
  type PersonColumnKey,
  personColumnOfHeading,
  placeColumns,
  placesOf,
  tableProblems,
  understandPorts,
  understandProtocols,
} from "@portolan/model/internal";
import { type Columns, cellIn, lineOf, withoutBrackets } from "./cells.js";
import type { Cell, RowReader, TableRow } from "./outline.js";
import { type Attribute, attributeOf, hasClass } from "./page/events.js";
import { htmlProblems } from "./problems.js";
import type { RecordRows } from "./record-rows.js";
import { trimSpace } from "./running-text.js";

/** Reads the rows of one table, as soon as its headings or its rows tell what it holds. */
export class TableReader implements RowReader {
  readonly #parts: RegistryParts;
  readonly #report: Report;
  readonly #attributes: readonly Attribute[];
  #heading: Heading | undefined;
  /** First word of the heading, which tells when it is repeated further down. */
  #headingStart: string | undefined;
  /** The places of which the heading is that of the place before, too. */
  #wide: readonly number[] = [];
  /** Rows that told nothing, above the first that showed without headings what the table holds. */
  #unread: TableRow[] = [];

  constructor(parts: RegistryParts, report: Report, attributes: readonly Attribute[]) {
    this.#parts = parts;
    this.#report = report;
    this.#attributes = attributes;
  }

  read(row: TableRow): void {
    const first = row.cells[0];
    if (first === undefined || this.#readHeading(row, first.isHeading, lineOf(first))) return;
    if (this.#heading === undefined) this.#readUnheaded(row);
    else if (row.cells.at(-1) === first) this.#skip(row);
    else this.#readRow(row, this.#heading);
  }

  /** Reports what a table in a cell of a record has, which belongs to the cell and is lost there. */
  tellNested(): void {
    const [row] = this.#unread.splice(0);
    if (row === undefined) return;
    const values = { found: textOf(row) };
    this.#report.add(htmlProblems, "html/table-in-cell", { span: row, values });
  }

  /** Reports that most rows have a port and a protocol, where no heading says what else they have. */
  tellUnheaded(): void {
    const likely = this.#unread.filter(hasPortAndProtocol);
    const [row] = likely;
    if (row === undefined || likely.length * 2 <= this.#unread.length) return;
    const values = { found: textOf(row) };
    this.#report.add(htmlProblems, "html/table-unheaded", { span: row, values });
  }

  /** Reports the rows of which nobody knows what they are. Those of tables of another kind are nobody's. */
  tellUnread(): void {
    for (const unread of this.#unread.splice(0)) this.#skip(unread);
  }

  /** Tells whether so many cells make a row of this table. */
  isWhole(cells: number): boolean {
    return this.#heading?.width === cells;
  }

  #readHeading(row: TableRow, isHeading: boolean, start: string): boolean {
    const isRepeated = start !== "" && start === this.#headingStart;
    if (this.#heading !== undefined && !isHeading && !isRepeated) return false;
    const heading = headingOf(row);
    if (heading === undefined) return false;
    if (!isRepeated) checkHeading(row, heading, this.#report);
    this.#heading = heading;
    this.#headingStart = start;
    this.#wide = row.hasWide ? [...row.cells.keys()].filter((at) => goesOn(row, at)) : [];
    if (heading.kind === "records") {
      this.#noteRecordTable();
      this.#parts.rows.hasHeadings(heading.columns);
    }
    return true;
  }

  #noteRecordTable(): void {
    this.#parts.hasRecordTable = true;
    this.#parts.id ??= /^table-(.+)$/s.exec(attributeOf(this.#attributes, "id") ?? "")?.[1];
  }

  #readUnheaded(row: TableRow): void {
    if (looksLikeRecord(row)) {
      this.#report.add(htmlProblems, "html/heading-missing", { span: row });
      this.tellUnread();
      this.#heading = PUBLISHED_ORDER;
      this.#noteRecordTable();
      this.#readRow(row, PUBLISHED_ORDER);
    } else if (hasClass(this.#attributes, "fn")) {
      const footnote = footnoteOfRow(row);
      if (footnote === undefined) this.#skip(row);
      else this.#parts.footnotes.push(footnote);
    } else if (row.cells.some((cell) => lineOf(cell) !== "")) this.#unread.push(row);
  }

  /** Whether rows of records are expected. */
  get hasRecords(): boolean {
    return this.#heading?.kind === "records";
  }

  #readRow(found: TableRow, heading: Heading): void {
    const row = found.hasWide ? withOwnCells(found, heading.columns) : found;
    if (this.#wide.length > 0) this.#checkWide(row);
    const [count, expected] = [row.cells.length, heading.width];
    const rows = count > expected && count % expected === 0 ? cutRow(row, expected) : [];
    const areJoined = heading.kind === "records" && rows.length > 0;
    if (areJoined && rows.every((one) => fitsRecord(one, heading.columns))) {
      const values = { count: rows.length };
      this.#report.add(htmlProblems, "html/rows-joined", { span: row, values });
      for (const one of rows) this.#readRow(one, heading);
      return;
    }
    if (
      heading.kind === "records" &&
      (isTitle(found, row, heading.columns) ||
        (count !== expected && !isRecord(row, heading.columns)))
    ) {
      this.#skip(found);
      return;
    }
    if (count !== expected) {
      const values = { found: count, expected };
      this.#report.add(htmlProblems, "html/cell-count", { span: row, values });
    }
    if (heading.kind === "records") {
      this.#parts.rows.add(row, heading.columns);
      return;
    }
    const person = personOfRow(row, heading.columns);
    if (person === undefined) this.#skip(row);
    else this.#parts.people.push(person);
  }

  /** Reports the first cell of its own below a heading that stands over several columns. */
  #checkWide({ cells }: TableRow): void {
    const at = this.#wide.find((place) => lineOf(cells[place]) !== "");
    if (at === undefined) return;
    const values = { found: lineOf(cells[at]) };
    this.#report.add(htmlProblems, "html/heading-wide", { span: cells[at], values });
  }

  #skip(row: TableRow): void {
    const values = { found: textOf(row) };
    this.#report.add(htmlProblems, "html/row-unreadable", { span: row, values });
  }
}

/** Cuts a row after every so many cells: rows run into each other where the tags between are broken. */
function cutRow({ cells, end }: TableRow, width: number): readonly TableRow[] {
  const rows: TableRow[] = [];
  for (let at = 0; at < cells.length; at += width) {
    const own = cells.slice(at, at + width);
    const [start, last] = [own[0]?.start ?? end, own.at(-1)?.end ?? end];
    rows.push({ cells: own, hasWide: false, start, end: last });
  }
  return rows;
}

/**
 * Gives a row of which each wide cell stands under the one of its columns that it is for: the first where it can stand,
 * and assignees, contacts and dates under each of their kind.
 */
function withOwnCells<Key extends string>(row: TableRow, columns: Columns<Key>): TableRow {
  const keys = new Map(Array.from(columns, ([key, place]) => [place, key] as const));
  const cells: Cell[] = [];
  for (let first = 0; first < row.cells.length; first = cells.length) {
    const cell = row.cells[first] as Cell;
    const text = lineOf(cell);
    let end = first + 1;
    while (row.cells[end] === cell) end++;
    let own = first;
    while (own < end - 1 && !canStand(text, keys.get(own))) own++;
    if (!canStand(text, keys.get(own))) own = first;
    const kind = kindOf(keys.get(own));
    for (let place = first; place < end; place++) {
      const isFor = place === own || (kind !== undefined && kindOf(keys.get(place)) === kind);
      cells.push(isFor ? cell : { ...cell, text: undefined });
    }
  }
  return { ...row, cells };
}

/** Tells whether a text can stand in a column. */
function canStand(text: string, key: string | undefined): boolean {
  if (key === "port") return understandPorts(text) !== undefined;
  return key === "protocol" ? understandProtocols(text) !== undefined : key !== undefined;
}

/** Gives the kind of a column, where a text may be for several of the kind. */
function kindOf(key: string | undefined): "people" | "date" | undefined {
  const kind = COLUMNS.find((column) => column.key === key)?.kind;
  return kind === "people" || kind === "date" ? kind : undefined;
}

/** Tells whether the cells for port and protocol hold one, or nothing. */
function fitsRecord(row: TableRow, columns: Columns<ColumnKey>): boolean {
  const port = lineOf(cellIn(row, columns, "port"));
  const protocol = lineOf(cellIn(row, columns, "protocol"));
  return (
    (port === "" || understandPorts(port) !== undefined) &&
    (protocol === "" || understandProtocols(protocol) !== undefined)
  );
}

/** Tells whether a wide cell stands where a record has its port and protocol, and neither is in the row. */
function isTitle(found: TableRow, row: TableRow, columns: Columns<ColumnKey>): boolean {
  if (!found.hasWide || lineOf(cellIn(found, columns, "port")) === "") return false;
  return lineOf(cellIn(row, columns, "port")) + lineOf(cellIn(row, columns, "protocol")) === "";
}

/** Tells whether a row is so much of a record that a cell more or less may be forgiven. */
function isRecord(row: TableRow, columns: Columns<ColumnKey>): boolean {
  const isNamed =
    lineOf(cellIn(row, columns, "name")) + lineOf(cellIn(row, columns, "port")) !== "";
  return isNamed && fitsRecord(row, columns);
}

/** Tells whether a row has a port in a cell and a protocol in another, as rows of ports have. */
function hasPortAndProtocol({ cells }: TableRow): boolean {
  const texts = cells.map(lineOf);
  return (
    texts.some((text) => understandProtocols(text) !== undefined) &&
    texts.some((text) => text !== "" && understandPorts(text) !== undefined)
  );
}

/** Recognises a row that was copied without the headings: twelve cells, port and protocol in place. */
function looksLikeRecord(row: TableRow): boolean {
  if (row.cells.length !== PUBLISHED_ORDER.width) return false;
  return isRecord(row, PUBLISHED_ORDER.columns);
}

/** Says what a table holds, what its headings name, at which place each column is, and how wide a row is. */
type Heading =
  | ({ readonly kind: "records" } & TableColumns<ColumnKey> & HeadingColumns)
  | ({ readonly kind: "people" } & TableColumns<PersonColumnKey>);

interface TableColumns<Key extends string> {
  readonly width: number;
  readonly keys: readonly (Key | undefined)[];
  readonly columns: Columns<Key>;
}

/** So many known headings make a row the heading of a table of ours. */
const ENOUGH = 3;

function tableColumns<Key extends string>(keys: readonly (Key | undefined)[]): TableColumns<Key> {
  return { width: keys.length, keys, columns: placesOf(placeColumns(keys)) };
}

/** IANA's own order, for rows that came without their heading. */
const PUBLISHED_ORDER = {
  kind: "records" as const,
  renamed: new Set<number>(),
  ...tableColumns(COLUMNS.map(({ key }) => key)),
} satisfies Heading;

/** Recognises the heading of the records or of the contact information by its words. */
function headingOf(row: TableRow): Heading | undefined {
  const texts = row.cells.map(lineOf);
  const named = columnsOfHeadings(texts);
  // Under words of every day, only a table of ports is ours.
  const { keys, renamed } =
    named?.keys.includes("port") === true
      ? named
      : { keys: texts.map(columnOfHeading), renamed: PUBLISHED_ORDER.renamed };
  const records = tableColumns(keys);
  const { size } = records.columns;
  const isOurs = renamed.size === 0 || size * 2 > records.width;
  if (isOurs && size >= ENOUGH && (records.columns.has("name") || records.columns.has("port")))
    return { kind: "records", ...records, renamed };
  const people = tableColumns(texts.map(personColumnOfHeading));
  return people.columns.size >= ENOUGH && people.columns.has("id")
    ? { kind: "people", ...people }
    : undefined;
}

/** Gives the text of a row, for messages. */
function textOf(row: TableRow): string {
  const cells = row.cells.filter((_, place) => !goesOn(row, place));
  return cells.map(lineOf).join(" ").trim();
}

/** Tells whether the cell at a place is that of the place before, which is several columns wide. */
function goesOn({ cells }: TableRow, place: number): boolean {
  return place > 0 && cells[place] === cells[place - 1];
}

/** Says at which place each column is, and reports headings whose cells are left out. */
export function readColumns<Key extends string>(
  row: TableRow,
  keys: readonly (Key | undefined)[],
  report: Report,
): Columns<Key> {
  const columns = placeColumns(keys, (fault, place) => {
    if (goesOn(row, place)) return;
    const span = row.cells[place];
    const found = lineOf(span);
    const needed = neededColumn(found);
    if (needed !== undefined) report.add(tableProblems, needed, { span, values: { found } });
    else if (found !== "")
      report.add(htmlProblems, `html/column-${fault}`, { span, values: { found } });
  });
  return placesOf(columns);
}

/** Reports what a heading says in other words than IANA's, or not at all. */
function checkHeading(row: TableRow, heading: Heading, report: Report): void {
  readColumns<string>(row, heading.keys, report);
  // IANA's page leaves out the organizations if there are none.
  if (heading.kind === "people") return;
  for (const { key, heading: own } of COLUMNS) {
    const place = heading.columns.get(key);
    if (place === undefined)
      report.add(htmlProblems, "html/column-missing", { span: row, values: { found: own } });
    else if (heading.renamed.has(place)) {
      const span = row.cells[place];
      const values = { found: lineOf(span), heading: own };
      report.add(htmlProblems, "html/column-renamed", { span, values });
    }
  }
}

/**
 * Makes a person of a row whose columns are known.
 *
 * @returns undefined for a row without an id.
 */
function personOfRow(row: TableRow, columns: Columns<PersonColumnKey>): Person | undefined {
  const cellOf = (column: PersonColumnKey): Cell | undefined => cellIn(row, columns, column);
  const id = withoutBrackets(lineOf(cellOf("id")));
  if (id === "") return undefined;
  const name = lineOf(cellOf("name"));
  const organization = lineOf(cellOf("organization"));
  const updated = lineOf(cellOf("updated"));
  return {
    id,
    ...(name === "" ? {} : { name }),
    ...(organization === "" ? {} : { organization }),
    uris: linesOf(cellOf("uris")?.text),
    ...(updated === "" ? {} : { updated }),
  };
}

/** Makes a footnote of a row: its anchor between brackets and its text. */
function footnoteOfRow(row: TableRow): Footnote | undefined {
  const [anchor, text] = row.cells;
  if (anchor === undefined || text === undefined || row.cells.length !== 2) return undefined;
  return { anchor: withoutBrackets(lineOf(anchor)), text: text.text ?? "" };
}

/** Gives the lines of a cell; contact URIs have a line each. */
function linesOf(text: RunningText | undefined): readonly string[] {
  if (text === undefined) return [];
  const pieces = typeof text === "string" ? [text] : text;
  return pieces.flatMap((piece) => {
    if (typeof piece === "string") return trimSpace(piece) === "" ? [] : [trimSpace(piece)];
    return "paragraph" in piece ? linesOf(piece.paragraph) : [];
  });
}

/** Gathers what the tables of a page hold. */
export interface RegistryParts {
  readonly rows: RecordRows;
  readonly people: Person[];
  readonly footnotes: Footnote[];
  hasRecordTable: boolean;
  /** The registry's id, by which IANA names the table of records: `table-service-names-…`. */
  id: string | undefined;
}
