import { Report } from "@portolan/model";
import {
  type DataDocument,
  type DataEntry,
  type DataPath,
  defined,
  isObject,
  type LocateData,
  MAX_DATA_DEPTH,
  type Span,
  withEntries,
  withoutStretches,
} from "@portolan/model/internal";
import { nestsTooDeeply, type Repeated, readWithLibrary } from "./library.js";
import { yamlProblems } from "./problems.js";
import { readRegular } from "./regular.js";

/** Holds one entry of a list as it is in the text, from its first line to the next entry's. */
interface Entry {
  readonly list: string;
  readonly start: number;
  readonly end: number;
  /** Whether it begins with the dash of its list. */
  readonly hasDash: boolean;
}

/**
 * Holds an entry that was read, without the syntax tree of the library, which takes many times as much:
 * a place in it is found by reading it again.
 */
interface ReadEntry extends DataEntry {
  /** Where its text begins and ends. */
  readonly text: Span & { readonly end: number };
}

/** What is put before an entry so that it is a document by itself. */
const FRAME = "records:\n";

/** The line of a list whose entries are told apart. */
const LIST = /^(records|people|footnotes):[ \t]*(?:#.*)?\r?\n/gm;

/**
 * Reads a text entry by entry, where this gives what the whole would: less is held than the syntax tree of
 * all. What is wrong costs its own entry.
 *
 * @returns undefined where the parts of the text may depend on each other.
 */
export function readByEntry(source: string, report: Report): DataDocument | undefined {
  const entries = entriesIn(source);
  if (entries === undefined || !areIndependent(source, entries)) return undefined;
  const before = report.problems.length;
  const read = readEntries(source, entries, report, true);
  if (read !== undefined) return joined(source, entries, read, report);
  report.problems.length = before;
  return undefined;
}

/**
 * Reads what can be read of a text that is not YAML: it is cut at the lines where entries begin, each is
 * read by itself, and so is what is left of the document without them. What is wrong costs its own
 * entry.
 *
 * @param isDeep - whether the text nests too deeply; it is one thing then where no entry can be read.
 * @returns undefined where no entry was found, or nothing that is wrong.
 */
export function readBroken(
  source: string,
  report: Report,
  isDeep: boolean,
): DataDocument | undefined {
  const entries = entriesIn(source);
  if (entries === undefined) return undefined;
  const before = report.problems.length;
  const read = readEntries(source, entries, report, false);
  const reading = read && joined(source, entries, read, report);
  if (read === undefined || report.problems.length === before) return undefined;
  if (!isDeep || !isEmpty(read)) return reading;
  report.problems.length = before;
  return undefined;
}

/** Finds the entries of all lists; undefined where there is none, or a list appears twice. */
function entriesIn(source: string): readonly Entry[] | undefined {
  const lists = [...source.matchAll(LIST)];
  if (new Set(lists.map(([, list]) => list)).size < lists.length) return undefined;
  const entries = lists.flatMap(({ 0: line, 1: list = "", index }) =>
    entriesOf(source, list, index + line.length),
  );
  return entries.length === 0 ? undefined : entries;
}

/** What may stand before the first key, and how much of it is looked at. */
const HEAD = /^\ufeff?(?:[ \t]*(?:#.*)?\r?\n)*(?:---[ \t]*(?:#.*)?\r?\n)?(?:[ \t]*(?:#.*)?\r?\n)*/;
const LONGEST_HEAD = 10_000;

/** A directive, another document, what may be an anchor, an alias or a tag, and ends of lines that are none to YAML. */
const DEPENDENT = /^(?:%|---|\.\.\.)|(?:^|[-:?,[{])[ \t]*[&*!]\S|\r(?!\n)|[\u2028\u2029]/m;

/**
 * Tells whether entries mean alone what they mean in the text: it is a mapping in lines, and nothing in it can
 * name another part of it.
 */
function areIndependent(source: string, entries: readonly Entry[]): boolean {
  const [{ length }] = HEAD.exec(source.slice(0, LONGEST_HEAD)) ?? [""];
  FIRST_FIELD.lastIndex = length;
  return (
    FIRST_FIELD.test(source) &&
    !DEPENDENT.test(source.slice(length)) &&
    entries.every(({ hasDash }) => hasDash)
  );
}

const FIRST_FIELD = /[\w$"-]+:(?=\s)/y;

/** Holds the entries of each list that were read. */
type ReadEntries = ReadonlyMap<string, readonly ReadEntry[]>;

function isEmpty(kept: ReadEntries): boolean {
  return [...kept.values()].every(({ length }) => length === 0);
}

/** After so many entries, and these UTF-16 code units, entries that each nest deeper are known. */
const FIRST_ENTRIES = 3 * MAX_DATA_DEPTH;
const FIRST_PART = 1 << 18;

/**
 * Reads each entry by itself.
 *
 * @param isSure - gives undefined where parts of the text are not one entry each, though they are YAML, or where
 * none of the first entries ends, so that they nest.
 */
function readEntries(
  source: string,
  entries: readonly Entry[],
  report: Report,
  isSure: boolean,
): ReadEntries | undefined {
  const kept = new Map<string, ReadEntry[]>();
  const repeated = { count: 0 };
  for (const [index, entry] of entries.entries()) {
    const { read, fault } = readEntry(source, entry, report, repeated);
    if (isSure && fault?.isOther === true) return undefined;
    const isLastOfFirst = index === Math.min(FIRST_ENTRIES, entries.length) - 1;
    const items = kept.get(entry.list) ?? [];
    kept.set(entry.list, items);
    if (read !== undefined) items.push(read);
    if (isSure && isLastOfFirst && isEmpty(kept) && nestsTooDeeply(source.slice(0, FIRST_PART)))
      return undefined;
  }
  return kept;
}

/** Puts entries back into what is left of the document. */
function joined(
  source: string,
  entries: readonly Entry[],
  kept: ReadEntries,
  report: Report,
): DataDocument {
  const frame = readFrame(source, entries, report);
  const places = new EntryPlaces(source);
  return withEntries(frame, kept, (entry, path) => places.locate(entry, path));
}

/** Knows where the values of entries are; one is held as it was read, since its places are asked for together. */
class EntryPlaces {
  readonly #source: string;
  #entry: ReadEntry | undefined;
  #reading: DataDocument | undefined;

  constructor(source: string) {
    this.#source = source;
  }

  locate(entry: ReadEntry, path: DataPath): Span | undefined {
    const { start, end } = entry.text;
    if (this.#entry !== entry) {
      this.#entry = entry;
      this.#reading = readFramed(this.#source.slice(start, end), new Report(), { count: 0 });
    }
    const span = this.#reading?.locate(["records", 0, ...path]);
    return span && moved(span, start - FRAME.length);
  }
}

/** Reads an entry as the only one of a document. */
function readFramed(text: string, report: Report, repeated: Repeated): DataDocument | undefined {
  const document = FRAME + text;
  return readRegular(document) ?? readWithLibrary(document, report, repeated);
}

function moved({ start, end }: Span, by: number): Span {
  return { start: start + by, ...(end === undefined ? {} : { end: end + by }) };
}

/** Matches the first line of a list and how deep the next one is, less the dash and the blank of an entry. */
const FIRST_LINES = /^(?:[ \t]*(?:#.*)?\r?\n)*( *)(- )?.*(?:\r?\n( *) {2}[^\s-])?/;

/**
 * Finds the entries of a list: they begin with a dash, as deep as the first one, or as what follows its
 * first line says where that is damaged. What stands before them is an entry, too.
 */
function entriesOf(source: string, list: string, from: number): readonly Entry[] {
  const [, own = "", dash, next] = FIRST_LINES.exec(source.slice(from, from + 10_000)) ?? [];
  const [found] = [...(dash === undefined ? [] : [own]), ...(next === undefined ? [] : [next])]
    .map((indent) => {
      const end = endOfList(source, indent, from);
      return { starts: dashesOf(source, indent, from, end), end };
    })
    .sort((a, b) => b.starts.length - a.starts.length);
  const { starts, end } = found ?? { starts: [], end: from };
  const [first] = starts;
  if (first === undefined) return [];
  const isMore = source.slice(from, first).replaceAll(/^[ \t]*(?:#.*)?\r?\n/gm, "") !== "";
  const all = isMore ? [from, ...starts] : starts;
  return all.map((start, index) => {
    const hasDash = index > 0 || !isMore;
    return { list, start, end: all[index + 1] ?? end, hasDash };
  });
}

/** Finds the lines that begin with a dash and are so deep. */
function dashesOf(source: string, indent: string, from: number, end: number): readonly number[] {
  const dash = new RegExp(`^${indent}- `, "gm");
  dash.lastIndex = from;
  const starts: number[] = [];
  for (
    let match = dash.exec(source);
    match !== null && match.index < end;
    match = dash.exec(source)
  )
    starts.push(match.index);
  return starts;
}

/**
 * Finds the next key of the top mapping. One that entries have, too, may stand at the front of its line by damage: then
 * entries go on below it, less deep than what it has.
 */
function endOfList(source: string, indent: string, from: number): number {
  const key =
    /^(?:(id|updated|references|notes)|title|category|page|experts|records|people|footnotes):(.*)\n?/gm;
  const dash = new RegExp(`^${indent}- `, "gm");
  key.lastIndex = from;
  for (let match = key.exec(source); match !== null; match = key.exec(source)) {
    const below = match.index + match[0].length;
    NEXT_KEY.lastIndex = below;
    const next = NEXT_KEY.exec(source)?.index ?? source.length;
    dash.lastIndex = below;
    const entry = dash.exec(source)?.index ?? source.length;
    FIRST_BELOW.lastIndex = below;
    const [, depth = ""] = FIRST_BELOW.exec(source) ?? [];
    const [, ofEntry, value = ""] = match;
    const isDeeper = /^\s*[^\s#]/.test(value) || depth.length > indent.length;
    if (ofEntry === undefined || !isDeeper || entry >= next) return match.index;
    key.lastIndex = next;
  }
  return source.length;
}

/** The line of any key of the top mapping, and the first line that is not blank. */
const NEXT_KEY = /^[^\s#-]/gm;
const FIRST_BELOW = /^( *)\S/gm;

/**
 * Reads an entry, and reports what is wrong with it; what follows it, and is none of it, may be the next one
 * with a damaged first line.
 */
function readEntry(source: string, entry: Entry, report: Report, repeated: Repeated): Alone {
  // A CR alone is no end of a line to YAML, though the next entry was found behind it.
  const text = source.slice(entry.start, entry.end).replace(/\r$/, "");
  if (text.length < entry.end - entry.start) {
    const values = { what: "a CR without an LF ends no line" };
    report.add(yamlProblems, "yaml/unclear", { span: { start: entry.end - 1 }, values });
  }
  const alone = (length?: number): Alone => readAlone(text.slice(0, length), entry.start, repeated);
  const whole = alone();
  if (whole.fault === undefined) return whole;
  let cut = 0;
  let first: ReadEntry | undefined;
  for (cut of cutsOf(text)) {
    first = alone(cut).read;
    if (first !== undefined) break;
  }
  const isAnother = first !== undefined && beginsAnother(text.slice(cut), first.data);
  const start = isAnother ? entry.start + cut : whole.fault.start;
  const what = isAnother ? "a dash and a blank begin an entry" : whole.fault.what;
  const { cause, limit } = whole.fault;
  const span = { start, end: entry.end };
  if (limit === undefined || isAnother)
    report.add(yamlProblems, "yaml/entry-broken", { span, values: { what }, cause });
  else report.add(yamlProblems, "yaml/nested-too-deeply", { span, values: { limit } });
  return defined({ read: isAnother ? first : undefined, fault: whole.fault });
}

/** Tells whether what follows an entry has a key that the entry has already: so it is another one. */
function beginsAnother(rest: string, data: unknown): boolean {
  const keys = rest.matchAll(/(\w+)"?:/g);
  return isObject(data) && [...keys].some(([, key = ""]) => Object.hasOwn(data, key));
}

/** Finds the line where an entry ends after all: it is not as deep, or has a key that was there before. */
function startOfNext(text: string): number | undefined {
  const depth = text.indexOf("- ");
  const keys = new Set([/^ *- (\w+):/.exec(text)?.[1]]);
  const line = /^( *)(?:([\w"]+):)?.*$/gm;
  line.lastIndex = text.indexOf("\n") + 1;
  if (line.lastIndex === 0) return undefined;
  for (let match = line.exec(text); match !== null; match = line.exec(text)) {
    const [whole, indent = "", key] = match;
    if (whole.trim() !== "" && indent.length < depth + 2) return match.index;
    if (indent.length === depth + 2 && key !== undefined) {
      if (keys.has(key)) return match.index;
      keys.add(key);
    }
    line.lastIndex = match.index + whole.length + 1;
    if (line.lastIndex > text.length) return undefined;
  }
  return undefined;
}

/** Most lines of the next entry that may stand above the one that shows it. */
const MOST_ABOVE = 8;

/**
 * Finds the lines where the text of an entry may end: where the next one shows, and those above it which
 * are deeper, as the rest of a value is whose key was lost.
 */
function cutsOf(text: string): readonly number[] {
  const next = startOfNext(text);
  if (next === undefined) return [];
  const deeper = new RegExp(`^ {${text.indexOf("- ") + 3},}|^[ \\t]*$`);
  const cuts = [next];
  for (let end = next; cuts.length <= MOST_ABOVE && end > 1; ) {
    const start = text.lastIndexOf("\n", end - 2) + 1;
    if (!deeper.test(text.slice(start, end - 1))) break;
    cuts.push(start);
    end = start;
  }
  return cuts;
}

interface Alone {
  readonly read?: ReadEntry;
  readonly fault?: {
    readonly start: number;
    readonly what: string;
    readonly cause: unknown;
    /** How deep the entry may nest, which nests deeper. */
    readonly limit?: number;
    /** Whether it is YAML, though not of one entry. */
    readonly isOther?: boolean;
  };
}

/** Reads the text of one entry, which begins at an offset, as a document of its own. */
function readAlone(text: string, start: number, repeated: Repeated): Alone {
  const shift = start - FRAME.length;
  const heard = new Report(FRAME + text);
  const reading = readFramed(text, heard, repeated);
  const [problem] = heard.problems;
  if (problem !== undefined || reading === undefined) {
    const offset = problem?.start?.offset;
    const last = start + text.trimEnd().length;
    const place = offset === undefined ? start : Math.min(last, Math.max(start, shift + offset));
    const what = String(problem?.values?.what ?? problem?.message ?? "it cannot be read");
    const isDeep = problem?.code === "yaml/nested-too-deeply";
    const deep = isDeep ? { limit: MAX_DATA_DEPTH } : {};
    return { fault: { start: place, what, cause: problem?.cause, ...deep } };
  }
  const { data } = reading;
  const [item = 0] = reading.recordOffsets();
  const records = isObject(data) && Array.isArray(data.records) ? data.records : [];
  const other = Object.keys(Object(data)).find((key) => key !== "records");
  if (other !== undefined || records.length !== 1) {
    const at = start + (startOfNext(text) ?? 0);
    const what = "this is not as deep as the entry";
    return { fault: { start: at, what, cause: undefined, isOther: true } };
  }
  const end = start + text.length;
  return { read: { data: records[0], start: shift + item, text: { start, end } } };
}

/** Reads what is left of a document without the entries of its lists, field by field where one is broken. */
function readFrame(
  source: string,
  entries: readonly Entry[],
  report: Report,
): { readonly data: object; readonly locate: LocateData } {
  const { text: frame, offsetOf } = withoutStretches(source, entries);
  const spanOf = (by: number, span: Span): Span => {
    const start = offsetOf(by + span.start);
    if (span.end === undefined) return { start };
    // What ends where entries begin does not end behind them.
    return { start, end: Math.max(start, offsetOf(by + span.end - 1) + 1) };
  };
  const whole = readFields(frame, 0, { count: 0 });
  const starts = [...frame.matchAll(FIELD)].map(({ index }) => index);
  const isWhole = whole.reading !== undefined || starts.length < 2;
  const repeated = { count: 0 };
  const parts = isWhole
    ? [whole]
    : starts.map((at, i) => readFields(frame.slice(at, starts[i + 1]), at, repeated));
  const read = parts.some(({ reading }) => reading !== undefined) ? parts : [whole];
  const byKey = new Map<string, ReadFields>();
  for (const part of read) {
    for (const { code, start, end, values, cause } of part.problems)
      if (isYamlCode(code))
        report.add(yamlProblems, code, {
          span: spanOf(part.start, { start: start?.offset ?? 0, ...defined({ end: end?.offset }) }),
          ...defined({ values }),
          cause,
        });
    for (const key of Object.keys(part.data)) {
      if (byKey.has(key)) {
        const span = { start: offsetOf(part.start) };
        report.add(yamlProblems, "yaml/duplicate-key", { span, values: { key } });
      }
      byKey.set(key, part);
    }
  }
  return {
    data: Object.fromEntries(read.flatMap(({ data }) => Object.entries(data))),
    locate: (path) => {
      const part = path[0] === undefined ? read[0] : byKey.get(String(path[0]));
      const span = part?.reading?.locate(path);
      return span && spanOf(part?.start ?? 0, span);
    },
  };
}

/** The line of a field of the top mapping. */
const FIELD = /^[\w$"-]+:(?=\s)/gm;

/** Holds one field, or several, and what is wrong with them. */
interface ReadFields {
  readonly start: number;
  readonly reading: DataDocument | undefined;
  readonly data: object;
  readonly problems: Report["problems"];
}

/** Reads fields of the top mapping that begin at an offset. */
function readFields(text: string, start: number, repeated: Repeated): ReadFields {
  const heard = new Report(text);
  const reading = readWithLibrary(text, heard, repeated);
  const { problems } = heard;
  return isObject(reading?.data)
    ? { start, reading, data: reading.data, problems }
    : { start, reading: undefined, data: {}, problems };
}

function isYamlCode(code: string): code is keyof typeof yamlProblems {
  return Object.hasOwn(yamlProblems, code);
}
