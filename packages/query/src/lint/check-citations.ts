import { type Reference, type Registry, referenceLabel, type ServiceRecord } from "@portolan/model";
import { citedBy, referencesOf } from "../cited.js";
import type { Findings } from "./findings.js";

/** Checks what the registry points to: people, footnotes and documents. */
export function checkCitations(registry: Registry, findings: Findings): void {
  const known = {
    people: new Set(registry.people.map(({ id }) => id)),
    footnotes: new Set(registry.footnotes.map(({ anchor }) => anchor)),
  };
  registry.records.forEach((record, place) => {
    checkPeople(record, place, known.people, findings);
    for (const reference of referencesOf(record)) {
      if (reference.type === "note") checkFootnote(reference, place, known.footnotes, findings);
      else checkReference(reference, place, findings);
    }
  });
  checkUnused(registry, findings);
}

/** Formats without contact information cannot say whom they leave out. */
function checkPeople(
  record: ServiceRecord,
  place: number,
  known: ReadonlySet<string>,
  findings: Findings,
): void {
  if (known.size === 0) return;
  const inText = referencesOf(record).flatMap(({ type, data }) =>
    type === "person" && data !== undefined ? [data] : [],
  );
  const cited = new Set([...(record.assignees ?? []), ...record.contacts, ...inText]);
  for (const id of cited) if (!known.has(id)) findings.add("lint/person-unknown", place, { id });
}

function checkFootnote(
  reference: Reference,
  place: number,
  known: ReadonlySet<string>,
  findings: Findings,
): void {
  const anchor = referenceLabel(reference);
  if (known.size > 0 && !known.has(anchor))
    findings.add("lint/footnote-unknown", place, { anchor });
}

/** What the data of a reference must look like to lead somewhere. */
const FORMS: ReadonlyMap<string, readonly [form: RegExp, fault: string]> = new Map([
  ["rfc", [/^rfc[1-9]\d*$/, "it is not “rfc” and a number"]],
  ["rfc-errata", [/^[1-9]\d*$/, "it is not the number of an erratum"]],
  ["draft", [/^(?:draft|RFC)-[A-Za-z0-9][A-Za-z0-9.-]*$/, "it is not the name of a draft"]],
  ["uri", [/^[A-Za-z][A-Za-z0-9+.-]*:[^\s<>"]+$/, "it is not a URI"]],
  ["person", [/\S/, "it names nobody"]],
]);

function checkReference(reference: Reference, place: number, findings: Findings): void {
  const { type, data = "" } = reference;
  const [form, fault] = FORMS.get(type) ?? [];
  if (form === undefined || fault === undefined || form.test(data)) return;
  findings.add("lint/reference-malformed", place, {
    found: referenceLabel(reference),
    type,
    fault,
  });
}

function checkUnused(registry: Registry, findings: Findings): void {
  const cited = citedBy(registry);
  const seen = new Set<string>();
  for (const { id } of registry.people) {
    if (seen.has(id)) findings.add("lint/person-duplicate", undefined, { id });
    else if (!cited.people.has(id)) findings.add("lint/person-unused", undefined, { id });
    seen.add(id);
  }
  for (const { anchor } of registry.footnotes) {
    if (!cited.footnotes.has(anchor)) findings.add("lint/footnote-unused", undefined, { anchor });
  }
}
