import {
  assigneesOf,
  COLUMNS,
  flattenText,
  formatPort,
  type Person,
  type Registry,
  type Report,
  type RunningText,
  referenceLabel,
  type ServiceRecord,
} from "@portolan/model";
import { cellLines } from "./layout/cell-lines.js";
import { type CellLines, TableLayout, widthOf } from "./layout/table-layout.js";

/** Says how {@link toText} lays out the page. */
export interface ToTextOptions {
  /** Whether the page's frame, the line above the title and the last one, is written; it is. */
  readonly frame?: boolean;
  /** Number of blanks before labels and their values; 3. */
  readonly indent?: number;
  /** Collects what the text cannot say. */
  readonly report?: Report;
}

/** Width of the page in which IANA's text centres its titles; the table of records is wider. */
const PAGE_WIDTH = 150;

/** Writes a registry as IANA's own text file shows it. */
export function toText(registry: Registry, options: ToTextOptions = {}): string {
  return [...textChunks(registry, options)].join("");
}

/** Writes the text of {@link toText} in pieces, each made when it is asked for. */
export function* textChunks(
  registry: Registry,
  options: ToTextOptions = {},
): Generator<string, void, undefined> {
  yield joinLines(headerLines(registry, options));
  yield* tableChunks(RECORD_COLUMNS, registry.records, recordCells);
  if (registry.people.length > 0) {
    yield joinLines(["", centred("Contact Information"), ""]);
    yield* tableChunks(PERSON_COLUMNS, registry.people, personCells);
  }
  yield joinLines(trailerLines(registry, options));
}

const RECORD_COLUMNS = COLUMNS.map(({ key, heading }) => ({
  heading,
  centred: key === "port" || key === "protocol" || key === "serviceCode",
}));

const PERSON_COLUMNS = ["ID", "Name", "Organization", "Contact URI", "Last Updated"].map(
  (heading) => ({ heading, centred: false }),
);

function* tableChunks<Row>(
  columns: ConstructorParameters<typeof TableLayout>[0],
  rows: readonly Row[],
  cellsOf: (row: Row) => readonly CellLines[],
): Generator<string, void, undefined> {
  const layout = new TableLayout(columns);
  for (const row of rows) layout.fit(cellsOf(row));
  yield joinLines(layout.headLines());
  for (const row of rows) yield joinLines(layout.rowLines(cellsOf(row)));
}

function recordCells(record: ServiceRecord): readonly CellLines[] {
  const { port, serviceCode, unparsed } = record;
  return [
    cellLines(record.name),
    cellLines(port === undefined ? unparsed?.port : formatPort(port)),
    cellLines(record.protocol),
    cellLines(record.description),
    cellLines(bracketed(assigneesOf(record))),
    cellLines(bracketed(record.contacts)),
    cellLines(record.registrationDate),
    cellLines(record.modificationDate),
    cellLines(bracketed(record.references.map(referenceLabel))),
    cellLines(serviceCode === undefined ? unparsed?.serviceCode : String(serviceCode)),
    cellLines(record.unauthorizedUse),
    cellLines(record.notes),
  ];
}

function personCells(person: Person): readonly CellLines[] {
  return [
    cellLines(`[${person.id}]`),
    cellLines(person.name),
    cellLines(person.organization),
    person.uris.flatMap(cellLines),
    cellLines(person.updated),
  ];
}

function bracketed(items: readonly string[]): string {
  return items.map((item) => `[${item}]`).join("");
}

function headerLines(registry: Registry, { frame = true, indent = 3 }: ToTextOptions): string[] {
  const margin = " ".repeat(indent);
  const lines: string[] = [];
  const add = (label: string, ...content: readonly string[]): void => {
    lines.push(margin + label, ...content, "");
  };
  if (frame) lines.push(`${margin}Internet Assigned Numbers Authority`, "");
  if (registry.title !== undefined) lines.push(centred(registry.title), "");
  if (registry.updated !== undefined) add("Last Updated", margin + registry.updated);
  if (registry.experts.length > 0) add("Expert(s)", "", ...registry.experts.flatMap(preformatted));
  if (registry.references.length > 0)
    add("Reference", margin + bracketed(registry.references.map(referenceLabel)));
  for (const { title = "Note", text } of registry.notes) add(title, "", ...preformatted(text), "");
  add("Available Formats", ...FORMATS.map((line) => margin + line));
  return lines;
}

const FORMATS = ["[IMG]", "CSV [IMG]", "XML [IMG]", "HTML [IMG]", "Plain text"];

function trailerLines(registry: Registry, { frame = true, indent = 3 }: ToTextOptions): string[] {
  const margin = " ".repeat(indent);
  const lines: string[] = [];
  if (registry.footnotes.length > 0) lines.push("", centred("Footnote"), "");
  for (const { anchor, text } of registry.footnotes) {
    const mark = `${margin}[${anchor}] `;
    const rest = " ".repeat(mark.length);
    const body = preformatted(text).map((line) => line.slice(1));
    lines.push(...body.map((line, i) => (i === 0 ? mark : rest) + line));
  }
  if (frame) lines.push("", `${margin}Licensing Terms`);
  return lines;
}

/** Gives the lines of text whose line breaks count, one blank from the edge. */
function preformatted(text: RunningText): string[] {
  const flat = flattenText(text, {
    reference: (reference) => `[${referenceLabel(reference)}]`,
    break: "\n",
    beforeParagraph: "\n",
  });
  const lines = flat
    .replace(/^\s*\n/, "")
    .trimEnd()
    .split("\n");
  return lines.map((line) => ` ${line}`.trimEnd());
}

function centred(text: string): string {
  return " ".repeat(Math.max(0, (PAGE_WIDTH - widthOf(text)) >> 1)) + text;
}

function joinLines(lines: readonly string[]): string {
  return lines.map((line) => `${line}\n`).join("");
}
