import {
  assigneesOf,
  COLUMNS,
  collapseSpace,
  flattenText,
  type Person,
  type Registry,
  type RunningText,
  referenceLabel,
  renderRecord,
  type ServiceRecord,
} from "@portolan/model";

// Writes a registry as people's copies of the page show it (REGISTRY.md §5), for tests of readers.

/** Names a shape of copies and the function that writes it. */
export const copyShapes: ReadonlyMap<"tab" | "pipe" | "space", (registry: Registry) => string> =
  new Map([
    ["tab", toTabCopy],
    ["pipe", toPipeCopy],
    ["space", toSpaceCopy],
  ]);

/** Cuts a registry into pages of records, each with the people that its records name. */
export function pagesOfRegistry(registry: Registry, size: number): readonly Registry[] {
  const pages: Registry[] = [];
  for (let start = 0; start < registry.records.length; start += size) {
    const records = registry.records.slice(start, start + size);
    const ids = new Set(records.flatMap((record) => [...assigneesOf(record), ...record.contacts]));
    pages.push({ ...registry, records, people: registry.people.filter(({ id }) => ids.has(id)) });
  }
  return pages;
}

/** Gives the twelve cells of a record as a page shows them: all white space is one blank. */
export function shownCells(record: ServiceRecord): readonly string[] {
  return Object.values(renderRecord(record, "none")).map(collapseSpace);
}

/** Gives a person's cells: id, name, organization, URIs, date of the last change. */
export function shownPerson({ id, name, organization, uris, updated }: Person): readonly string[] {
  return [`[${id}]`, name, organization, uris.join(" "), updated].map((cell) =>
    collapseSpace(cell ?? ""),
  );
}

const HEADINGS = COLUMNS.map(({ heading }) => heading);
const PERSON_HEADINGS = ["ID", "Name", "Organization", "Contact URI", "Last Updated"];

/** All columns, parted by blanks. */
function toSpaceCopy(registry: Registry): string {
  const row = (cells: readonly string[]): string => cells.filter((cell) => cell !== "").join(" ");
  return copyOf(registry, {
    head: (headings) => [row(headings)],
    record: (record) => row(shownCells(record)),
    person: (person) => row(shownPerson(person)),
  });
}

/** A tab before each cell but the first; line breaks inside cells as a browser copies them. */
function toTabCopy(registry: Registry): string {
  return copyOf(registry, {
    head: (headings) => [headings.join("\t")],
    record: (record) => tabCells(record).join("\t"),
    person: (person) =>
      [...shownPerson(person).slice(0, 3), person.uris.join("\n"), person.updated ?? ""].join("\t"),
  });
}

function tabCells(record: ServiceRecord): readonly string[] {
  const cells = [...shownCells(record)];
  cells[3] = shownLines(record.description);
  cells[11] = shownLines(record.notes);
  return cells;
}

/** Empty cells dropped, pipes at the end in their stead; a line ends after a cell with a break. */
function toPipeCopy(registry: Registry): string {
  const row = (cells: readonly string[], breaks: readonly boolean[] = []): string =>
    cells
      .map((cell, i) => (cell === "" ? "" : `${cell} |${breaks[i] === true ? "\n" : " "}`))
      .join("") + "|".repeat(cells.filter((cell) => cell === "").length);
  const rows = (lines: readonly string[]): readonly string[] =>
    lines.map((line, i) => (i === lines.length - 1 ? line.replace(/[\s|]*$/, " |") : line));
  return copyOf(registry, {
    head: (headings) => [row(headings), "---|".repeat(headings.length)],
    record: (record) =>
      row(
        shownCells(record),
        COLUMNS.map(({ key }) => key === "description" && hasBreak(record.description)),
      ),
    person: (person) => row(shownPerson(person)),
    rows,
  });
}

/** How a shape writes the parts of a page. */
interface ShapeWriter {
  readonly head: (headings: readonly string[]) => readonly string[];
  readonly record: (record: ServiceRecord) => string;
  readonly person: (person: Person) => string;
  readonly rows?: (lines: readonly string[]) => readonly string[];
}

function copyOf(registry: Registry, writer: ShapeWriter): string {
  const { rows = (lines) => lines } = writer;
  return [
    "Service Name and Transport Protocol Port Number Registry",
    "",
    "Last Updated",
    registry.updated ?? "",
    "Note",
    "This copy was made by a test.",
    "",
    ...writer.head(HEADINGS),
    ...rows(registry.records.map(writer.record)),
    "",
    "Contact Information",
    "",
    ...writer.head(PERSON_HEADINGS),
    ...rows(registry.people.map(writer.person)),
    "",
  ].join("\n");
}

/** Gives running text as a browser copies it: a line for each break, an empty one between paragraphs. */
function shownLines(text: RunningText = ""): string {
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
