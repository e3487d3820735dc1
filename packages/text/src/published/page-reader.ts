import {
  createRegistry,
  type Person,
  type Position,
  type Problem,
  type RegistryHeader,
  type RegistryPart,
  type Report,
} from "@portolan/model";
import {
  formOfRow,
  headingOfColumn,
  type Piece,
  type PieceReader,
  type RowForm,
  RowForms,
  type Span,
  SpreadsheetCells,
} from "@portolan/model/internal";
import { joinFootnotes, readFootnotes } from "../page/footnotes.js";
import { readHeader, readPager } from "../page/header.js";
import { mayBeRow, type PlacedLine } from "../page/lines.js";
import { ListedOnce, NamedPeople, type PageRow, PageRows } from "../page/repeated.js";
import { textProblems } from "../problems.js";
import { LAYOUT_LINES, MEASURES } from "./columns.js";
import { type EndingRow, reportOdd } from "./odd-rows.js";
import { openPeople } from "./people-table.js";
import { type CurrentRow, openRecords } from "./record-table.js";
import type { SplitPlace } from "./row-splitter.js";
import {
  captionAt,
  type FoundHead,
  findHead,
  findTableEnd,
  HEAD_LINES,
  MOST_ABOVE,
} from "./table-head.js";
import type { PagePiece, PageStyle, TableReader } from "./table-reader.js";
import { type Measure, TextLines } from "./text-lines.js";

/**
 * Reads a page, or several pages one after the other, whose tables stand in columns of fixed
 * width, whole or piece by piece.
 */
export class PageReader implements PieceReader {
  readonly #style: PageStyle;
  readonly #joined = new JoinedTables();
  /** Absent where the table is none of records, of which people are told one by one. */
  #gate: RecordGate | undefined;
  readonly #cells = new SpreadsheetCells();
  readonly #named = new NamedPeople();
  readonly #listed = new ListedOnce("text/person-differs");
  /** Lines above the first table, while they come. */
  #headerLines: PlacedLine[] | undefined = [];
  #header: RegistryHeader | undefined;
  /** What the lines above the first table say: the next page of a text repeats it. */
  readonly #headerTexts = new Set<string>();
  #table: TableReader | undefined;
  #measures: readonly Measure[] = MEASURES;
  /** Lines of the footnotes of each page. */
  readonly #footnotes: PlacedLine[][] = [];
  #isInFootnotes = false;
  /** Whether the lines are those of a table that was said to be left out. */
  #isLeftOut = false;
  #pager: string | undefined;
  /** Whether a table of records was found, and where the first line was left out that may be a row. */
  #hasRecords = false;
  #leftOut: Position | undefined;
  /** Whether the page goes on to its last line, which IANA's have had since 2022. */
  #hasTrailer = false;
  #endsInTable = false;
  /** The row before, if it ends behind its description and the next one may show that it is cut short. */
  #ending: EndingRow | undefined;
  /** Lines at the beginning of the next piece that are read, but belong to what follows. */
  #passed = 0;

  constructor(style: PageStyle = {}) {
    this.#style = style;
  }

  read({ source, origin, isLast, report }: Piece, give: (part: RegistryPart) => void): number {
    const lines = new TextLines(source, isLast);
    const page: PagePiece = { lines, offset: origin.offset, report, give };
    const limit = isLast ? lines.count : lines.count - HEAD_LINES;
    let place: SplitPlace = { previous: 0, next: this.#passed };
    while (place.next < limit) {
      const { next } = place;
      const table = this.#table;
      place =
        table === undefined
          ? this.#readLine(page, next, limit)
          : this.#readTable(page, table, place, limit);
      const isStuck = place.next === next && this.#table === table;
      if (isStuck) break;
    }
    if (isLast) {
      this.#finish(page);
      return source.length;
    }
    this.#named.settle();
    this.#passed = place.next - place.previous;
    return lines.start(place.previous);
  }

  /** Reads a line that is in no table, with the head of a table that begins there. */
  #readLine(page: PagePiece, line: number, limit: number): SplitPlace {
    const { lines } = page;
    const found = findHead(lines, line);
    if (found !== undefined) return this.#openTable(page, line, found, limit);
    const caption = captionAt(lines, line);
    if (caption !== undefined) this.#isLeftOut = false;
    if (caption === "pager") this.#pager = lines.trimmed(line);
    if (caption === "trailer") this.#hasTrailer = true;
    if (caption === "footnotes") {
      this.#closeSection(page, 0);
      this.#footnotes.push([]);
      this.#isInFootnotes = true;
    } else if (this.#headerLines !== undefined) this.#headerLines.push(placedLine(page, line));
    else if (caption !== undefined) this.#isInFootnotes = false;
    else if (this.#isInFootnotes) this.#footnotes.at(-1)?.push(placedLine(page, line));
    else this.#skipLine(page, line);
    return placeAt(line + 1);
  }

  /** Reports a line below a table that is in no section, but for what the head of the page says, too. */
  #skipLine({ lines, report }: PagePiece, line: number): void {
    const found = lines.trimmed(line);
    const isKnown = this.#isLeftOut || this.#headerTexts.has(found);
    if (found === "" || isKnown || this.#style.isOfLinkList?.(found) === true) return;
    const span = { start: lines.start(line), end: lines.end(line) };
    if (mayBeRow(found)) this.#leftOut ??= report.at(span.start);
    report.add(textProblems, "text/line-skipped", { span, values: { found } });
  }

  /** Opens a table as soon as there are enough of its lines to find its columns. */
  #openTable(page: PagePiece, line: number, { kind, head }: FoundHead, limit: number): SplitPlace {
    const { lines, report } = page;
    const needed = head.end + LAYOUT_LINES;
    const end = findTableEnd(lines, head.end, Math.min(limit, needed));
    if (end === undefined && limit < needed && !lines.isLast) return placeAt(line);
    this.#closeSection(page, line - head.first);
    this.#gate = undefined;
    const measures = this.#measures;
    const opening = { lines, head, end: end ?? limit, measures, style: this.#style, report };
    if (kind === "people") {
      this.#table = openPeople(opening, (person, span, its) => this.#takePerson(person, span, its));
    } else {
      const gate = new RecordGate();
      this.#gate = gate;
      this.#hasRecords = true;
      this.#ending = undefined;
      this.#joined.begin(lines.start(head.first), report);
      this.#table = openRecords(opening, (row, its) => this.#takeRow(row, its, gate));
    }
    this.#isLeftOut = this.#table === undefined;
    this.#measures = this.#table?.layout.measures ?? measures;
    return { previous: head.end, next: head.end };
  }

  #readTable(page: PagePiece, table: TableReader, from: SplitPlace, most: number): SplitPlace {
    const { lines, report } = page;
    const last = lines.isLast ? Math.max(from.next, lines.filledCount) : most;
    const limit = Math.min(last, from.next + TABLE_LINES);
    const found = findTableEnd(lines, from.next, limit);
    const isWhole = found !== undefined || (lines.isLast && limit === last);
    const end = found ?? limit;
    const gate = this.#gate;
    gate?.enter(report);
    const place = table.read(page, from, end, isWhole);
    if (isWhole && gate !== undefined) this.#giveRecords(gate.decide(report), page);
    gate?.leave(report);
    if (!isWhole) return place;
    this.#table = undefined;
    this.#endsInTable = found === undefined && end === lines.count;
    return placeAt(end);
  }

  #takeRow(row: CurrentRow, page: PagePiece, gate: RecordGate): void {
    const { report, offset } = page;
    const form = gate.count(row, report);
    let parts: readonly RecordPart[] = NO_RECORDS;
    if (form === "other") {
      const values = { found: row.text };
      report.add(textProblems, "text/row-unreadable", { span: row.span, values });
    } else if (!this.#joined.isRepeated(row, report)) {
      this.#ending = reportOdd(row, this.#ending, report);
      const records = row.records(this.#cells, report);
      parts = records.map((record) => ({ record, offset: offset + row.offset }));
    }
    if (gate.isUndecided) this.#giveRecords(gate.take(parts, report), page);
    else if (!gate.isRefused) this.#giveRecords(parts, page);
  }

  #giveRecords(parts: readonly RecordPart[], page: PagePiece): void {
    for (const part of parts) {
      this.#named.add(part.record);
      page.give(part);
    }
  }

  #takePerson(person: Person, span: Span, { report, give }: PagePiece): void {
    if (!this.#listed.isRepeated(person.id, person, { span }, report)) give({ person });
  }

  /** Ends the header or footnotes; their last lines turned out to belong to what follows. */
  #closeSection({ report, give }: PagePiece, surplus: number): void {
    if (this.#isInFootnotes) this.#footnotes.at(-1)?.splice(-surplus, surplus);
    this.#isInFootnotes = false;
    if (this.#headerLines === undefined) return;
    const lines = this.#headerLines.slice(0, this.#headerLines.length - surplus);
    const { plainHeader = (line) => line } = this.#style;
    const plain = lines.map(({ text, place }) => ({ text: plainHeader(text), place }));
    const told = report.problems.length;
    this.#header = readPageHeader(plain, report);
    for (const { code, start, values } of report.problems.slice(told))
      if (code === "text/line-skipped" && mayBeRow(String(values?.found))) this.#leftOut ??= start;
    for (const { text } of lines.slice(0, MOST_HEADER_TEXTS)) this.#headerTexts.add(text.trim());
    this.#headerLines = undefined;
    give({ header: this.#header });
  }

  #finish(page: PagePiece): void {
    this.#closeSection(page, 0);
    const { lines, report, give } = page;
    if (this.#gate?.isRefused !== true) this.#cells.finish(headingOfColumn, report);
    // Contacts alone are no registry where what may be its rows was left out.
    if (!this.#hasRecords && this.#leftOut !== undefined)
      report.add(textProblems, "text/not-recognised", { at: this.#leftOut });
    const shown = this.#pager === undefined ? undefined : readPager([this.#pager]);
    if (shown !== undefined && this.#header !== undefined)
      give({ header: { ...this.#header, page: shown } });
    const footnotes = this.#footnotes.flatMap((its) => readFootnotes(its, (text) => text, report));
    for (const footnote of joinFootnotes(footnotes, report)) give({ footnote });
    const { length } = lines.source;
    const isInTable = this.#endsInTable || this.#table !== undefined;
    if (isInTable && !lines.source.endsWith("\n"))
      report.add(textProblems, "text/row-cut-off", { span: { start: length } });
    if (this.#footnotes.length > 0 || this.#hasTrailer) return;
    this.#named.reportUnlisted(this.#listed, { start: length }, report);
  }
}

/** Most lines of a table that are cut into cells together; {@link RowSplitter} needs a few hundred. */
const TABLE_LINES = 2000;

/** Keeps the lines above one that tell what it is: headings above the middle one, and an empty line. */
function placeAt(line: number): SplitPlace {
  return { previous: Math.max(0, line - MOST_ABOVE - 1), next: line };
}

function placedLine({ lines, report }: PagePiece, line: number): PlacedLine {
  return { text: lines.text(line), place: report.at(lines.start(line)) };
}

const LABEL = /^ {2,4}(?:Last Updated|Expert\(s\)|Reference|Note)$/;
const NOTE_TITLE = /^ {2,4}[^\s[*•]/;

/** Reads the lines above the first table, where the title of a note is indented as the labels are. */
function readPageHeader(lines: readonly PlacedLine[], report: Report): RegistryHeader {
  const firstLabel = lines.findIndex(({ text }) => LABEL.test(text));
  const isBlank = (index: number): boolean => lines[index]?.text.trim() === "";
  const fields = readHeader(lines, report, (index) => {
    if (firstLabel === -1 || index <= firstLabel) return false;
    return isBlank(index - 1) && isBlank(index + 1) && NOTE_TITLE.test(lines[index]?.text ?? "");
  });
  const { records: _, people: __, footnotes: ___, ...header } = createRegistry({ ...fields });
  return header;
}

/** Most lines above the first table that are kept to compare others with: IANA's have been up to 80. */
const MOST_HEADER_TEXTS = 1000;

/** Rows of a table by which it is told whether they are records. */
const TELLING_ROWS = 100;

/** What is told of texts that do not keep to the columns of the headings. */
const MISFITS: ReadonlySet<string> = new Set([
  ...["text/column-crossed", "record/date-invalid", "record/list-invalid"],
  "record/service-code-invalid",
]);

/** Part of the rows whose texts may be of that kind; in IANA's text none is. */
const CROSSED = 0.2;
const FEWEST_CROSSED = 10;

/** Names a record among the parts of a registry. */
type RecordPart = Extract<RegistryPart, { readonly record: unknown }>;

/**
 * Holds the first records of a table and their problems back until most rows turn out to be records.
 * Where they do not, one problem stands for the table.
 */
class RecordGate {
  readonly #forms = new RowForms();
  #state: "undecided" | "open" | "refused" = "undecided";
  readonly #records: RecordPart[] = [];
  #problems: Problem[] = [];
  /** Number of problems of the piece that stay whatever is decided. */
  #kept = 0;

  /** Begins with the lines of a piece. */
  enter(report: Report): void {
    this.#kept = report.problems.length;
  }

  /** Ends with the lines of a piece. */
  leave(report: Report): void {
    if (this.#state === "undecided")
      this.#problems = [...this.#problems, ...report.problems.splice(this.#kept)];
    if (this.#state === "refused") report.problems.length = this.#kept;
  }

  /** Counts a row, and says what it is. */
  count(row: CurrentRow, report: Report): RowForm {
    if (this.#state !== "undecided") return formOfRow(row.cells);
    return this.#forms.add(row.cells, () => report.at(row.span.start));
  }

  /** Whether it is open what the rows are. */
  get isUndecided(): boolean {
    return this.#state === "undecided";
  }

  /** Whether the rows are no records. */
  get isRefused(): boolean {
    return this.#state === "refused";
  }

  /** Takes the records of a row while it is open what the rows are, and gives those that are certain now. */
  take(parts: readonly RecordPart[], report: Report): readonly RecordPart[] {
    this.#records.push(...parts);
    return this.#forms.count < TELLING_ROWS ? NO_RECORDS : this.decide(report);
  }

  /** Decides by the rows that were counted, and gives the records. */
  decide(report: Report): readonly RecordPart[] {
    if (this.#state !== "undecided") return NO_RECORDS;
    const later = report.problems.splice(this.#kept);
    const crossings = [...this.#problems, ...later].filter(({ code }) => MISFITS.has(code));
    const count = new Set(crossings.map(({ start }) => start?.line)).size;
    const total = this.#forms.count;
    const areCrossed = count >= FEWEST_CROSSED && count > CROSSED * total;
    if (!areCrossed && this.#forms.areRecords(true)) {
      this.#state = "open";
      for (const problem of [...this.#problems, ...later]) report.problems.push(problem);
      return this.#records;
    }
    this.#state = "refused";
    if (areCrossed) {
      const values = { count, total };
      report.add(textProblems, "text/columns-crossed", { at: crossings[0]?.start, values });
    } else report.add(textProblems, "text/rows-implausible", this.#forms.refusal());
    this.#kept = report.problems.length;
    return NO_RECORDS;
  }
}

const NO_RECORDS: readonly RecordPart[] = [];

/** Most rows of a table that are compared with other tables: IANA's pages have 100. */
const MOST_ROWS = 1000;

/** Finds rows that stand in several tables of one text, as pages of the registry repeat rows. */
class JoinedTables {
  /** Number of the table that is read, from 0. */
  #table = -1;
  #rowCount = 0;
  /** Rows of the first table: there may be no other to compare them with. */
  #first: PageRow[] = [];
  readonly #rows = new PageRows();

  /** Begins the next table. */
  begin(start: number, report: Report): void {
    this.#table++;
    if (this.#table > 0 && this.#rowCount > MOST_ROWS)
      report.add(textProblems, "text/table-not-compared", {
        span: { start },
        values: { most: MOST_ROWS },
      });
    for (const row of this.#first) this.#rows.isRepeated(row, report);
    this.#first = [];
    this.#rowCount = 0;
  }

  /** Tells whether a row of the table stands in an earlier one, too. */
  isRepeated(current: CurrentRow, report: Report): boolean {
    this.#rowCount++;
    if (this.#rowCount > MOST_ROWS) return false;
    const row = { cells: current.cells, line: current.span, page: this.#table };
    if (this.#table > 0) return this.#rows.isRepeated(row, report);
    this.#first.push(row);
    return false;
  }
}
