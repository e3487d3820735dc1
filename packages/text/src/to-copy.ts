import {
  COLUMNS,
  oneLine,
  type Person,
  type Registry,
  type Report,
  type RunningText,
  referenceLabel,
  type ServiceRecord,
} from "@portolan/model";
import {
  collapseSpace,
  flattenText,
  isRunning,
  PERSON_COLUMNS,
  renderRecord,
  requireObject,
  requireRegistry,
} from "@portolan/model/internal";
import { preformattedLines } from "./layout/cell-lines.js";
import { reportingAltered } from "./written-back.js";

/** Names a shape in which people copy the page as text (see the reader of the same name). */
export type CopyShape = "tab" | "pipe" | "space";

/** Lists the shapes of copies. */
export const COPY_SHAPES: readonly CopyShape[] = ["tab", "pipe", "space"];

/** Says how {@link toCopy} writes. */
export interface ToCopyOptions {
  /** Receives what is not read back from the copy as it is. */
  readonly report?: Report;
}

/**
 * Writes a registry as a copy of IANA's page shows it: with tabs as browsers copy it, as the table
 * of pipes without empty cells that readers make of it, or with nothing but blanks between cells.
 * For fixtures: every shape but `tab` loses which cells were empty.
 *
 * @example
 * toCopy(registry, "space"); // "…\nhttp 80 tcp World Wide Web HTTP [IESG] …"
 */
export function toCopy(registry: Registry, shape: CopyShape, options: ToCopyOptions = {}): string {
  requireRegistry(registry, "toCopy", "registry");
  requireObject(options, "toCopy", "options");
  return [...copyChunks(registry, shape, options)].join("");
}

/** Writes the text of {@link toCopy} line by line. */
export function copyChunks(
  registry: Registry,
  shape: CopyShape,
  { report }: ToCopyOptions = {},
): Generator<string> {
  requireRegistry(registry, "copyChunks", "registry");
  if (!COPY_SHAPES.includes(shape)) throw new TypeError(`There is no shape “${String(shape)}”.`);
  return reportingAltered(registry, pageChunks(registry, shape), report);
}

function* pageChunks(registry: Registry, shape: CopyShape): Generator<string> {
  const { records, people, footnotes } = registry;
  const writer = WRITERS[shape];
  for (const line of headerLines(registry)) yield `${line}\n`;
  yield* tableLines(writer, HEADINGS, records, writer.record);
  if (people.length > 0) {
    yield "\nContact Information\n\n";
    yield* tableLines(writer, PERSON_HEADINGS, people, writer.person);
  }
  if (footnotes.length > 0) yield "\nFootnotes\n\n";
  for (const { anchor, text } of footnotes)
    yield `[${oneLine(anchor)}] ${preformattedLines(text).join("\n")}\n`;
}

const HEADINGS = COLUMNS.map(({ heading }) => heading);
const PERSON_HEADINGS = PERSON_COLUMNS.map(({ heading }) => heading);

/** How a shape writes the rows of a page. */
interface ShapeWriter {
  readonly head: (headings: readonly string[]) => string;
  readonly record: (record: ServiceRecord) => string;
  readonly person: (person: Person) => string;
  /** What becomes of the last row of a table. */
  readonly last: (row: string) => string;
}

const asItIs = (row: string): string => row;
const spaced = (cells: readonly string[]): string => cells.filter((cell) => cell !== "").join(" ");

const WRITERS: Readonly<Record<CopyShape, ShapeWriter>> = {
  space: {
    head: spaced,
    record: (record) => spaced(shownCells(record)),
    person: (person) => spaced(shownPerson(person)),
    last: asItIs,
  },
  // Cells with line breaks are copied with them.
  tab: {
    head: (headings) => headings.join("\t"),
    record: (record) => tabCells(record).join("\t"),
    person: (person) =>
      [...shownPerson(person).slice(0, 3), person.uris.join("\n"), person.updated ?? ""].join("\t"),
    last: asItIs,
  },
  // Empty cells are dropped and pipes stand at the end in their stead, but in the last row.
  pipe: {
    head: (headings) => `${piped(headings)}\n${"---|".repeat(headings.length)}`,
    record: (record) => piped(shownCells(record), hasBreak(record.description) ? 3 : undefined),
    person: (person) => piped(shownPerson(person)),
    last: (row) => row.replace(/[\s|]*$/, " |"),
  },
};

/** Writes cells between pipes; the row goes on in a new line after the cell that has a break. */
function piped(cells: readonly string[], broken?: number): string {
  const filled = cells.map((cell, i) =>
    cell === "" ? "" : `${cell} |${i === broken ? "\n" : " "}`,
  );
  return filled.join("") + "|".repeat(cells.filter((cell) => cell === "").length);
}

function* tableLines<T>(
  { head, last }: ShapeWriter,
  headings: readonly string[],
  items: readonly T[],
  write: (item: T) => string,
): Generator<string> {
  yield `${head(headings)}\n`;
  for (const [i, item] of items.entries()) {
    yield `${i === items.length - 1 ? last(write(item)) : write(item)}\n`;
  }
}

/** Writes what stands above the table; what the registry has not is left out. */
function headerLines({ title, updated, experts, references, notes }: Registry): readonly string[] {
  const section = (label: string, texts: readonly string[]): readonly string[] =>
    texts.length === 0 ? [] : [label, ...texts];
  return [
    title ?? "Service Name and Transport Protocol Port Number Registry",
    "",
    ...section("Last Updated", updated === undefined ? [] : [updated]),
    ...section("Expert(s)", experts),
    ...section(
      "Reference",
      references.map((reference) => `[${referenceLabel(reference)}]`),
    ),
    ...notes.flatMap((note) =>
      section(note.title ?? "Note", [...preformattedLines(note.text), ""]),
    ),
  ];
}

/** Gives the twelve cells of a record as a page shows them: all white space is one blank. */
function shownCells(record: ServiceRecord): readonly string[] {
  return Object.values(renderRecord(record, "none")).map(collapseSpace);
}

function shownPerson({
  id,
  name = "",
  organization = "",
  uris,
  updated = "",
}: Person): readonly string[] {
  return [`[${id}]`, name, organization, uris.join(" "), updated].map(collapseSpace);
}

function tabCells(record: ServiceRecord): readonly string[] {
  const cells = shownCells(record);
  return COLUMNS.map(({ key }, place) =>
    isRunning(key) ? shownLines(record[key]) : (cells[place] ?? ""),
  );
}

/** Gives running text as a browser copies it: a line for each break, an empty one between paragraphs. */
function shownLines(text: RunningText = ""): string {
  if (typeof text === "string") return oneLine(text);
  const marked = flattenText(text, {
    reference: (reference) => `[${referenceLabel(reference)}]`,
    break: "\u0000",
    beforeParagraph: "\u0000\u0000",
  });
  return marked.split("\u0000").map(collapseSpace).join("\n").trim();
}

function hasBreak(text: RunningText = ""): boolean {
  return (
    typeof text !== "string" && text.some((piece) => typeof piece !== "string" && "break" in piece)
  );
}
