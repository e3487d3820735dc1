import {
  type ColumnKey,
  firstPort,
  lastPort,
  type Port,
  parsePort,
  type Reference,
  type RegistryNote,
  type Report,
  type ServiceRecord,
} from "@portolan/model";
import { collapseSpace, finishRecord, type RecordDraft, type Span } from "@portolan/model/internal";
import type { Line } from "../page/lines.js";
import { beginsWithState } from "../page/port-state.js";
import { textProblems } from "../problems.js";
import { type ListedContact, type PeopleOfContacts, referenceOf } from "./contacts.js";
import { findWrittenDate } from "./written-date.js";

/** Holds an entry while the lines below it are read. */
export interface Entry {
  readonly line: Line;
  readonly draft: RecordDraft;
  readonly port: Port | undefined;
  readonly words: string[];
  contacts: readonly ListedContact[];
  readonly isCommented: boolean;
}

/** Holds a remark among the entries, in however many lines. */
export interface Remark {
  readonly line: Line;
  text: string;
  /** Zero-based number of the entry above it; -1 where there is none. */
  readonly above: number;
}

/** Remarks about somebody who uses a port that is not theirs. */
const UNAUTHORIZED =
  /unoff?ici?ally|unofficial|unauthori[sz]ed|also (?:being )?used|without an assignment/i;

/** Most entries between a remark and those it speaks of. */
const NEAR = 40;

/** Gives remarks to the entries they speak of, and returns those that speak of none. */
export function placeRemarks(
  remarks: readonly Remark[],
  entries: readonly Entry[],
  report: Report,
): readonly RegistryNote[] {
  const unplaced: RegistryNote[] = [];
  for (const { line, text, above } of remarks) {
    const meant = entriesOfRemark(text, above, entries);
    const isReport = UNAUTHORIZED.test(text);
    const remark = text.replace(/^The following entry records/, "This entry records");
    for (const { draft } of meant) {
      if (isReport) draft.unauthorizedUse = joined(draft.unauthorizedUse, remark);
      else draft.notes = joined(draft.notes as string | undefined, remark);
    }
    if (meant.length > 0) continue;
    const values = { found: text };
    report.add(textProblems, "text/remark-unplaced", { span: line, values });
    unplaced.push({ text });
  }
  return unplaced;
}

/** Finds the entries of the ports that a remark names, else those below it or above it. */
function entriesOfRemark(text: string, above: number, entries: readonly Entry[]): readonly Entry[] {
  const named = /(?:ports?|use of|using|on|^)[ \t]*(\d{1,5}(?:-\d{1,5})?)(?![\w-])/i.exec(text);
  const blocks = /(?<![\w-])(\d{1,5}-\d{1,5})(?![\w-])/.exec(text);
  const port = parsePort((blocks ?? named)?.[1] ?? "");
  const near = entries.slice(Math.max(0, above - NEAR), above + NEAR);
  const ofPort = near.filter((entry) => port !== undefined && isWithin(entry.port, port));
  if (ofPort.length > 0) return ofPort;
  if (port !== undefined && !/^the /i.test(text)) return [];
  const words = new Set(text.toLowerCase().match(/[\w-]{4,}/g));
  const ofName = near.filter(({ draft }) => words.has(draft.name?.toLowerCase() ?? ""));
  if (ofName.length > 0) return ofName;
  const next = entries[above + 1];
  const last = entries[above];
  if (next !== undefined && (last === undefined || /^the following/i.test(text)))
    return sameKeyword(entries, above + 1, 1);
  return sameKeyword(entries, above, -1);
}

/** Gives an entry and its neighbours of the same keyword and port, in one direction. */
function sameKeyword(entries: readonly Entry[], from: number, step: 1 | -1): readonly Entry[] {
  const first = entries[from];
  const same: Entry[] = [];
  for (let at = from; same.length < NEAR; at += step) {
    const entry = entries[at];
    if (entry === undefined || first === undefined) break;
    const { name, port } = entry.draft;
    if (name !== first.draft.name || port !== first.draft.port) break;
    same.push(entry);
  }
  return same;
}

/** Tells whether a port is one of those of a range, or the range itself. */
function isWithin(port: Port | undefined, range: Port): boolean {
  if (port === undefined) return false;
  return firstPort(port) >= firstPort(range) && lastPort(port) <= lastPort(range);
}

function joined(before: string | undefined, text: string): string {
  if (before === undefined) return text;
  return before.split("\n").includes(text) ? before : `${before}\n${text}`;
}

/** A label that is a reference, and no part of a description as `[Default Data]` is. */
const CITATION = /^(?:RFC[ -]?\d+|RFC-[\w.-]+|IEN[ -]?\d+|draft-\S+|\d{1,3})$/;

/** Most groups of brackets at the end of a description. */
const MOST_GROUPS = 20;

/** Makes a record of an entry, when all that the list says of it is known. */
export function recordOfEntry(
  entry: Entry,
  people: PeopleOfContacts,
  report: Report,
): ServiceRecord {
  const { line, draft } = entry;
  const { description, initials } = takeMarks(entry, people);
  const contacts = entry.contacts.map((person) => people.idOf(person));
  for (const label of initials) {
    const id = people.idOfInitials(label);
    if (!contacts.includes(id)) contacts.push(id);
  }
  if (draft.name === undefined) {
    const removed = beginsWithState(description) ? findWrittenDate(description)?.date : undefined;
    if (removed !== undefined) draft.modificationDate ??= removed;
  }
  const locate = (column: ColumnKey): Span => {
    const found = column === "port" || column === "protocol" ? draft[column] : undefined;
    const at = found === undefined ? -1 : line.text.toLowerCase().indexOf(found);
    return at === -1
      ? line
      : { start: line.start + at, end: line.start + at + (found?.length ?? 0) };
  };
  return finishRecord({ ...draft, description, contacts }, report, locate);
}

/** Takes references, initials, footnote marks and a service code off the end of a description. */
function takeMarks(
  { draft, words }: Entry,
  people: PeopleOfContacts,
): { readonly description: string; readonly initials: readonly string[] } {
  const references: Reference[] = [];
  const initials: string[] = [];
  let rest = collapseSpace(words.join(" "));
  for (let count = 0; count < MOST_GROUPS; count++) {
    const [whole, labels = ""] = /\s*\[([^[\]]*)\]\s*$/.exec(rest) ?? [];
    const items = labels.split(/\s*,\s*/);
    const cited = items.filter((item) => people.areInitials(item));
    const others = items.filter((item) => !cited.includes(item));
    if (whole === undefined || !others.every((item) => CITATION.test(item))) break;
    initials.unshift(...cited);
    references.unshift(...others.map(citation));
    rest = rest.slice(0, -whole.length);
  }
  const code = /(?:^|\s+)SC[:=](\S{1,10})$/.exec(rest);
  const number = code === null ? undefined : serviceCodeOf(code[1] ?? "");
  if (code !== null && number !== undefined) {
    draft.serviceCode = String(number);
    rest = rest.slice(0, code.index);
  }
  if (/\(\*\)$/.test(rest)) {
    rest = rest.slice(0, -3).trimEnd();
    references.unshift({ type: "note", data: "1" });
  }
  if (references.length > 0) draft.references = [...references, ...(draft.references ?? [])];
  return { description: rest.trim(), initials };
}

/** Reads the label of a citation: a number is that of a work in the document's own list. */
function citation(label: string): Reference {
  return /^\d+$/.test(label) ? { type: "text", text: label } : referenceOf(label);
}

/** Reads a service code as RFC 4340 §8.1.2 writes it: four letters, or a number. */
function serviceCodeOf(text: string): number | undefined {
  const decimal = /^=(\d{1,10})$/.exec(text)?.[1];
  if (decimal !== undefined) return Number(decimal);
  const hex = /^x([\dA-Fa-f]{1,8})$/.exec(text)?.[1];
  if (hex !== undefined) return Number.parseInt(hex, 16);
  if (!/^[!-~]{1,4}$/.test(text)) return undefined;
  return [...text.padEnd(4)].reduce((code, letter) => code * 256 + letter.charCodeAt(0), 0);
}
