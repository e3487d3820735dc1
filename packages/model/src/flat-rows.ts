import { COLUMNS, headingOfColumn } from "./columns.js";
import type { DataDocument, DataPath } from "./data-document.js";
import { dataProblems, describeData, isObject } from "./data-shape.js";
import { columnsOfHeadings, neededColumn, placeColumns } from "./headings.js";
import type { ParseResult } from "./parse-result.js";
import type { Report, Span } from "./problem.js";
import { CellsReader } from "./record-draft.js";
import { type ColumnKey, createRegistry, type ServiceRecord } from "./registry.js";
import { RowForms } from "./row-forms.js";
import { SpreadsheetCells } from "./spreadsheet.js";
import { tableProblems } from "./table-problems.js";

/** Gives the place of the value of a key in a row, or of the row. */
type LocateKey = (key?: string) => Span | undefined;

/** A row that was parsed, with its place. */
export interface FlatRow {
  readonly data: unknown;
  readonly locate: LocateKey;
}

/** Says which columns the keys of a row are, and which keys are none. */
interface Columns {
  readonly known: readonly (readonly [key: string, column: ColumnKey])[];
  readonly unknown: readonly string[];
}

type Texts = { [Key in ColumnKey]?: string };

const KEYS: ReadonlyMap<string, ColumnKey> = new Map(COLUMNS.map(({ key }) => [key, key]));

/** The columns that another program may write as numbers. */
const NUMBERS: ReadonlySet<ColumnKey> = new Set(
  COLUMNS.filter(({ kind }) => ["word", "port", "serviceCode"].includes(kind)).map(
    ({ key }) => key,
  ),
);

/** Reads the rows of one flat table: objects with the columns, or names that are read as such, as keys. */
export class FlatRowReader {
  readonly #records = new CellsReader();
  readonly #cells = new SpreadsheetCells();
  readonly #forms = new RowForms();
  /** Whether some row says where a service is. */
  #hasPlace = false;
  /** Whether there is more than a single small object: a name and a description may be of anything. */
  #mayBeOthers = false;
  /** The columns of rows with the same keys. */
  readonly #columns = new Map<string, Columns>();
  readonly #toldColumns = new Set<Columns>();
  readonly #toldKeys = new Set<string>();
  /** The keys that the columns have, for messages. */
  readonly #keys = new Map<ColumnKey, string>();

  /** Tells whether a row can only be understood when the whole document is there. */
  waits({ data }: FlatRow): boolean {
    return isObject(data) && this.#cells.needsWhole(textsOf(data, this.#columnsOf(data)));
  }

  /** Gives the records of a row and reports what is wrong with it; `rest` gives the rows from this one on. */
  read(row: FlatRow, report: Report, rest: () => Iterable<FlatRow>): readonly ServiceRecord[] {
    const { data, locate } = row;
    const columns = isObject(data) ? this.#columnsOf(data) : undefined;
    if (!isObject(data) || columns === undefined || columns.known.length === 0) {
      const found = isObject(data) ? "an object without any column" : describeData(data);
      report.add(dataProblems, "data/not-a-row", { span: locate(), values: { found } });
      return [];
    }
    if (!this.#toldColumns.has(columns)) this.#tellKeys(columns, locate, report);
    const texts = textsOf(data, columns, (key) => {
      const values = { path: key, found: describeData(data[key]), expected: "text or null" };
      report.add(dataProblems, "data/type-wrong", { span: locate(key), values });
    });
    if (this.#cells.needsWhole(texts)) this.#cells.learn(this.#textsOfAll(rest()));
    const locateCell = (column: ColumnKey): Span | undefined =>
      locate(columns.known.find(([, known]) => known === column)?.[0]) ?? locate();
    // Under all of the registry's columns there is no other table.
    const mayBeOther = columns.known.length < COLUMNS.length;
    this.#hasPlace ||= hasPlace(columns.known);
    this.#mayBeOthers ||=
      columns.known.length > 1
        ? this.#forms.count > 0 || columns.unknown.length > 0
        : columns.unknown.length > 1;
    const place = { report, locate: locateCell, mayBeOther };
    return this.#cells.records(texts, place, (cells) => {
      if (mayBeOther) this.#forms.add(cells, () => report.at(locate()?.start ?? 0));
      return this.#records.read(cells, report, locateCell);
    });
  }

  /** Reports what was found in the whole table. */
  finish(report: Report): void {
    this.#cells.finish((column) => this.#keys.get(column) ?? column, report);
    if (this.#mayBeOthers && !this.#forms.areRecords(this.#hasPlace))
      report.add(dataProblems, "data/rows-implausible", this.#forms.refusal());
  }

  *#textsOfAll(rows: Iterable<FlatRow>): Generator<Texts> {
    for (const { data } of rows) if (isObject(data)) yield textsOf(data, this.#columnsOf(data));
  }

  #columnsOf(row: Readonly<Record<string, unknown>>): Columns {
    const keys = Object.keys(row);
    const signature = keys.join("\0");
    const known = this.#columns.get(signature);
    if (known !== undefined) return known;
    const columns = columnsOf(keys);
    this.#columns.set(signature, columns);
    return columns;
  }

  /** Reports keys that name no column, or are not its own, once for the whole table. */
  #tellKeys(columns: Columns, locate: LocateKey, report: Report): void {
    this.#toldColumns.add(columns);
    const isNew = (key: string): boolean =>
      !this.#toldKeys.has(key) && this.#toldKeys.add(key).has(key);
    for (const [key, column] of columns.known) {
      const heading = headingOfColumn(column);
      if (key === column || !isNew(key)) continue;
      this.#keys.set(column, key);
      if (key === heading) continue;
      const values = { found: key, heading };
      report.add(dataProblems, "data/column-renamed", { span: locate(key), values });
    }
    for (const path of columns.unknown) {
      if (!isNew(path)) continue;
      const needed = neededColumn(path);
      if (needed !== undefined)
        report.add(tableProblems, needed, { span: locate(path), values: { found: path } });
      else report.add(dataProblems, "data/field-unknown", { span: locate(path), values: { path } });
    }
  }
}

/** Tells whether columns say where a service is. */
function hasPlace(known: Columns["known"]): boolean {
  return known.some(([, column]) => column === "port" || column === "protocol");
}

/** Tells whether objects in a list are rows of the registry's table, by all keys that they have. */
function areFlatRows(items: readonly unknown[]): boolean {
  const keys = new Set(items.flatMap((item) => (isObject(item) ? Object.keys(item) : [])));
  return columnsOfHeadings([...keys]) !== undefined;
}

/** Finds the column of each key: our own keys count first, then headings, then other names. */
function columnsOf(keys: readonly string[]): Columns {
  const named = columnsOfHeadings(keys)?.keys;
  const own = keys.map((key) => KEYS.get(key));
  const taken = new Set(own);
  const columns = placeColumns(
    keys.map((_, place) => {
      const column = own[place] ?? named?.[place];
      return own[place] === undefined && taken.has(column) ? undefined : column;
    }),
  );
  const known: [key: string, column: ColumnKey][] = [];
  const unknown: string[] = [];
  for (const [place, key] of keys.entries()) {
    const column = columns[place];
    if (column === undefined) unknown.push(key);
    else known.push([key, column]);
  }
  return { known, unknown };
}

/** Gives the texts of a row; `complain` receives the keys of values that are none. */
function textsOf(
  row: Readonly<Record<string, unknown>>,
  { known }: Columns,
  complain: (key: string) => void = () => {},
): Texts {
  const texts: Texts = {};
  for (const [key, column] of known) {
    const value = row[key];
    if (typeof value === "string") texts[column] = value;
    else if (value === null) texts[column] = "";
    // Some programs write ports and codes as numbers.
    else if (NUMBERS.has(column) && Number.isSafeInteger(value)) texts[column] = String(value);
    else complain(key);
  }
  return texts;
}

/** Holds the rows of a flat table, and where in a document they are. */
interface FlatRows {
  readonly items: readonly unknown[];
  readonly path: DataPath;
  /** The columns of rows that are lists of values. */
  readonly columns?: readonly string[];
  /** The keys of the rows, where they are not in a list. */
  readonly keys?: readonly string[];
  /** Whether something is beside them. */
  readonly isInside: boolean;
}

/** Finds the rows of the flat table: the document itself, or the one list in it. */
function flatRowsIn(data: unknown): FlatRows | undefined {
  if (Array.isArray(data)) {
    if (areFlatRows(data)) return { items: data, path: [], isInside: false };
    const [columns] = data;
    return areHeadings(columns) ? { items: data, path: [], isInside: false, columns } : undefined;
  }
  if (!isObject(data) || Object.hasOwn(data, "records")) return undefined;
  const entries = Object.entries(data);
  // `{"columns": […], "data": [[…], …]}`, as pandas and web services write tables.
  const columns = entries.map(([, value]) => value).find(areHeadings);
  for (const [key, items] of entries) {
    if (!Array.isArray(items)) continue;
    if (areFlatRows(items)) return { items, path: [key], isInside: true };
    if (columns !== undefined && items.length > 0 && items.every(Array.isArray))
      return { items, path: [key], isInside: true, columns };
  }
  // `{"0": {…}, "1": {…}}`: rows with their index as key.
  const keys = Object.keys(data);
  if (!keys.every((key, index) => key === String(index))) return undefined;
  const items = Object.values(data);
  if (!items.every(isObject) || !areFlatRows(items)) return undefined;
  return { items, path: [], isInside: false, keys };
}

/** Tells whether a value is the list of a table's headings. */
function areHeadings(value: unknown): value is readonly string[] {
  return (
    Array.isArray(value) &&
    value.every((heading) => typeof heading === "string") &&
    columnsOfHeadings(value) !== undefined
  );
}

/**
 * Reads the rows of the flat table from plain data: the document itself, or the one list in it.
 *
 * @returns undefined where there is none.
 */
export function readFlatRows(
  { data, locate }: DataDocument,
  report: Report,
): ParseResult | undefined {
  const found = flatRowsIn(data);
  if (found === undefined) return undefined;
  const { items, path, isInside, columns, keys } = found;
  if (isInside) {
    const values = { path: path.join(".") };
    report.add(dataProblems, "data/rows-inside", { span: locate(path), values });
  }
  const reader = new FlatRowReader();
  const rows = items.map((data, index): FlatRow => {
    const place = [...path, keys?.[index] ?? index];
    const values = Array.isArray(data) && data.length === columns?.length ? data : undefined;
    return values === undefined
      ? { data, locate: (key) => locate(key === undefined ? place : [...place, key]) }
      : {
          data: Object.fromEntries(columns?.map((column, at) => [column, values[at]]) ?? []),
          locate: (key) =>
            locate(key === undefined ? place : [...place, columns?.indexOf(key) ?? 0]),
        };
  });
  const records: ServiceRecord[] = [];
  const offsets: number[] = [];
  for (const [index, row] of rows.entries()) {
    if (items[index] === columns) continue;
    for (const record of reader.read(row, report, () => rows.slice(index))) {
      records.push(record);
      offsets.push(row.locate()?.start ?? 0);
    }
  }
  reader.finish(report);
  return { registry: createRegistry({ records }), problems: report.problems, offsets };
}
