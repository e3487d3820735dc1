import type { Report } from "@portolan/model";
import {
  addToGroup,
  type DataDocument,
  type DataEntry,
  type Group,
  HEADER_KEYS,
  isObject,
  type LocateData,
  RECORD_KEYS,
  withEntries,
  withoutStretches,
} from "@portolan/model/internal";
import { parseJson, reportFaults } from "./parse-json.js";
import { jsonProblems } from "./problems.js";
import { endOfValue, JsonPlaces } from "./structure.js";

/** Names the lists whose entries are told apart in a text that is not JSON. */
type ListName = "rows" | "records" | "people" | "footnotes";

/** Holds one entry of a list as it is in the text: an object, and what follows it up to the next. */
interface Entry {
  readonly list: ListName;
  readonly start: number;
  readonly end: number;
}

/**
 * The keys that an object of a list begins with. No other object of a registry does, so that a brace
 * with such a key begins an entry wherever it is; inside a string its quotes would be escaped.
 */
const FIRST_KEYS: ReadonlyMap<string, ListName> = new Map<string, ListName>([
  ...RECORD_KEYS.map((key) => [key, "records"] as const),
  ["id", "people"],
  ["anchor", "footnotes"],
]);

const FIRST_KEY = /\{\s*"((?:[^"\\\n]|\\.)*)"\s*:/g;

/** The end of one list and what follows: the next list, or the end of the document. */
const END_OF_LIST = /\]\s*(?:,\s*"(?:records|people|footnotes)"\s*:\s*\[|\}?\s*$)/;

/**
 * Reads what can be read of a text that is not JSON: it is cut where entries begin, each is parsed by
 * itself, and so is what is left of the document without them. What is wrong costs its own entry.
 *
 * @returns undefined where no entry was found.
 */
export function readBroken(text: string, report: Report): DataDocument | undefined {
  const entries = findEntries(text);
  if (entries.length === 0) return undefined;
  const before = report.problems.length;
  const read = entries.map((entry) => readEntry(text, entry, report));
  const isCutOff = entries.at(-1)?.end === text.length && read.at(-1) === undefined;
  const frame = readFrame(text, entries, isCutOff ? undefined : report);
  if (report.problems.length === before) return undefined;

  const kept = new Map<ListName, Group<ReadEntry>>();
  for (const [index, { list }] of entries.entries()) {
    const entry = read[index];
    if (entry !== undefined) addToGroup(kept, list, entry);
  }
  const rows = kept.get("rows");
  const whole = { ...frame, data: { ...frame.data, records: [] } };
  const document = withEntries(whole, kept, ({ start, places }, path) => {
    const span = places.locate(path);
    return span && { start: start + span.start, end: start + span.end };
  });
  if (rows === undefined) return document;
  return {
    ...document,
    data: rows.map(({ data }) => data),
    locate: (path) => document.locate(["rows", ...path]),
  };
}

/** Finds the entries of all lists: from where one begins to the next, or to the end of its list. */
function findEntries(text: string): readonly Entry[] {
  const entries: Entry[] = [];
  const isTable = /^\s*\[/.test(text);
  for (const match of text.matchAll(FIRST_KEY)) {
    const before = signBefore(text, match.index);
    if (before === "" || before === ":") continue;
    const list = isTable ? "rows" : FIRST_KEYS.get(match[1] ?? "");
    if (list !== undefined) entries.push({ list, start: match.index, end: text.length });
  }
  return entries.map((entry, index) => {
    const next = entries[index + 1];
    const limit = next?.start ?? text.length;
    if (next?.list === entry.list) return { ...entry, end: limit };
    const end = END_OF_LIST.exec(text.slice(entry.start, limit))?.index;
    return { ...entry, end: end === undefined ? limit : entry.start + end };
  });
}

/** Gives the last sign before an offset that is no white space; empty where there is none. */
function signBefore(text: string, offset: number): string {
  let at = offset - 1;
  while (at >= 0 && /\s/.test(text.charAt(at))) at--;
  return text.charAt(at);
}

/** Holds an entry that was parsed. */
interface ReadEntry extends DataEntry {
  readonly places: JsonPlaces;
}

/**
 * Parses an entry, and reports what is wrong between it and the next one: a comma that is missing, or
 * an entry whose beginning was lost.
 *
 * @returns undefined where it is no JSON, which is reported.
 */
function readEntry(source: string, { start, end }: Entry, report: Report): ReadEntry | undefined {
  const text = source.slice(start, end);
  const close = endOfValue(text, 0);
  const rest = text.slice(close);
  const whole = parseJson(text.slice(0, close));
  const isAlone = /^\s*,?\s*$/.test(rest);
  if (whole.isRead && (isAlone || beginsAnother(rest, whole.data))) {
    reportFaults(whole.faults, report, (offset) => start + offset);
    if (!isAlone) {
      const at = start + close + (/^\s*,?\s*/.exec(rest)?.[0].length ?? 0);
      const isStray = !rest.includes('"');
      const values = {
        what: isStray ? "a brace is expected" : "an object between braces is expected",
      };
      const code = isStray ? "json/syntax" : "json/entry-broken";
      report.add(jsonProblems, code, { span: { start: at, end }, values });
    } else {
      const comma = rest.indexOf(",");
      const what = faultOfComma(comma !== -1, source.charAt(end));
      const span = { start: start + close + Math.max(0, comma) };
      if (what !== undefined) report.add(jsonProblems, "json/syntax", { span, values: { what } });
    }
    return { data: whole.data, start, places: new JsonPlaces(text) };
  }
  const { faults } = parseJson(text.slice(0, endOfWords(text)));
  reportFaults(faults, report, (offset) => start + offset, "json/entry-broken");
  return undefined;
}

/** Says what is wrong with a comma that is there, or is not, between an entry and what follows it. */
function faultOfComma(isThere: boolean, next: string): string | undefined {
  if (isThere) return next === "]" ? "no comma may stand behind the last entry" : undefined;
  return /[{[]/.test(next) ? "a comma is expected" : undefined;
}

/** Gives the offset after the last sign that is neither a blank nor a comma. */
function endOfWords(text: string): number {
  let end = text.length;
  while (end > 0 && /[\s,]/.test(text.charAt(end - 1))) end--;
  return end;
}

/** Tells whether what follows an object begins another entry, whose first signs were damaged. */
function beginsAnother(rest: string, data: unknown): boolean {
  if (/^[\s,]*\n/.test(rest) || /^\s*,\s*\{/.test(rest)) return true;
  if (/^\s*,[^"}\]]*$/.test(rest)) return true;
  if (!/^\s*,/.test(rest) || !isObject(data)) return false;
  // A key that the object has already is one of the next.
  return [...rest.matchAll(/"([^"\\]*)"\s*:/g)].some(([, key = ""]) => Object.hasOwn(data, key));
}

/** Parses what is left of a document without the entries of its lists. */
function readFrame(
  text: string,
  entries: readonly Entry[],
  report: Report | undefined,
): { readonly data: object; readonly locate: LocateData } {
  const whole = withoutStretches(text, entries);
  const mended = withoutBrokenFields(whole.text);
  const frame = mended?.text ?? whole.text;
  const offsetOf = (offset: number): number => whole.offsetOf(mended?.offsetOf(offset) ?? offset);
  const { data, faults } = parseJson(frame);
  if (report !== undefined) {
    mended?.report(report, whole.offsetOf);
    reportFaults(faults, report, offsetOf);
  }
  if (!isObject(data)) return { data: {}, locate: () => undefined };
  const places = new JsonPlaces(frame);
  for (const [key, value] of Object.entries(data)) {
    const span = places.locate([key]);
    if (!Array.isArray(value) || !LISTS.has(key) || value.length === 0 || span === undefined)
      continue;
    const values = { what: "its first key is none of this list" };
    report?.add(jsonProblems, "json/entry-broken", {
      span: { start: offsetOf(span.start) },
      values,
    });
  }
  return {
    data,
    locate: (path) => {
      const span = places.locate(path);
      return span && { start: offsetOf(span.start), end: offsetOf(span.end) };
    },
  };
}

const LISTS: ReadonlySet<string> = new Set(FIRST_KEYS.values());

/** A key of the header or of a list, first in its object or behind a comma; a quote of it may be lost. */
const FIELD = new RegExp(`(?<![\\w"])"?(${[...HEADER_KEYS, ...LISTS].join("|")})"?\\s*:`, "g");

/** Most blanks before the first key of a line. */
const MOST_INDENT = 20;

/** Holds a document without the fields of its header that are broken. */
interface MendedFrame {
  readonly text: string;
  readonly offsetOf: (offset: number) => number;
  /** Reports what is wrong with these fields. */
  readonly report: (report: Report, offsetOf: (offset: number) => number) => void;
}

/**
 * Takes the fields out of a document that are no JSON by themselves, or lack the comma behind.
 *
 * @returns undefined where the document is JSON, or is none without them either.
 */
function withoutBrokenFields(frame: string): MendedFrame | undefined {
  if (parseJson(frame).isRead) return undefined;
  const starts: number[] = [];
  const seen = new Set<string>();
  for (const { 1: name = "", index } of frame.matchAll(FIELD)) {
    // A note and a reference have keys of their own.
    if (seen.has(name) || (name === "title" && seen.has("notes"))) continue;
    const isFirst = /(?:^|[\r\n])[ \t]*$/.test(
      frame.slice(Math.max(0, index - MOST_INDENT), index),
    );
    if (!isFirst && !/[{,]/.test(signBefore(frame, index))) continue;
    seen.add(name);
    starts.push(index);
  }
  // The first field may have lost its key, or have one that is none of the header.
  const first = frame.indexOf("{") + 1;
  if (starts.length > 0 && /\S/.test(frame.slice(first, starts[0])))
    starts.unshift(first + frame.slice(first).search(/\S/));
  const close = frame.trimEnd().endsWith("}") ? frame.lastIndexOf("}") : frame.length;
  const broken = starts.flatMap((start, i) => {
    const isLast = i === starts.length - 1;
    const end = starts[i + 1] ?? close;
    const field = frame.slice(start, end).trimEnd();
    const hasComma = field.endsWith(",");
    const { isRead, faults } = parseJson(`{${hasComma ? field.slice(0, -1) : field}}`);
    if (isRead && hasComma !== isLast) return [];
    // The last field goes with the comma before it.
    const from = isLast && i > 0 ? frame.lastIndexOf(",", start) : start;
    return [{ start: from === -1 ? start : from, end, field: start, faults }];
  });
  const left = withoutStretches(frame, broken);
  if (!parseJson(left.text).isRead) return undefined;
  return {
    ...left,
    report(report, offsetOf) {
      for (const { field, faults } of broken) {
        reportFaults(faults, report, (offset) => offsetOf(field + offset - 1));
        const values = { what: "a comma is expected" };
        const span = { start: offsetOf(field) };
        if (faults.length === 0) report.add(jsonProblems, "json/syntax", { span, values });
      }
    },
  };
}
