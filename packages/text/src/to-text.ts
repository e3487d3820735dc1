import { type Registry, type Report, type RunningText, referenceLabel } from "@portolan/model";
import {
  joinBracketed,
  renderingOf,
  requireObject,
  requireRegistry,
} from "@portolan/model/internal";
import { preformattedLines, printableLine } from "./layout/cell-lines.js";
import {
  paddingOf,
  personCells,
  personColumns,
  recordCells,
  recordColumns,
  TableLayout,
  widthOf,
} from "./layout/table-layout.js";
import { textProblems } from "./problems.js";
import { reportingAltered } from "./written-back.js";

/** Says how {@link toText} lays out the page. */
export interface ToTextOptions {
  /**
   * Whether the page's frame is written: the line above the title and the last one. IANA's text has it
   * since 2021; without this option, the registry's date decides.
   */
  readonly frame?: boolean;
  /** Number of blanks before the labels of the page, such as “Last Updated”; 3. */
  readonly indent?: number;
  /** Receives what the text does not say so that it can be read back. */
  readonly report?: Report;
}

/**
 * Writes the registry as IANA's plain text: the published file line for line, if the registry was
 * read from the XML of the same day.
 *
 * @throws {TypeError} where the indent is no whole number of blanks.
 * @example
 * const records = [{ name: "http", port: 80, protocol: "tcp", contacts: [], references: [] }];
 * toText(createRegistry({ records }), { frame: false });
 */
export function toText(registry: Registry, options: ToTextOptions = {}): string {
  requireRegistry(registry, "toText", "registry");
  requireObject(options, "toText", "options");
  let text = "";
  for (const chunk of textChunks(registry, options)) text += chunk;
  return text;
}

/** Writes the same text as {@link toText} in pieces, one for each row. */
export function* textChunks(registry: Registry, options: ToTextOptions = {}): Generator<string> {
  requireRegistry(registry, "textChunks", "registry");
  requireObject(options, "textChunks", "options");
  const { report, indent = DEFAULT_INDENT } = options;
  if (!Number.isInteger(indent) || indent < 0)
    throw new TypeError("The indent must be a whole number of blanks, 0 or more.");
  yield* reportingAltered(registry, pageChunks(registry, options), report);
}

/** Blanks before the labels in IANA's text. */
const DEFAULT_INDENT = 3;

function* pageChunks(registry: Registry, options: ToTextOptions): Generator<string> {
  const layout = {
    frame: options.frame ?? hasFrame(registry),
    indent: options.indent ?? DEFAULT_INDENT,
  };
  yield joinLines(headerLines(registry, layout));
  const padding = paddingOf(registry);
  yield* tableChunks(
    new TableLayout(recordColumns(registry), padding),
    registry.records,
    recordCells,
    options.report,
  );
  if (registry.people.length > 0) {
    yield joinLines(captionLines(peopleCaption(registry)));
    const table = new TableLayout(personColumns(), padding);
    yield* tableChunks(table, registry.people, personCells, options.report);
  }
  yield joinLines(trailerLines(registry, layout));
}

function* tableChunks<Row>(
  layout: TableLayout,
  rows: readonly Row[],
  cellsOf: (row: Row) => readonly string[],
  report: Report | undefined,
): Generator<string> {
  const cells = rows.map(cellsOf);
  for (const row of cells) layout.fit(row);
  const { broken } = layout;
  if (broken !== undefined) report?.add(textProblems, "text/word-broken", { values: broken });
  yield layout.head();
  for (const row of cells) yield layout.row(row);
}

function joinLines(lines: readonly string[]): string {
  return lines.length === 0 ? "" : `${lines.join("\n")}\n`;
}

/** Says how the page around the tables is laid out. */
interface PageLayout {
  /** Whether the line above the title and the last line of the page are written. */
  readonly frame: boolean;
  /** Number of blanks before labels. */
  readonly indent: number;
}

/** Width in which the page centres its titles; the table of records is wider. */
const PAGE_WIDTH = 150;

/**
 * Values stood eight columns right of their labels as late as 2022-10-21, and below them by
 * 2024-04-30.
 */
const INDENTED_VALUES = { until: "2022-12-31", blanks: 8 };

/** The page had no frame as late as 2020-07-31, and had one by 2022-08-03. */
const FRAME_SINCE = "2021";

/** Tells whether IANA's text of a registry's date has a line above the title and one at the end. */
function hasFrame({ updated }: Registry): boolean {
  return updated === undefined || updated >= FRAME_SINCE;
}

/**
 * Gives the caption of the contact information on a registry's date. It was another as late as 2016-12-11;
 * it is taken to have changed with the headings of the records.
 */
function peopleCaption(registry: Registry): string {
  return renderingOf(registry) === "A" ? "People" : "Contact Information";
}

const FORMATS = ["[IMG]", "CSV [IMG]", "XML [IMG]", "HTML [IMG]", "Plain text"];

/** Gives the lines above the table of records. */
function headerLines(registry: Registry, { frame, indent }: PageLayout): readonly string[] {
  const { title, updated, experts, references, notes } = registry;
  const margin = " ".repeat(indent);
  const isOld = updated !== undefined && updated <= INDENTED_VALUES.until;
  const valueMargin = margin + (isOld ? " ".repeat(INDENTED_VALUES.blanks) : "");
  const lines: string[] = [];
  const add = (label: string, content: readonly string[]): void => {
    lines.push(margin + printableLine(label));
    // A list of any length: as arguments it would not fit on the stack.
    for (const line of content) lines.push(line);
    lines.push("");
  };
  if (frame) lines.push(`${margin}Internet Assigned Numbers Authority`, "");
  if (title !== undefined) lines.push(centred(printableLine(title)), "");
  if (updated !== undefined) add("Last Updated", [valueMargin + printableLine(updated)]);
  if (experts.length > 0) add("Expert(s)", ["", ...experts.flatMap(preformatted)]);
  if (references.length > 0)
    add("Reference", [valueMargin + printableLine(joinBracketed(references.map(referenceLabel)))]);
  for (const { title: label = "Note", text } of notes)
    add(label, ["", ...preformatted(text), ...(hasFrame(registry) ? [""] : [])]);
  add(
    "Available Formats",
    FORMATS.map((line) => valueMargin + line),
  );
  return lines;
}

/** Gives the lines between the two tables. */
function captionLines(caption: string): readonly string[] {
  return ["", centred(caption), ""];
}

/** Gives the lines below the tables. */
function trailerLines({ footnotes }: Registry, { frame, indent }: PageLayout): readonly string[] {
  const margin = " ".repeat(indent);
  const lines: string[] = footnotes.length > 0 ? [...captionLines("Footnote")] : [];
  for (const { anchor, text } of footnotes) {
    const mark = `${margin}[${printableLine(anchor)}] `;
    const hanging = " ".repeat(mark.length);
    preformattedLines(text).forEach((line, i) => {
      lines.push((i === 0 ? mark : hanging) + line);
    });
  }
  if (frame) lines.push("", `${margin}Licensing Terms`);
  return lines;
}

/** Gives the lines of text one blank from the edge. */
function preformatted(text: RunningText): readonly string[] {
  return preformattedLines(text).map((line) => ` ${line}`.trimEnd());
}

function centred(text: string): string {
  return " ".repeat(Math.max(0, (PAGE_WIDTH - widthOf(text)) >> 1)) + text;
}
