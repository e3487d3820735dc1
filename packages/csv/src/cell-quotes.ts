import type { ColumnKey, Report } from "@portolan/model";
import { needsQuotes, QuoteStyle } from "@portolan/model/internal";
import type { Header } from "./header.js";
import { type Row, scanRow } from "./rows.js";
import { Tally } from "./tally.js";

/**
 * Gives cells their quotes back where those belong to the text: a table with tabs and headings may be a
 * browser's copy as well as a spreadsheet's file.
 */
export class CellQuotes {
  readonly #columns: Header["columns"];
  readonly #delimiter: string;
  readonly #kept = new Tally();
  readonly #removed = new Tally();
  /** What the headings and all quotes that are needed have shown. */
  readonly #style = new QuoteStyle();

  constructor({ columns, form, headings, hasLine, next }: Header, source: string) {
    this.#columns = columns;
    this.#delimiter = form.delimiter;
    if (!hasLine) return;
    for (const heading of headings) this.#style.addPlain(heading);
    if (source.slice(0, next).includes('"')) this.#style.addQuoted();
  }

  /** Returns a row with the quotes that belong to its texts; undefined where it is as it should be. */
  settle(row: Row, source: string, report: Report): Row | undefined {
    if (!source.slice(row.start, row.end).includes('"')) return undefined;
    const starts: number[] = [];
    scanRow(source, row.start, this.#delimiter, row.next, starts);
    const style = new QuoteStyle(this.#style);
    const loose: number[] = [];
    for (const [place, cell] of row.cells.entries()) {
      const start = starts[place] ?? row.end;
      const isQuoted = source.startsWith(`"${cell.replaceAll('"', '""')}"`, start);
      if (!isQuoted) style.addPlain(cell);
      else if (!needsQuotes(cell)) loose.push(place);
      else for (const one of [style, this.#style]) one.addQuoted();
    }
    // No browser has a name, port or protocol in quotes.
    if (loose.some((place) => WORDS.has(this.#columns[place]))) style.addQuoted();
    const cells = [...row.cells];
    for (const place of loose) {
      const text = cells[place] ?? "";
      const owner = style.ownerOf(text);
      if (owner === "file") continue;
      const tally = owner === "text" ? this.#kept : this.#removed;
      tally.add(1, report.at(starts[place] ?? row.start));
      if (owner === "text") cells[place] = `"${text}"`;
    }
    return { ...row, cells };
  }

  finish(report: Report): void {
    this.#kept.report("csv/quotes-kept", report);
    this.#removed.report("csv/quotes-removed", report);
  }
}

const WORDS: ReadonlySet<ColumnKey | undefined> = new Set(["name", "port", "protocol"]);
