import {
  oneLine,
  type Person,
  type Registry,
  Report,
  type RunningText,
  referenceLabel,
  type ServiceRecord,
} from "@portolan/model";
import { collapseSpace, listsOf, renderRecord, renderText } from "@portolan/model/internal";
import { readText } from "./from-text.js";
import { textProblems } from "./problems.js";

/** Gives the chunks of a text, and reports at their end what it says differently, if that is asked for. */
export function* reportingAltered(
  registry: Registry,
  chunks: Iterable<string>,
  report: Report | undefined,
): Generator<string> {
  if (report === undefined) return yield* chunks;
  const written: string[] = [];
  let latest: string[] = [];
  for (const chunk of chunks) {
    latest.push(chunk);
    // A text that is put together of many keeps all of them until it is read.
    if (latest.length === JOINED_CHUNKS) {
      written.push(latest.join(""));
      latest = [];
    }
    yield chunk;
  }
  reportAltered(registry, [...written, ...latest].join(""), report);
}

/** Number of chunks that are joined at once. */
const JOINED_CHUNKS = 256;

/**
 * Reports what a text says differently from the registry it was written from. Nothing marks where
 * rows part, or cells in a copy, so whether they can be told apart shows only when they are read.
 */
function reportAltered(registry: Registry, text: string, report: Report): void {
  const { registry: found } = readText(text, new Report(text));
  const records = firstDifference(registry.records, found.records, cellsOf);
  if (records !== undefined) report.add(textProblems, "text/records-altered", { values: records });
  const people = firstDifference(registry.people, found.people, fieldsOf);
  if (people !== undefined) report.add(textProblems, "text/people-altered", { values: people });
  const back = headerTexts(found, textOf);
  for (const [part, text] of headerTexts(registry, linesOf)) {
    if (text !== back.get(part))
      report.add(textProblems, "text/header-altered", { values: { part } });
  }
}

/** What a row says: the texts of its cells, and the items of lists. */
type RowTexts = readonly (string | readonly string[])[];

/** Counts the rows that are not read back as they were, in whatever order, and names the first. */
function firstDifference<Row>(
  written: readonly Row[],
  found: readonly Row[],
  textsOf: (row: Row) => RowTexts,
): { readonly count: number; readonly first: string } | undefined {
  // Most rows are read back as they were; only of the others are the texts made.
  const isAtItsPlace = written.map(
    (row, place) => JSON.stringify(row) === JSON.stringify(found[place]),
  );
  const back = new Map<string, number>();
  for (const [place, row] of found.entries()) {
    if (isAtItsPlace[place]) continue;
    const key = JSON.stringify(textsOf(row));
    back.set(key, (back.get(key) ?? 0) + 1);
  }
  const lost: RowTexts[] = [];
  for (const [place, row] of written.entries()) {
    if (isAtItsPlace[place]) continue;
    const texts = textsOf(row);
    const key = JSON.stringify(texts);
    const left = back.get(key) ?? 0;
    if (left > 0) back.set(key, left - 1);
    else lost.push(texts);
  }
  const [first] = lost;
  if (first === undefined) return undefined;
  return {
    count: lost.length,
    first: first.filter((text) => text !== "" && typeof text === "string").join(" "),
  };
}

/** Gives the cells of a record, and the items of its lists, which brackets inside could part otherwise. */
function cellsOf(record: ServiceRecord): RowTexts {
  const cells = Object.values(renderRecord(record, "none")).map(collapseSpace);
  return [...cells, ...listsOf(record).map((items) => items.map(collapseSpace))];
}

function fieldsOf(person: Person): readonly string[] {
  const { id, name = "", organization = "", uris, updated = "" } = person;
  return [id, name, organization, ...uris, updated].map(collapseSpace);
}

/** Gives what each part of the page outside the tables says, with its lines. */
function headerTexts(
  registry: Registry,
  textOf: (text: RunningText) => string,
): ReadonlyMap<string, string> {
  const { title = "", updated = "", experts, references, notes, footnotes } = registry;
  const labels = references.map((reference) => collapseSpace(referenceLabel(reference)));
  return new Map([
    ["title", collapseSpace(title)],
    ["date", updated],
    // Nothing parts one expert from the next.
    ["experts", experts.map(textOf).join("\n")],
    ["references", JSON.stringify(labels)],
    ["notes", JSON.stringify(notes.map(({ title: label, text }) => [label, textOf(text)]))],
    ["footnotes", JSON.stringify(footnotes.map(({ anchor, text }) => [anchor, textOf(text)]))],
  ]);
}

/** Gives text that was read, which has no structure. */
function textOf(text: RunningText): string {
  return typeof text === "string" ? text : oneLine(text);
}

/** Gives text as it stands on the page: its lines, with references as labels. */
function linesOf(text: RunningText): string {
  const lines = renderText(text, "none").replace(/\r\n?/g, "\n").replaceAll("\t", " ");
  return lines.replace(/ +$/gm, "");
}
