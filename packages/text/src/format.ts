import { COLUMNS, type Format } from "@portolan/model";
import {
  columnsOfHeadings,
  LOSSES,
  type Mark,
  type ReadWriteFormat,
  type TextHead,
} from "@portolan/model/internal";
import { PORT_LIST_HEADINGS } from "./port-numbers/headings.js";
import type { CopyShape } from "./to-copy.js";
import type { ToMarkdownOptions } from "./to-markdown.js";

/** Knows IANA's plain text of every year, and text in which people have the page. */
export const textFormat: ReadWriteFormat<"text", { readonly layout?: "iana" | CopyShape }> = {
  name: "text",
  title: "IANA's plain text, a browser's dump, a pasted copy",
  otherNames: ["txt"],
  extensions: [".txt"],
  reads: [
    {
      what: "the list port-numbers of before 2011, alone or in RFC 1060, 1340, 1700",
      example: "http             80/tcp    World Wide Web HTTP",
    },
    { what: "IANA's plain text", example: "http    80    tcp    World Wide Web HTTP" },
    {
      what: "the page, copied out of a browser",
      example: "http\t80\ttcp\tWorld Wide Web HTTP\t[IESG]",
    },
    {
      what: "a table that psql, sqlite, Markdown, org, AsciiDoc or a wiki has drawn",
      example: "| http | 80 | tcp | World Wide Web HTTP |",
    },
  ],
  marksOf,
  loadReader: async () => (await import("./from-text.js")).fromText,
  loadPartReader: async () => (await import("./stream-text.js")).textPieces,
  heldWhole: "dumps, copies and old lists",
  loadWriter: async () => {
    const [{ textChunks }, { copyChunks }] = await Promise.all([
      import("./to-text.js"),
      import("./to-copy.js"),
    ]);
    return (registry, { layout = "iana" }, report) =>
      layout === "iana"
        ? textChunks(registry, { report })
        : copyChunks(registry, layout, { report });
  },
  loadProtocolReader: async () => (await import("./protocol-numbers.js")).protocolNumbersFromText,
  options: [{ name: "layout", is: "word", words: ["iana", "tab", "pipe", "space"] }],
  losses: [
    LOSSES.page,
    {
      code: "category",
      what: "The registry's category is lost.",
      why: "IANA's page does not show it.",
    },
    {
      code: "layout",
      what: "Line breaks, paragraphs, references and runs of white space inside a text become plain text on one line.",
      why: "The text is wrapped to columns.",
    },
    {
      code: "labels",
      what: "The target behind a labelled reference, and the kind of one that its label does not tell, are lost.",
      why: "Only the label between brackets is shown.",
    },
    LOSSES.assignee,
    {
      code: "people-layout",
      what: "Runs of white space in the texts of people are one blank.",
      why: "They are layout in a page.",
    },
    {
      code: "header-text",
      what: "The registry's id, the borders between several experts, and references and white space at edges in the header's texts, are lost.",
      why: "Only what a page shows is written.",
    },
    LOSSES.marks,
  ],
};

/** Knows a Markdown table for people; it is only written. */
export const markdownFormat: Format<"markdown", ToMarkdownOptions> = {
  name: "markdown",
  title: "a Markdown table for people",
  otherNames: ["md"],
  extensions: [".md"],
  reads: [],
  loadPartWriter: async () => {
    const { MarkdownWriter } = await import("./to-markdown.js");
    return (options) => new MarkdownWriter(options);
  },
  options: [{ name: "columns", is: "words", words: COLUMNS.map(({ key }) => key) }],
  losses: [],
};

/** What parts the cells of a line in tables that are not CSV. */
const CELL_BORDER = /[|\u2502\u2503\u2551]+| {2,}/;

/** A row of a copied table without headings: name, port and protocol with tabs or bars between. */
const ROW =
  /^[|\s]*(?:[^\s|]+[ ]*[\t|])?[ ]*\d{1,5}(?:-\d{1,5})?[ ]*[\t|][ ]*(?:tcp|udp|sctp|dccp)[ ]*(?:[\t|]|$)/i;

/** Looks for the registry's title, and for its headings in whatever arrangement. */
function marksOf({ text, lines }: TextHead): readonly Mark[] {
  const marks: Mark[] = [];
  if (PORT_LIST_HEADINGS.test(text))
    marks.push({
      seen: "the headings of port-numbers, the registry's text before 2011",
      weight: "proof",
      dialect: "port-numbers",
    });
  if (/Service Name and Transport Protocol Port Number Registry/.test(text))
    marks.push({ seen: "the registry's title", weight: "rows" });
  if (/^[^\w{]*Service(?: Name)?\b.*\bPort\b.*\b(?:Protocol|Description)\b/m.test(text))
    marks.push({ seen: "the registry's headings", weight: "strong" });
  else if (lines.some(hasDrawnHeadings))
    marks.push({ seen: "the headings of a table of ports", weight: "strong" });
  if (/^(?:> ?)+\W*Service Name\b/m.test(text))
    marks.push({ seen: "the registry's headings in a quoted mail", weight: "proof" });
  if (marks.some(({ weight }) => weight !== "rows")) return marks;
  const filled = lines.filter((line) => /\S/.test(line));
  const rows = filled.filter((line) => ROW.test(line)).length;
  if (rows > 1 && rows * 2 > filled.length)
    marks.push({
      seen: "rows of name, port and protocol, as a browser copies them",
      weight: "rows",
    });
  return marks;
}

/** Tells whether a line has the headings of a table that is drawn with bars or blanks. */
function hasDrawnHeadings(line: string): boolean {
  if (line.length > 1000 || !/port/i.test(line) || !CELL_BORDER.test(line)) return false;
  const cells = line.split(CELL_BORDER).map((cell) => cell.trim());
  const headings = cells.filter((cell) => cell !== "");
  const known = columnsOfHeadings(headings)?.keys.filter((key) => key !== undefined).length ?? 0;
  return known >= 3 && known * 2 > headings.length;
}
