import {
  createRegistry,
  type Person,
  type Registry,
  type Report,
  type ServiceRecord,
} from "@portolan/model";
import { reportUnlisted } from "../copy/completeness.js";
import { joinFootnotes, joinRows } from "../copy/join-pages.js";
import { readFootnotes } from "../copy/page/footnotes.js";
import type { Line } from "../copy/page/lines.js";
import { readPager } from "../copy/page/pager.js";
import type { PlacedRow } from "../copy/reading.js";
import type { TextReading } from "../dialect.js";
import { type HeaderFields, readHeader } from "../header.js";
import { textProblems } from "../problems.js";
import { type PageStyle, PUBLISHED_STYLE } from "./page-style.js";
import { readPeopleTable } from "./people-table.js";
import { readRecordTable, recordOfTableRow, type TableRow } from "./record-table.js";
import { findSections, type PageSections } from "./sections.js";
import { TextLines } from "./text-lines.js";

/** Reads a page, or several pages one after the other, whose tables stand in columns of fixed width. */
export function readColumnPage(
  source: string,
  report: Report,
  style: PageStyle = PUBLISHED_STYLE,
): TextReading {
  const lines = new TextLines(source);
  const sections = findSections(lines);
  const records: ServiceRecord[] = [];
  const offsets: number[] = [];
  const pages = sections.tables
    .filter(({ kind }) => kind === "records")
    .map((table) => readRecordTable(lines, table, style, report));
  for (const row of joinPages(pages, report)) {
    records.push(recordOfTableRow(row, style, report));
    offsets.push(row.offset);
  }
  const people = sections.tables
    .filter(({ kind }) => kind === "people")
    .flatMap((table) => readPeopleTable(lines, table, style, report));
  const footnotes = sections.footnotes.flatMap(({ first, end }) =>
    readFootnotes(linesFrom(lines, first, end), (text) => text),
  );
  const page = sections.pager === undefined ? undefined : readPager([sections.pager]);
  const registry = createRegistry({
    ...headerOf(lines, sections, style),
    records,
    people: firstOfEach(people),
    footnotes: joinFootnotes(footnotes),
    ...(page === undefined ? {} : { page }),
  });
  reportCutOff(lines, sections, registry, report);
  return { registry, offsets };
}

/** Reports that the text ends in a table, or without the people its records name. */
function reportCutOff(
  lines: TextLines,
  { tables, footnotes, hasTrailer }: PageSections,
  registry: Registry,
  report: Report,
): void {
  const { source } = lines;
  const endsInTable = tables.some(({ end }) => end === lines.count);
  if (endsInTable && !source.endsWith("\n"))
    report.add(textProblems, "text/row-cut-off", { span: { start: source.length } });
  if (footnotes.length > 0 || hasTrailer) return;
  reportUnlisted(registry, new Set(registry.people.map(({ id }) => id)), source, report);
}

/** Leaves out the rows that stand on an earlier page, too. */
function joinPages(pages: readonly Iterable<TableRow>[], report: Report): Iterable<TableRow> {
  const [only = []] = pages;
  if (pages.length <= 1) return only;
  const rows = new Map<PlacedRow, TableRow>();
  for (const [page, pageRows] of pages.entries()) {
    for (const row of pageRows) {
      const line = { text: "", ...row.span };
      rows.set({ cells: row.cells, inferred: [], line, page }, row);
    }
  }
  return joinRows([...rows.keys()], report).flatMap((row) => rows.get(row) ?? []);
}

function firstOfEach(people: readonly Person[]): readonly Person[] {
  const byId = new Map<string, Person>();
  for (const person of people) if (!byId.has(person.id)) byId.set(person.id, person);
  return [...byId.values()];
}

function linesFrom(lines: TextLines, first: number, end: number): readonly Line[] {
  return Array.from({ length: end - first }, (_, i) => {
    const line = first + i;
    return { text: lines.text(line), start: lines.start(line), end: lines.end(line) };
  });
}

const LABEL = /^ {2,4}(?:Last Updated|Expert\(s\)|Reference|Note)$/;
const NOTE_TITLE = /^ {2,4}[^\s[*•]/;

function headerOf(lines: TextLines, { headerEnd }: PageSections, style: PageStyle): HeaderFields {
  const texts = linesFrom(lines, 0, headerEnd).map(({ text }) => style.plainHeader(text));
  const firstLabel = texts.findIndex((text) => LABEL.test(text));
  return readHeader(texts, (index) => {
    const isApart = texts[index - 1]?.trim() === "" && texts[index + 1]?.trim() === "";
    return (
      isApart && firstLabel !== -1 && index > firstLabel && NOTE_TITLE.test(texts[index] ?? "")
    );
  });
}
