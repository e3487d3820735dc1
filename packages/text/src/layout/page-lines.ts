import { type Registry, type RunningText, referenceLabel } from "@portolan/model";
import { joinBracketed, renderingOf } from "@portolan/model/internal";
import { preformattedLines, printableLine } from "./cell-lines.js";
import { widthOf } from "./table-layout.js";

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
export function hasFrame({ updated }: Registry): boolean {
  return updated === undefined || updated >= FRAME_SINCE;
}

/**
 * Gives the caption of the contact information on a registry's date. It was another as late as 2016-12-11;
 * it is taken to have changed with the headings of the records.
 */
export function peopleCaption(registry: Registry): string {
  return renderingOf(registry) === "A" ? "People" : "Contact Information";
}

const FORMATS = ["[IMG]", "CSV [IMG]", "XML [IMG]", "HTML [IMG]", "Plain text"];

/** Gives the lines above the table of records. */
export function headerLines(registry: Registry, { frame, indent }: PageLayout): readonly string[] {
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
export function captionLines(caption: string): readonly string[] {
  return ["", centred(caption), ""];
}

/** Gives the lines below the tables. */
export function trailerLines(
  { footnotes }: Registry,
  { frame, indent }: PageLayout,
): readonly string[] {
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
