import { createRegistry, type Registry, type Report } from "@portolan/model";
import type { TextDialect, TextDialectName, TextReading } from "../dialect.js";
import { readHeader } from "../header.js";
import { textProblems } from "../problems.js";
import { reportUnlisted } from "./completeness.js";
import { placeSingleDates } from "./date-columns.js";
import { readFootnotes } from "./footnotes.js";
import { PERSON_COLUMNS } from "./headings.js";
import { idResolver } from "./ids.js";
import { joinPeople, joinRows } from "./join-pages.js";
import { isMarkdown, plainText } from "./markdown-text.js";
import { readPager } from "./pager.js";
import { type CopyPage, pagesOf } from "./pages.js";
import { personOfReading } from "./person-of-reading.js";
import { personRoles } from "./person-roles.js";
import type { PersonReading, PlacedRow } from "./reading.js";
import { recordOfRow } from "./record-of-row.js";
import type { CopyContext, CopyShape } from "./shape.js";
import { HeadReader } from "./table-heads.js";

/** Makes a dialect of what a shape knows about cells. */
export function copyDialect(name: TextDialectName, shape: CopyShape): TextDialect {
  return {
    name,
    recognises: (source) => pagesOf(source, shape).some((page) => page.tables.length > 0),
    read: (source, report) => readCopy(source, shape, report),
  };
}

function readCopy(source: string, shape: CopyShape, report: Report): TextReading {
  const pages = pagesOf(source, shape);
  const plain = isMarkdown(source) ? plainText : (text: string): string => text;
  const people = joinPeople(readPeople(pages, shape, plain, report), report);
  const ids = new Set(people.map((person) => person.id));
  const context: CopyContext = { report, plain, isListed: (id) => ids.has(id) };
  const rows = joinRows(readRows(pages, shape, context, idResolver(ids)), report);
  placeSingleDates(rows, people);
  const records = rows.map((row) => recordOfRow(row, source, report));
  const roles = personRoles(records);
  const registry = createRegistry({
    ...headerOf(pages),
    records,
    people: people.map((person) => personOfReading(person, roles(person.id), report)),
    footnotes: pages.flatMap((page) => readFootnotes(page.footnotes, plain)),
  });
  reportUnlisted(registry, ids, source, report);
  return { registry, offsets: rows.map((row) => row.line.start) };
}

function readRows(
  pages: readonly CopyPage[],
  shape: CopyShape,
  context: CopyContext,
  resolveIds: (cell: string) => string,
): readonly PlacedRow[] {
  const heads = new HeadReader(context.report);
  return pages.flatMap(({ tables }, page) =>
    tables.flatMap((table) => {
      const columns = heads.columnsOf(table);
      const readable = { columns, head: table.head?.line.text, lines: table.lines };
      return shape.readRecords(readable, context).map((row) => {
        for (const column of ["assignee", "contact"] as const)
          row.cells[column] = resolveIds(row.cells[column] ?? "");
        return { ...row, page };
      });
    }),
  );
}

function readPeople(
  pages: readonly CopyPage[],
  shape: CopyShape,
  plain: (text: string) => string,
  report: Report,
): readonly PersonReading[] {
  return pages.flatMap(({ contacts: lines, contactHead }) => {
    const { columns = PERSON_COLUMNS, line } = contactHead ?? {};
    return shape.readPeople({ columns, head: line?.text, lines }, plain).flatMap((person) => {
      if ("id" in person) return [person];
      const values = { found: person.text.trim() };
      report.add(textProblems, "text/person-unreadable", { span: person, values });
      return [];
    });
  });
}

/** Reads the heads of all pages; what the first page does not have, a later one may. */
function headerOf(pages: readonly CopyPage[]): Partial<Registry> {
  const heads = pages.map((page) => readHeader(page.header.map((line) => line.text)));
  const first = heads.find((head) => head.updated !== undefined) ?? heads[0] ?? {};
  const page = readPager(pages.flatMap(({ pagers }) => pagers.map((line) => line.text)));
  return { ...first, ...(page === undefined ? {} : { page }) };
}
