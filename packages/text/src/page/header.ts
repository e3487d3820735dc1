import type { Reference, RegistryNote, RegistryPage, Report } from "@portolan/model";
import {
  collapseSpace,
  isRegistryDate,
  parseReferenceLabel,
  recordProblems,
  splitBracketed,
} from "@portolan/model/internal";
import { textProblems } from "../problems.js";
import { hasPartsOfRow, type PlacedLine, reportLine } from "./lines.js";

/** Holds what the head of a document says about the registry. */
export interface HeaderFields {
  title?: string;
  /** The date as it stands there, whether it is one or not. */
  updated?: string;
  readonly experts: string[];
  readonly references: Reference[];
  readonly notes: RegistryNote[];
}

/** Holds a line of a part of the head. */
interface PartLine extends PlacedLine {
  /** Its text without the marks of Markdown and lists. */
  readonly plain: string;
}

/** Names the parts of a document's head; `formats` and `other` say nothing about the registry. */
type Part = "updated" | "experts" | "references" | "note" | "formats" | "other";

const LABELS: ReadonlyMap<string, Part> = new Map([
  ["last updated", "updated"],
  ["expert(s)", "experts"],
  ["experts", "experts"],
  ["reference", "references"],
  ["references", "references"],
  ["note", "note"],
  ["notes", "note"],
  ["available formats", "formats"],
  ["alternative formats", "formats"],
  ["registration procedure(s)", "other"],
  ["registry included below", "other"],
]);

/** Titles of notes that the registry has, so that a copy without layout shows where one begins. */
const NOTE_TITLES: ReadonlySet<string> = new Set(["request an assignment"]);

/** Words of the page's own navigation, which stand above the title. */
const NAVIGATION: ReadonlySet<string> = new Set(
  "internet assigned numbers authority|domains|protocols|numbers|about|protocol registries".split(
    "|",
  ),
);

/**
 * Reads the lines above the table of records: title, date, experts, references and notes, from
 * the published text as well as from copies with bullets, Markdown escapes and fences.
 *
 * @param report - receives a date or a list of references that is not understood.
 * @param isNoteTitle - tells whether a line that is no known label is the title of a note.
 */
export function readHeader(
  lines: readonly PlacedLine[],
  report: Report,
  isNoteTitle: (index: number) => boolean = () => false,
): HeaderFields {
  const fields: HeaderFields = { experts: [], references: [], notes: [] };
  let part: Part | undefined;
  let noteTitle: string | undefined;
  let content: PartLine[] = [];
  const finishPart = (): void => {
    addPart(fields, part, noteTitle, content, report);
    content = [];
  };
  for (const [index, { text, place }] of lines.entries()) {
    const plain = withoutMarkdown(text);
    const label = labelOf(plain);
    const known = LABELS.get(label.toLowerCase());
    const titled =
      NOTE_TITLES.has(label.toLowerCase()) || (known === undefined && isNoteTitle(index));
    if (known !== undefined || titled) {
      finishPart();
      part = known ?? "note";
      noteTitle = titled ? label : undefined;
    } else if (!/^\s*```/.test(text)) content.push({ text, place, plain });
  }
  finishPart();
  return fields;
}

function addPart(
  fields: HeaderFields,
  part: Part | undefined,
  noteTitle: string | undefined,
  lines: readonly PartLine[],
  report: Report,
): void {
  const first = lines.find(({ plain }) => plain.trim() !== "");
  if (first === undefined) return;
  // Of the other parts, all lines are kept.
  if (part !== "experts" && part !== "references" && part !== "note") {
    for (const line of lines)
      if (hasPartsOfRow(line.text))
        reportLine(line, line.text.trim(), textProblems, "text/line-skipped", report);
  }
  const texts = lines.map(({ plain }) => plain);
  switch (part) {
    case undefined: {
      const title = texts.map(labelOf).findLast((line) => line !== "" && !isNavigation(line));
      if (title !== undefined) fields.title = title;
      break;
    }
    case "updated": {
      const date = first.plain.trim();
      if (!isRegistryDate(date))
        reportLine(first, date, recordProblems, "record/date-invalid", report);
      fields.updated = date;
      break;
    }
    case "experts":
      fields.experts.push(dedent(texts));
      break;
    case "references": {
      const list = collapseSpace(texts.join(" "));
      const labels = splitBracketed(list.replaceAll("] [", "]["));
      if (labels === undefined)
        reportLine(first, list, recordProblems, "record/list-invalid", report);
      for (const label of labels ?? [list]) fields.references.push(parseReferenceLabel(label));
      break;
    }
    case "note":
      fields.notes.push(noteOf(noteTitle, dedent(texts)));
      break;
    case "formats":
    case "other":
      break;
    default:
      part satisfies never;
  }
}

function noteOf(title: string | undefined, text: string): RegistryNote {
  return title === undefined ? { text } : { title, text };
}

function isNavigation(line: string): boolean {
  return NAVIGATION.has(line.toLowerCase());
}

/** Takes bullet, quote and heading marks, and blanks, off a line's ends. U+00A0 follows a bullet. */
function labelOf(text: string): string {
  const start = text.replace(/^[\s#>*•-]+/, "");
  let end = start.length;
  // A regular expression would look at each run of blanks once for each of its characters.
  while (end > 0 && /[\s#*]/.test(start.charAt(end - 1))) end--;
  return start.slice(0, end);
}

/** What links are made of: escaped characters, and brackets with the target that follows them. */
const LINK_TOKEN = /\\.|\[|\](?:\([^()\s]*\))?/g;

/** Turns `[\[RFC6335\]](#)` into `[RFC6335]`, and takes a list's dash off. */
function withoutMarkdown(line: string): string {
  let text = "";
  let done = 0;
  /** Offset after the last bracket that may begin the text of a link. */
  let open: number | undefined;
  for (const { 0: token, index } of line.matchAll(LINK_TOKEN)) {
    if (token === "[") open = index + 1;
    if (!token.startsWith("]")) continue;
    if (open !== undefined && token !== "]") {
      text += line.slice(done, open - 1) + line.slice(open, index);
      done = index + token.length;
    }
    open = undefined;
  }
  return (text + line.slice(done))
    .replace(/\\([[\]\\`*_#<>|])/g, "$1")
    .replace(/^\s*-(?:\s|$)/, "");
}

/** Joins lines without the indent they share and without blank lines at either end. */
function dedent(lines: readonly string[]): string {
  let indent = Number.POSITIVE_INFINITY;
  for (const line of lines) {
    const own = line.search(/\S/);
    if (own !== -1 && own < indent) indent = own;
  }
  return lines
    .map((line) => line.slice(indent).trimEnd())
    .join("\n")
    .replace(/^\n+/, "")
    .trimEnd();
}

/**
 * Reads `[1](#) **2** [3](#) ... [144](#)`: the largest number is that of pages; the page shown is
 * the one number that is no link among links, where the copy keeps links.
 */
export function readPager(lines: readonly string[]): RegistryPage | undefined {
  const items = lines.flatMap((line) => line.trim().split(/\s+/)).filter((item) => /\d/.test(item));
  if (items.length === 0) return undefined;
  const numberOf = (item: string): number => Number(/\d+/.exec(item)?.[0]);
  const count = items.reduce((most, item) => Math.max(most, numberOf(item)), 0);
  const bare = new Set(items.filter((item) => !item.includes("](")).map(numberOf));
  const [shown] = bare;
  return {
    ...(bare.size === 1 && shown !== undefined ? { number: shown } : {}),
    count,
  };
}
