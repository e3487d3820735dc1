import {
  isRegistryDate,
  parseReferenceLabel,
  type Reference,
  type Registry,
  type RegistryNote,
  splitBracketed,
} from "@portolan/model";

/** Holds what the head of a document says about the registry. */
export interface HeaderFields {
  title?: Registry["title"] & string;
  updated?: Registry["updated"] & string;
  experts: Registry["experts"];
  references: Registry["references"];
  notes: Registry["notes"];
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
 * @param isNoteTitle tells whether a line that is no known label is the title of a note.
 */
export function readHeader(
  lines: readonly string[],
  isNoteTitle: (index: number) => boolean = () => false,
): HeaderFields {
  const fields: HeaderFields = { experts: [], references: [], notes: [] };
  let part: Part | undefined;
  let noteTitle: string | undefined;
  let content: string[] = [];
  const finishPart = (): void => {
    addPart(fields, part, noteTitle, content);
    content = [];
  };
  for (const [index, line] of lines.entries()) {
    const text = withoutMarkdown(line);
    const label = labelOf(text);
    const known = LABELS.get(label.toLowerCase());
    const titled =
      NOTE_TITLES.has(label.toLowerCase()) || (known === undefined && isNoteTitle(index));
    if (known !== undefined || titled) {
      finishPart();
      part = known ?? "note";
      noteTitle = titled ? label : undefined;
    } else if (!/^\s*```/.test(line)) content.push(text);
  }
  finishPart();
  return fields;
}

function addPart(
  fields: HeaderFields,
  part: Part | undefined,
  noteTitle: string | undefined,
  lines: readonly string[],
): void {
  const text = dedent(lines);
  if (text === "") return;
  switch (part) {
    case undefined: {
      const title = lines.map(labelOf).findLast((line) => line !== "" && !isNavigation(line));
      if (title !== undefined) fields.title = title;
      break;
    }
    case "updated": {
      const date = text.split("\n", 1)[0]?.trim() ?? "";
      if (isRegistryDate(date)) fields.updated = date;
      break;
    }
    case "experts":
      fields.experts = [...fields.experts, text];
      break;
    case "references":
      fields.references = [...fields.references, ...referencesOf(text)];
      break;
    case "note":
      fields.notes = [...fields.notes, noteOf(noteTitle, text)];
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

function referencesOf(text: string): readonly Reference[] {
  return splitBracketed(text.replace(/\]\s+\[/g, "][").trim())?.map(parseReferenceLabel) ?? [];
}

function isNavigation(line: string): boolean {
  return NAVIGATION.has(line.toLowerCase());
}

/** Takes bullet, quote and heading marks, and blanks, off a line's ends. U+00A0 follows a bullet. */
function labelOf(text: string): string {
  return text.replace(/^[\s#>*•-]+/, "").replace(/[\s#*]+$/, "");
}

/** Turns `[\[RFC6335\]](#)` into `[RFC6335]`, and takes a list's dash off. */
function withoutMarkdown(line: string): string {
  return line
    .replace(/\[((?:[^[\]\\]|\\.)*)\]\([^()\s]*\)/g, "$1")
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
