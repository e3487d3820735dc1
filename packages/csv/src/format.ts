import { columnOfHeading } from "@portolan/model";
import {
  columnsOfHeadings,
  type Mark,
  type ReadWriteFormat,
  TABLE_LOSSES,
  type TextHead,
} from "@portolan/model/internal";
import { FEWEST_HEADINGS, MOST_LINES_ABOVE } from "./lines-above.js";
import type { ToCsvOptions } from "./to-csv.js";

/** Knows IANA's CSV, and tables with its headings that other tools wrote with any separator. */
export const csvFormat: ReadWriteFormat<"csv", Omit<ToCsvOptions, "report">> = {
  name: "csv",
  title: "IANA's CSV, or a table of its columns with another separator",
  otherNames: ["tsv"],
  extensions: [".csv", ".tsv"],
  reads: [
    { what: "IANA's CSV of any year", example: "http,80,tcp,World Wide Web HTTP,[IESG],[IESG],…" },
    { what: "what spreadsheets save", example: "Service Name;Port Number;Transport Protocol;…" },
    { what: "tab-separated exports", example: '"Service Name"\t"Port Number"\t…' },
  ],
  marksOf,
  loadReader: async () => (await import("./from-csv.js")).fromCsv,
  loadPartReader: async () => (await import("./from-csv.js")).csvPieces,
  loadPartWriter: async () => {
    const { CsvWriter } = await import("./to-csv.js");
    return (options, report) => new CsvWriter({ ...options, report });
  },
  loadProtocolReader: async () => (await import("./protocol-numbers.js")).protocolNumbersFromCsv,
  options: [
    {
      name: "safeCells",
      flags: "--safe-cells",
      help: "keep spreadsheets from running cells as formulas",
      is: "switch",
    },
    {
      name: "rendering",
      flags: "--rendering <era>",
      help: "IANA's rendering {words} (else by the date)",
      is: "word",
      words: ["A", "B", "C", "D", "none"],
    },
    { name: "lineEnding", is: "word", words: ["\r\n", "\n"] },
  ],
  losses: TABLE_LOSSES,
};

/** Looks for the registry's headings in the first lines, or a first row of the registry's form. */
function marksOf({ text, lines }: TextHead): readonly Mark[] {
  const [first = ""] = lines;
  if (/^"?sep=."?$/i.test(first)) return [{ seen: `a first line ${first}`, weight: "proof" }];
  // Brackets begin JSON, which may have headings of the registry in its first line too.
  if (/^\s*[[{]/.test(first)) return [];
  const [, separator] = FIRST_ROW.exec(first) ?? FIRST_ROW.exec(`\t${first}`) ?? [];
  // Rows with tabs are what a browser copies, unless a program has put quotes around cells.
  const isQuoted = (): boolean => QUOTED_WORD.test(first) || NEEDED_QUOTES.test(text);
  if (separator !== undefined && (separator !== "\t" || isQuoted()))
    return [
      {
        seen: `a first row of name, port and protocol with ${NAMES[separator]} between`,
        weight: separator === "\t" ? "proof" : "strong",
      },
    ];
  const marks = headingMarks(first, lines[1]);
  if (marks.length > 0) return marks;
  // Programs write a title, a date or column numbers above the headings.
  for (const [index, line] of lines.slice(1, MOST_LINES_ABOVE + 1).entries()) {
    const below = headingMarks(line, lines[index + 2], MARKS_OF_CSV);
    if (below.length > 1) return below;
  }
  return [];
}

/**
 * A row of the registry: name, port and protocol, of which the first and last may be empty. The head of a
 * text comes without white space before it, and so without the tab behind an empty name.
 */
const FIRST_ROW = /^"?[^,;\t\s"]*"?([,;\t])"?\d{1,5}(?:-\d{1,5})?"?\1"?(?:tcp|udp|sctp|dccp)?"?\1/i;

/** A first row whose name, port or protocol is quoted. */
const QUOTED_WORD = /^(?:[^\t]*\t){0,2}"[^"\t]+"\t/;

/**
 * A cell beside a tab in quotes that it needs: it has others, written twice, or a line break. No line in
 * it is a row with a port and protocol, which a quote that is only part of a text would take in.
 */
const NEEDED_QUOTES =
  /(?:^|\t)"(?:[^"\r\n]*(?:""|[\r\n](?!(?:[^"\t\r\n]*\t)?\d{1,5}(?:-\d{1,5})?\t(?:tcp|udp|sctp|dccp)?\t)))+[^"\r\n]*"(?=[\t\r\n]|$)/m;

/** What parts the cells of files that have lines above their headings. */
const MARKS_OF_CSV: readonly string[] = [",", ";"];

/** Looks for headings in a line, as `separators` part them. */
function headingMarks(line: string, below = "", separators?: readonly string[]): readonly Mark[] {
  for (const separator of separators ?? new Set(line.replace(NO_SEPARATOR, ""))) {
    const cells = line.split(separator).map((cell) => cell.trim().replace(/^"|"$/g, ""));
    const known = new Set(columnsOfHeadings(cells)?.keys);
    known.delete(undefined);
    if (known.size < (separators === undefined ? 2 : FEWEST_HEADINGS)) continue;
    // A table drawn with pipes has them at the ends of its lines, or a ruler below its headings.
    if (separator === "|" && (/^\s*\||\|\s*$/.test(line) || /^[\s|:+-]+$/.test(below))) continue;
    const name = NAMES[separator] ?? `“${separator}”`;
    const seen = `headings of the registry with ${name} between`;
    const areIana = cells.filter((cell) => columnOfHeading(cell) !== undefined).length >= 2;
    if (!areIana && below.split(separator).length !== cells.length)
      return [{ seen, weight: "strong" }];
    return [
      { seen, weight: "strong" },
      { seen: "with as many cells below", weight: "rows" },
    ];
  }
  return [];
}

/** What no table separates its cells with; white space, but for tabs, is between words. */
const NO_SEPARATOR = /[\p{L}\p{N}"'_.()#/ -]/gu;

const NAMES: Readonly<Record<string, string>> = {
  ",": "commas",
  ";": "semicolons",
  "\t": "tabs",
  "|": "pipes",
};
