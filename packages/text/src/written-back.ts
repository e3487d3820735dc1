import {
  collapseSpace,
  oneLine,
  type Person,
  type Registry,
  Report,
  referenceLabel,
  renderRecord,
  type ServiceRecord,
} from "@portolan/model";
import { textProblems } from "./problems.js";
import { readColumnPage } from "./published/page-reader.js";

/**
 * Reports what a text says differently from the registry it was written from. Its rows have no
 * borders, so whether they can be told apart shows only when they are read.
 */
export function reportAltered(registry: Registry, text: string, report: Report): void {
  const { registry: found } = readColumnPage(text, new Report(text));
  const records = firstDifference(registry.records, found.records, cellsOf);
  if (records !== undefined) report.add(textProblems, "text/records-altered", { values: records });
  const people = firstDifference(registry.people, found.people, fieldsOf);
  if (people !== undefined) report.add(textProblems, "text/people-altered", { values: people });
  const back = headerTexts(found);
  for (const [part, text] of headerTexts(registry)) {
    if (text !== back.get(part))
      report.add(textProblems, "text/header-altered", { values: { part } });
  }
}

/** Counts the rows that are not read back as they were, and names the first. */
function firstDifference<Row>(
  written: readonly Row[],
  found: readonly Row[],
  textsOf: (row: Row) => readonly string[],
): { readonly count: number; readonly first: string } | undefined {
  const back = new Map<string, number>();
  for (const row of found) {
    const key = JSON.stringify(textsOf(row));
    back.set(key, (back.get(key) ?? 0) + 1);
  }
  let count = 0;
  let first = "";
  for (const row of written) {
    const texts = textsOf(row);
    const key = JSON.stringify(texts);
    const left = back.get(key) ?? 0;
    back.set(key, left - 1);
    if (left > 0) continue;
    if (count === 0) first = texts.filter((text) => text !== "").join(" ");
    count++;
  }
  return count === 0 ? undefined : { count, first };
}

function cellsOf(record: ServiceRecord): readonly string[] {
  return Object.values(renderRecord(record, "none")).map(collapseSpace);
}

function fieldsOf(person: Person): readonly string[] {
  const { id, name = "", organization = "", uris, updated = "" } = person;
  return [id, name, organization, ...uris, updated].map(collapseSpace);
}

/** Gives what each part of the page outside the tables says, on one line. */
function headerTexts(registry: Registry): ReadonlyMap<string, string> {
  const { title = "", updated = "", experts, references, notes, footnotes } = registry;
  return new Map([
    ["title", collapseSpace(title)],
    ["date", updated],
    ["experts", collapseSpace(experts.join(" "))],
    ["references", references.map(referenceLabel).join(" ")],
    ["notes", notes.map((note) => `${note.title ?? ""} ${oneLine(note.text)}`).join(" ")],
    ["footnotes", footnotes.map(({ anchor, text }) => `${anchor} ${oneLine(text)}`).join(" ")],
  ]);
}
