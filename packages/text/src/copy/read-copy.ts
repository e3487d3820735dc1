import { createRegistry, type Registry, type Report, type Span } from "@portolan/model";
import type { TextDialect, TextDialectName, TextReading } from "../dialect.js";
import { joinFootnotes, readFootnotes } from "../page/footnotes.js";
import { readHeader, readPager } from "../page/header.js";
import type { Line, PlacedLine } from "../page/lines.js";
import { NamedPeople } from "../page/repeated.js";
import { textProblems } from "../problems.js";
import { placeSingleDates } from "./content/date-columns.js";
import { fitColumns } from "./fit-columns.js";
import { joinPeople, joinRows } from "./join-pages.js";
import { isMarkdown, plainText } from "./markdown-text.js";
import { type CopyPage, hasTable, pagesOf } from "./pages.js";
import { IdResolver } from "./people/ids.js";
import { personOfReading } from "./people/person-of-reading.js";
import { personRoles } from "./people/person-roles.js";
import type { PersonReading, PlacedRow } from "./reading.js";
import { recordOfRow } from "./record-of-row.js";
import type { CopyContext, DocumentContext, ShapeReader } from "./shape.js";
import { HeadReader } from "./table-heads.js";

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
  const rows = joinRows(readRows(pages, shape, heads, context, resolver), report);
  if (rows.length === 0) report.add(textProblems, "text/no-records", { span: lastHead(pages) });
  placeSingleDates(rows, people);
  const records = rows.map((row) => recordOfRow(row, source, report));
  const roles = personRoles(records);
  const registry = createRegistry({
    ...headerOf(pages, report),
    records,
    people: people.map((person) => personOfReading(person, roles(person.id), report)),
    footnotes: joinFootnotes(
      pages.flatMap((page) => readFootnotes(placed(page.footnotes, report), plain, report)),
      report,
    ),
  });
  const named = new NamedPeople();
  for (const record of records) named.add(record);
  named.reportUnlisted(ids, { start: source.length }, report);
  return { registry, offsets: rows.map((row) => row.line.start) };
}

/** Gives the place of the last row of headings, below which a row was looked for. */
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
      return shape.readRecords(readable, context).map((row) => {
        const fitted = fitColumns(row, columns);
        const { cells } = fitted;
        cells.assignee = resolver.resolveCell(cells.assignee ?? "");
        cells.contact = resolver.resolveCell(cells.contact ?? "");
        cells.notes = resolver.resolveText(cells.notes ?? "");
        return { ...fitted, page };
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
  return { ...head, ...(page === undefined ? {} : { page }) };
}
