import { columnOfHeading } from "@portolan/model";
import {
  columnsOfHeadings,
  type Mark,
  type ReadWriteFormat,
  TABLE_LOSSES,
  type TextHead,
} from "@portolan/model/internal";
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
  loadPartReader: async () => (await import("./from-csv.js")).streamCsv,
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

/** Looks for the registry's headings in the first line, or a first row of the registry's form. */
function marksOf({ lines: [first = "", second = ""] }: TextHead): readonly Mark[] {
  if (/^"?sep=."?$/i.test(first)) return [{ seen: `a first line ${first}`, weight: "proof" }];
  // Brackets begin JSON, which may have headings of the registry in its first line too.
  if (/^\s*[[{]/.test(first)) return [];
  const marks: Mark[] = [];
  for (const separator of new Set(first.replace(NO_SEPARATOR, ""))) {
    const cells = first.split(separator).map((cell) => cell.trim().replace(/^"|"$/g, ""));
    const known = new Set(columnsOfHeadings(cells)?.keys);
    known.delete(undefined);
    if (known.size < 2) continue;
    // A table drawn with pipes has them at the ends of its lines, or a ruler below its headings.
    if (separator === "|" && (/^\s*\||\|\s*$/.test(first) || /^[\s|:+-]+$/.test(second))) continue;
    const name = NAMES[separator] ?? `“${separator}”`;
    marks.push({ seen: `headings of the registry with ${name} between`, weight: "strong" });
    const areIana = cells.filter((cell) => columnOfHeading(cell) !== undefined).length >= 2;
    if (areIana || second.split(separator).length === cells.length)
      marks.push({ seen: "they are in the first line, with as many cells below", weight: "rows" });
    break;
  }
  if (/^[^,\s"]*,\d{1,5}(?:-\d{1,5})?,(?:tcp|udp|sctp|dccp)?,/.test(first))
    marks.push({ seen: "a first row of name, port and protocol with commas", weight: "strong" });
  return marks;
}

/** What no table separates its cells with; white space, but for tabs, is between words. */
const NO_SEPARATOR = /[\p{L}\p{N}"'_.()#/ -]/gu;

const NAMES: Readonly<Record<string, string>> = {
  ",": "commas",
  ";": "semicolons",
  "\t": "tabs",
  "|": "pipes",
};
