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
import { beginsAnother, cutsOf, type Entry, entriesIn, startOfNext } from "./entries.js";
import { nestsTooDeeply, type Repeated, readWithLibrary } from "./library.js";
import { yamlProblems } from "./problems.js";
import { readRegular } from "./regular.js";

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
