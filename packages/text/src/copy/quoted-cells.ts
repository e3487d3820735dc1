import type { Report } from "@portolan/model";
import { needsQuotes, QuoteStyle, type Span } from "@portolan/model/internal";
import type { TextDialect } from "../dialect.js";
import { areRecordHeadings } from "../page/headings.js";
import { CELL_BREAK, linesOf } from "../page/lines.js";
import { textProblems } from "../problems.js";
import { MovedText, readMoved } from "../unwrap/moved-text.js";
import { copyDialect } from "./read-copy.js";
import { tabShape } from "./tab.js";

/** Reads tables with tabs between cells, in which each quote is part of the text. */
export const tabDialect: TextDialect = copyDialect("tab", tabShape);

/** Reads them as spreadsheets save them, too, which put quotes around some cells. */
export const quotedTabDialect: TextDialect = {
  name: tabDialect.name,
  recognises(source) {
    if (tabDialect.recognises(source)) return true;
    const moved = unquote(quotesOf(source), source);
    return moved !== undefined && tabDialect.recognises(moved.text);
  },
  read(source, report) {
    const quotes = quotesOf(source);
    reportQuotes(quotes, source, report);
    const moved = unquote(quotes, source);
    return moved === undefined
      ? tabDialect.read(source, report)
      : readMoved(moved, report, tabDialect.read);
  },
};

/** Longest quoted cell, its quotes included, as in CSV: what is longer is a quote that was never closed. */
const LONGEST_CELL = 65_536;

/** Holds where something stands, the end not included. */
type Stretch = Required<Span>;

/** Says where the quotes of a document are. The stretches begin with a quote. */
interface Quotes {
  /** Cells that a program has put quotes around. */
  readonly cells: readonly Stretch[];
  /** Those of them that need no quotes and may be a browser's, beside others without quotes. */
  readonly doubtful: readonly Stretch[];
  /** Cells whose quotes are part of the text, though they stand around all of it. */
  readonly kept: readonly Stretch[];
  /** Places of quotes that no program writes as they are in a document that has quoted cells. */
  readonly odd: readonly Stretch[];
}

/** Finds quoted cells, and decides which quotes are the file's. */
function quotesOf(source: string): Quotes {
  const cells: Stretch[] = [];
  const loose: Stretch[] = [];
  const odd: Stretch[] = [];
  const style = new QuoteStyle();
  const inside = ({ start, end }: Stretch): string => source.slice(start + 1, end - 1);
  for (const { isCell, ...span } of quotedParts(source)) {
    if (!isCell) odd.push(span);
    else if (needsQuotes(inside(span))) {
      cells.push(span);
      style.addQuoted();
    } else loose.push(span);
  }
  if (loose.length > 0) learnStyle(style, source);
  const none = (): Stretch[] => [];
  const owned = { file: none(), text: none(), unknown: none() };
  for (const span of loose) owned[style.ownerOf(inside(span))].push(span);
  const all = [...cells, ...owned.file, ...owned.unknown].sort((a, b) => a.start - b.start);
  const isTold = ({ start, end }: Stretch): boolean =>
    style.isQuoting || /^".*""/.test(source.slice(start, end));
  return { cells: all, doubtful: owned.unknown, kept: owned.text, odd: odd.filter(isTold) };
}

/** Finds the quoted cells, and the cells with quotes that are no such cells. */
function* quotedParts(source: string): Generator<Stretch & { readonly isCell: boolean }> {
  for (let start = source.indexOf('"'); start !== -1; ) {
    const begins = start === 0 || /[\t\r\n]/.test(source.charAt(start - 1));
    const close = begins ? closingQuote(source, start) : undefined;
    const isCell = close !== undefined && isOneCell(source, start, close);
    const end = isCell ? close : endOf(source, start, CELL_END);
    yield { start, end, isCell };
    start = source.indexOf('"', end);
  }
}

/** Gives the offset after the quote that closes a cell; undefined where the cell goes on or is not closed. */
function closingQuote(source: string, start: number): number | undefined {
  let at = source.indexOf('"', start + 1);
  while (at !== -1 && source[at + 1] === '"') at = source.indexOf('"', at + 2);
  const end = at + 1;
  if (at === -1 || end - start > LONGEST_CELL) return undefined;
  return end === source.length || /[\t\r\n]/.test(source.charAt(end)) ? end : undefined;
}

const CELL_END = /[\t\r\n]/g;
const LINE_END = /[\r\n]/g;

function endOf(source: string, start: number, what: RegExp): number {
  what.lastIndex = start;
  return what.exec(source)?.index ?? source.length;
}

/** Fewest tabs in a line that is rather a row than a part of a cell. */
const TABS_OF_ROW = 3;

/** Tells whether all between two quotes is one cell: it takes in no row, nor several cells of one. */
function isOneCell(source: string, start: number, end: number): boolean {
  const text = source.slice(start, end);
  if (!/[\t\r\n]/.test(text)) return true;
  const lines = text.split(/\r\n|[\r\n]/);
  if (lines.some((line) => line.split("\t").length > TABS_OF_ROW)) return false;
  if (lines.length === 1) return true;
  // The row goes on behind the cell.
  const rest = source.slice(end, endOf(source, end, LINE_END));
  const last = lines.length - 1;
  return lines.every(
    (line, i) => i === 0 || !tabShape.isCertainlyRecord(i === last ? line + rest : line),
  );
}

/** Learns from the rows and headings of a document whether programs have put quotes around cells. */
function learnStyle(style: QuoteStyle, source: string): void {
  for (const { text } of linesOf(source)) {
    const cells = text.split("\t");
    if (cells.length <= TABS_OF_ROW) continue;
    const bare = cells.map((cell) => /^"(.*)"$/.exec(cell)?.[1] ?? cell);
    for (const cell of cells) if (!cell.startsWith('"')) style.addPlain(cell);
    // No browser has a name, port or protocol in quotes, nor a heading.
    const isWord = cells.slice(0, WORDS).some((cell, i) => cell !== bare[i] && bare[i] !== "");
    if (isWord && tabShape.isCertainlyRecord(bare.join("\t"))) style.addQuoted();
    if (text.includes('"') && areRecordHeadings(bare)) style.addQuoted();
  }
}

/** Number of first cells of a row that are words or numbers. */
const WORDS = 3;

/** Takes the quotes off cells. Line breaks in them become such as part no lines, and tabs blanks. */
function unquote({ cells }: Quotes, source: string): MovedText | undefined {
  if (cells.length === 0) return undefined;
  const moved = new MovedText();
  let done = 0;
  const addTo = (end: number): void => {
    moved.add(source.slice(done, end), done);
    done = end;
  };
  for (const { start, end } of cells) {
    addTo(start);
    done++;
    for (const { 0: mark, index } of source.slice(done, end - 1).matchAll(/""|\r\n|[\r\n\t]/g)) {
      const at = start + 1 + index;
      addTo(at);
      moved.add(mark === '""' ? '"' : mark === "\t" ? " " : CELL_BREAK, at);
      done = at + mark.length;
    }
    addTo(end - 1);
    done = end;
  }
  addTo(source.length);
  return moved;
}

function reportQuotes(quotes: Quotes, source: string, report: Report): void {
  for (const [code, [first, ...others]] of [
    ["text/quotes-kept", quotes.kept],
    ["text/quotes-removed", quotes.doubtful],
  ] as const) {
    if (first === undefined) continue;
    report.add(textProblems, code, { span: first, values: { count: others.length + 1 } });
  }
  for (const span of quotes.odd) {
    const values = { found: source.slice(span.start, span.end) };
    report.add(textProblems, "text/quote-in-cell", { span, values });
  }
}
