import {
  type ColumnKey,
  createRegistry,
  type Registry,
  type Report,
  type ServiceRecord,
} from "@portolan/model";
import {
  type Cells,
  CellsReader,
  collapseSpace,
  defined,
  formOfRow,
  headingOfColumn,
  RowForms,
  type Span,
  SpreadsheetCells,
  understandPorts,
  understandProtocols,
} from "@portolan/model/internal";
import type { TextDialect, TextDialectName, TextReading } from "../dialect.js";
import { joinFootnotes, readFootnotes } from "../page/footnotes.js";
import { readHeader, readPager } from "../page/header.js";
import { areCertainHeadings, RECORD_ORDER, type TableColumns } from "../page/headings.js";
import { type Line, mayBeRowBelow, type PlacedLine, reportLines } from "../page/lines.js";
import { ListedOnce, NamedPeople, PageRows } from "../page/repeated.js";
import { textProblems } from "../problems.js";
import { isMarkdown, plainText } from "./markdown-text.js";
import { type CopyPage, HeadReader, hasTable, pagesOf } from "./pages.js";
import { IdResolver, personOfReading, personRoles } from "./people.js";
import type {
  CopyContext,
  DocumentContext,
  LinedRow,
  PersonReading,
  PlacedRow,
  ShapeReader,
} from "./shape.js";
import { placeSingleDates } from "./single-date.js";

/** Makes a dialect of what a shape knows about cells. */
export function copyDialect(name: TextDialectName, shape: ShapeReader): TextDialect {
  return {
    name,
    recognises: (source) => hasTable(source, shape),
    read: (source, report) => readCopy(source, shape, report),
  };
}

function readCopy(source: string, shape: ShapeReader, report: Report): TextReading {
  const pages = pagesOf(source, shape);
  const plain = isMarkdown(source) ? plainText : (text: string): string => text;
  const heads = new HeadReader(report);
  const people = joinPeople(readPeople(pages, shape, heads, { report, plain }), report);
  const ids = new Set(people.map((person) => person.id));
  const resolver = new IdResolver(ids);
  const context: CopyContext = { report, plain, isListed: (id) => resolver.lists(id) };
  const found = joinRows(readRows(pages, shape, heads, context, resolver), report);
  // A drawn table of contacts may be all whose headings are understood.
  const isTable = pages.some(({ tables }) => tables.length > 0);
  if (!isTable) report.add(textProblems, "text/not-recognised", { span: { start: 0 } });
  else if (found.length === 0)
    report.add(textProblems, "text/no-records", { span: lastHead(pages) });
  const hasHeadings = pages.every(({ tables }) => tables.every(({ head }) => head !== undefined));
  const rows = plausibleRows(found, hasHeadings, report);
  placeSingleDates(rows, people);
  const { records, offsets } = recordsOfTable(rows, source, report);
  const rowsBelow = pages
    .flatMap(({ trailer }) => trailer)
    .filter(({ text }) => mayBeRowBelow(text));
  reportLines(rowsBelow, textProblems, "text/line-skipped", report);
  const roles = personRoles(records);
  const registry = createRegistry({
    ...headerOf(pages, report),
    records,
    people: people.map((person) => personOfReading(person, roles.get(person.id), report)),
    footnotes: joinFootnotes(
      pages.flatMap((page) => readFootnotes(placed(page.footnotes, report), plain, report)),
      report,
    ),
  });
  const named = new NamedPeople();
  for (const record of records) named.add(record);
  named.reportUnlisted(ids, { start: source.length }, report);
  return { registry, offsets };
}

/** Number of rows from which on most of them say whether the columns were found. */
const ENOUGH_ROWS = 3;

/**
 * Leaves out rows that are no records: none of their cells has the form of its column. Where most rows
 * have cells that do not fit, the columns were not found, and there is no record.
 */
function plausibleRows(
  rows: readonly PlacedRow[],
  hasHeadings: boolean,
  report: Report,
): readonly PlacedRow[] {
  const forms = new RowForms();
  const others: PlacedRow[] = [];
  const kept = rows.filter((row) => {
    if (row.isCertain === true) {
      forms.addRecord();
      return true;
    }
    const own = row.isDoubtful === true ? "other" : undefined;
    const form = forms.add(row.cells, () => report.at(row.line.start), own);
    // A cell that does not fit, beside one that does, is a fault of the record.
    const fits = row.isDoubtful !== true && fitsSomewhere(row.cells, hasHeadings);
    if (form !== "other" || fits) return true;
    others.push(row);
    return false;
  });
  const isEnough = !hasHeadings || rows.length >= ENOUGH_ROWS || kept.length === 0;
  if (isEnough && !forms.areRecords(hasHeadings)) {
    report.add(textProblems, "text/rows-implausible", forms.refusal());
    return [];
  }
  for (const { line } of others) {
    const values = { found: collapseSpace(line.text) };
    report.add(textProblems, "text/row-unreadable", { span: line, values });
  }
  return kept;
}

/** Tells whether a name, port or protocol is of the registry's form, or a row below headings is empty. */
function fitsSomewhere(cells: Cells, hasHeadings: boolean): boolean {
  const { name = "", port = "", protocol = "" } = cells;
  if (understandProtocols(protocol) ?? understandPorts(port)) return true;
  if (!hasHeadings) return false;
  const isEmpty = Object.values(cells).every((text) => text === "");
  return isEmpty || (name !== "" && formOfRow({ name }) !== "other");
}

/** Returns the place of the last row of headings, below which a row was looked for. */
function lastHead(pages: readonly CopyPage[]): Span | undefined {
  return pages.flatMap(({ tables }) => tables.flatMap(({ head }) => head?.line ?? [])).at(-1);
}

function readRows(
  pages: readonly CopyPage[],
  shape: ShapeReader,
  heads: HeadReader,
  context: CopyContext,
  resolver: IdResolver,
): readonly PlacedRow[] {
  return pages.flatMap(({ tables }, page) =>
    tables.flatMap((table) => {
      const columns = heads.recordColumns(table.head);
      const readable = { columns, head: table.head?.line.text, lines: table.lines };
      const isOurs = areCertainHeadings(table.head?.headings ?? []);
      return shape.readRecords(readable, context).map((row) => {
        const fitted = fitColumns(row, columns);
        const { cells } = fitted;
        cells.assignee = resolver.resolveCell(cells.assignee ?? "");
        cells.contact = resolver.resolveCell(cells.contact ?? "");
        cells.notes = resolver.resolveText(cells.notes ?? "");
        const isCertain = isOurs && row.isWhole === true;
        return { ...fitted, page, ...(isCertain ? { isCertain } : {}) };
      });
    }),
  );
}

function readPeople(
  pages: readonly CopyPage[],
  shape: ShapeReader,
  heads: HeadReader,
  context: DocumentContext,
): readonly PersonReading[] {
  return pages.flatMap(({ contacts: lines, contactHead }) => {
    const columns = heads.personColumns(contactHead);
    const readable = { columns, head: contactHead?.line.text, lines };
    return shape.readPeople(readable, context).flatMap((person) => {
      if ("id" in person) return [person];
      const values = { found: person.text.trim() };
      context.report.add(textProblems, "text/person-unreadable", { span: person, values });
      return [];
    });
  });
}

function placed(lines: readonly Line[], report: Report): readonly PlacedLine[] {
  return lines.map(({ text, start }) => ({ text, place: report.at(start) }));
}

/** Reads the head of the first page that has one, and which page this is, unless it is several. */
function headerOf(pages: readonly CopyPage[], report: Report): Partial<Registry> {
  const heads = pages.map(({ header }) => readHeader(placed(header, report), report));
  const head = heads.find(({ updated }) => updated !== undefined) ?? heads[0];
  const pagers = pages.flatMap((page) => page.pagers.map((line) => line.text));
  const isOne = pages.filter(({ tables }) => tables.length > 0).length === 1;
  const page = isOne ? readPager(pagers) : undefined;
  return defined({ ...head, page });
}

/** Makes records of rows, with what a table that went through another program did to its cells. */
function recordsOfTable(
  rows: readonly PlacedRow[],
  source: string,
  report: Report,
): { readonly records: readonly ServiceRecord[]; readonly offsets: readonly number[] } {
  const table = new SpreadsheetCells();
  if (rows.some(({ cells }) => table.needsWhole(cells))) table.learn(inUsedColumns(rows));
  const reader = new CellsReader();
  const records: ServiceRecord[] = [];
  const offsets: number[] = [];
  for (const row of rows) {
    const { inferred, line } = row;
    const locate = (column: ColumnKey): Span => spanOfCell(row, column, source);
    const make = (cells: Cells): ServiceRecord => {
      if (inferred.length > 0) {
        const found = inferred.map(headingOfColumn).join(", ");
        report.add(textProblems, "text/record-inferred", { span: line, values: { found } });
      }
      return reader.read(cells, report, locate, inferred);
    };
    const place = { report, locate, mayBeOther: row.isCertain !== true };
    for (const record of table.records(row.cells, place, make)) {
      records.push(record);
      offsets.push(line.start);
    }
  }
  table.finish(headingOfColumn, report);
  return { records, offsets };
}

/** Gives the cells of rows without the columns in which none has a text: the table may lack them. */
function inUsedColumns(rows: readonly PlacedRow[]): readonly Cells[] {
  const used = RECORD_ORDER.filter((key) => rows.some(({ cells }) => (cells[key] ?? "") !== ""));
  return rows.map(({ cells }) =>
    Object.fromEntries(used.map((key) => [key, cells[key] ?? ""] as const)),
  );
}

/** Finds a cell's text in its row, looking for one cell after the other. */
function spanOfCell({ line, cells }: PlacedRow, column: ColumnKey, source: string): Span {
  const row = source.slice(line.start, line.end);
  let from = 0;
  for (const key of RECORD_ORDER.slice(0, RECORD_ORDER.indexOf(column) + 1)) {
    const text = cells[key] ?? "";
    const found = row.indexOf(text, from);
    if (found === -1) return line;
    if (key === column && text !== "")
      return { start: line.start + found, end: line.start + found + text.length };
    from = found + text.length;
  }
  return line;
}

/**
 * Fits a row into a table that lacks columns: the text of a missing column goes into its twin.
 * Without a column for the assignee, the contacts are the assignees, as everywhere in the registry.
 */
function fitColumns(row: LinedRow, columns: TableColumns): LinedRow {
  const lacks = (column: ColumnKey): boolean => !columns.includes(column);
  const { date, ...rest } = row;
  const cells = { ...row.cells };
  if (lacks("assignee")) {
    cells.contact ||= cells.assignee ?? "";
    cells.assignee = cells.contact;
  }
  if (date === undefined || !(lacks("registrationDate") || lacks("modificationDate")))
    return { ...row, cells };
  cells[lacks("registrationDate") ? "modificationDate" : "registrationDate"] = date;
  return { ...rest, cells };
}

/** Leaves out rows that an earlier page also has. Rows that are repeated within a page are all kept. */
function joinRows(rows: readonly PlacedRow[], report: Report): readonly PlacedRow[] {
  if (rows.at(-1)?.page === rows[0]?.page) return rows;
  const pages = new PageRows();
  return rows.filter((row) => !pages.isRepeated(row, report));
}

/** Leaves out people who are listed before, on an earlier page or on the same one. */
function joinPeople(people: readonly PersonReading[], report: Report): readonly PersonReading[] {
  const listed = new ListedOnce("text/person-differs");
  return people.filter(
    ({ line, ...values }) => !listed.isRepeated(values.id, values, { span: line }, report),
  );
}
