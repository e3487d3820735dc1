import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import {
  FORMATS,
  type ReadableFormat,
  streamRegistry,
  UnknownFormatError,
} from "@portolan/convert";
import {
  collectParts,
  type Problem,
  type Registry,
  type RegistryPart,
  type ServiceRecord,
} from "@portolan/model";
import { type DataPart, defined } from "@portolan/model/internal";
import { collectIndex, diff, diffReport } from "@portolan/query";
import { openInputStream, type SnapshotInfo, SourceError } from "@portolan/source";
import { counted } from "./console.js";
import {
  type CheckedCopy,
  type CheckRequest,
  type CopyChanges,
  type CopyFile,
  type CopyWork,
  notTheRegistry,
} from "./copy-work.js";
import { UsageError } from "./exit.js";
import type { PlacedProblem } from "./problems.js";
import { RecentText } from "./recent-text.js";

/** Does the work in this thread. */
export const copyWork: CopyWork = { check, index, compare };

async function check({ against, showsLines, ...file }: CheckRequest): Promise<CheckedCopy> {
  const recent = showsLines ? new RecentText() : undefined;
  const problems: PlacedProblem[] = [];
  const { taken: traits, format } = await read(file, traitsOf, {
    see: (text) => recent?.add(text),
    find: (problem) => problems.push(withText(problem, file.name, recent)),
  });
  const { records, updated } = traits;
  if (records === 0) throw notTheRegistry(file.name, "it has no records.");
  const doubt = against && doubtAbout(traits, format, against.last);
  if (doubt !== undefined)
    throw new UsageError(`${file.name} ${doubt}; --force keeps it all the same.`);
  return defined({ records, updated, problems });
}

async function index(file: CopyFile): Promise<Uint8Array | undefined> {
  return await readKept(file, collectIndex);
}

async function compare({
  old,
  fresh,
}: Parameters<CopyWork["compare"]>[0]): Promise<CopyChanges | undefined> {
  const before = (await readKept(old, collectParts))?.registry;
  // Most records are the same in both, and held once.
  const known = new Map(before?.records.map((record) => [digestOf(record), record]));
  const sparing = (record: ServiceRecord): ServiceRecord => known.get(digestOf(record)) ?? record;
  const after = (await readKept(fresh, (parts) => collectParts(keeping(parts, sparing))))?.registry;
  known.clear();
  if (before === undefined || after === undefined) return undefined;
  const { totals, sections } = diffReport(diff(before, after));
  return {
    totals: totals.map(({ words }) => words),
    users: sections.find(({ kind }) => kind === "users")?.items.length ?? 0,
  };
}

function digestOf(record: ServiceRecord): string {
  return createHash("sha256").update(JSON.stringify(record)).digest("base64");
}

/** Reads a copy; undefined where it is none any more, as another version of the command may find. */
async function readKept<Taken>(
  file: CopyFile,
  take: (parts: AsyncIterable<DataPart>) => Promise<Taken>,
): Promise<Taken | undefined> {
  try {
    return (await read(file, take)).taken;
  } catch (error) {
    if (error instanceof UsageError || error instanceof SourceError) return undefined;
    throw error;
  }
}

async function* keeping(
  parts: AsyncIterable<DataPart>,
  keep: (record: ServiceRecord) => ServiceRecord,
): AsyncGenerator<DataPart, void, undefined> {
  for await (const part of parts)
    yield "record" in part ? { ...part, record: keep(part.record) } : part;
}

/** Is told of what is read. */
interface Reading {
  readonly see?: (text: string) => void;
  readonly find?: (problem: Problem) => void;
}

/** Reads a document up to its first error, of which the registry has none, and has its parts taken. */
async function read<Taken>(
  { path, name, maxBytes }: CopyFile,
  take: (parts: AsyncIterable<DataPart>) => Promise<Taken>,
  reading: Reading = {},
): Promise<{ readonly taken: Taken; readonly format: ReadableFormat }> {
  const input = await openInputStream(createReadStream(path), { name, maxBytes });
  const pace = new Pace(name);
  try {
    const chunks = seen(input.chunks, pace, reading.see);
    const { parts, format } = await streamRegistry(chunks, { fileName: name });
    pace.start(format);
    return { taken: await take(believed(parts, name, pace, reading.find)), format };
  } catch (error) {
    // It goes from thread to thread, which leaves only its text.
    throw error instanceof UnknownFormatError ? new UsageError(error.message) : error;
  } finally {
    await input.close();
  }
}

async function* seen(
  chunks: AsyncIterable<string>,
  pace: Pace,
  see: Reading["see"],
): AsyncGenerator<string, void, undefined> {
  for await (const chunk of chunks) {
    see?.(chunk);
    const length = chunk.length > LONG ? PIECE : chunk.length;
    for (let at = 0; at < chunk.length; at += length) {
      const piece = chunk.slice(at, at + length);
      pace.read(piece);
      yield piece;
    }
  }
}

/** A chunk of more than this, in UTF-16 code units, a long line, is read in pieces. */
const LONG = 1 << 18;
const PIECE = 1 << 16;
/** Most characters, in UTF-16 code units, of a text read in parts without a part in them. */
const LONGEST_PART = 1 << 20;
/** Most signs that begin or part values in JSON, a thread's memory for which is not bounded; ours has 240,000. */
const MOST_SIGNS = 500_000;

/** Sees that a text gives parts while it is read, or is no JSON of mere signs. */
class Pace {
  readonly #name: string;
  #isInParts = false;
  #isJson = false;
  /** Characters since the last part. */
  #length = 0;
  #signs = 0;

  constructor(name: string) {
    this.#name = name;
  }

  /** Takes the format, which is told after the first chunks. */
  start(format: ReadableFormat): void {
    this.#isInParts = FORMATS.some(
      (one) => one.name === format && one.loadPartReader !== undefined,
    );
    this.#isJson = format === "json";
  }

  read(chunk: string): void {
    this.#length += chunk.length;
    if (this.#isInParts && this.#length > LONGEST_PART)
      throw notTheRegistry(this.#name, `${LONGEST_PART} characters of it have no record.`);
    if (!this.#isJson) return;
    this.#signs += chunk.match(/[{[,:]/g)?.length ?? 0;
    if (this.#signs > MOST_SIGNS)
      throw notTheRegistry(this.#name, `it has more than ${MOST_SIGNS} lists, objects and values.`);
  }

  gave(): void {
    this.#length = 0;
  }
}

/** The registry has 14,000 records, and hardly a problem. More than this is something else. */
const MOST_PARTS = 50_000;
const MOST_PROBLEMS = 1_000;

/** Gives the parts of a registry up to the first error, so that little is held of what is none. */
async function* believed(
  parts: AsyncIterable<RegistryPart>,
  name: string,
  pace: Pace,
  find: Reading["find"],
): AsyncGenerator<DataPart, void, undefined> {
  let count = 0;
  let problems = 0;
  for await (const part of parts) {
    pace.gave();
    if ("problem" in part) {
      if (part.problem.severity === "error") throw notTheRegistry(name, part.problem.message);
      if (++problems > MOST_PROBLEMS)
        throw notTheRegistry(name, `it has more than ${MOST_PROBLEMS} problems.`);
      find?.(part.problem);
      continue;
    }
    if (!("header" in part) && ++count > MOST_PARTS)
      throw notTheRegistry(name, `it has more than ${MOST_PARTS} records and people.`);
    yield part;
  }
}

/** So much of the text before and after a problem is as wide as any terminal. */
const AROUND = 1_000;

function withText(
  { cause: _, ...problem }: Problem,
  name: string,
  recent: RecentText | undefined,
): PlacedProblem {
  const { start } = problem;
  if (recent === undefined || start === undefined) return { problem, input: { name } };
  const textStart = Math.max(start.offset - (start.column - 1), start.offset - AROUND);
  const text = recent.from(textStart)?.slice(0, 2 * AROUND);
  return { problem, input: defined({ name, text, textStart }) };
}

/** Id of the registry, in its XML. */
const REGISTRY_ID = "service-names-port-numbers";
/** A copy with fewer records than this part of the last one is not believed. */
const LEAST_PART = 0.9;
/** Nor is a first copy with fewer records: of what calls itself the registry, and of any list. */
const LEAST_OF_REGISTRY = 100;
const LEAST_OF_LIST = 2;

/** Holds what is asked of a document before it is kept. */
interface Traits {
  readonly id?: string | undefined;
  readonly updated?: string | undefined;
  readonly records: number;
  readonly people: number;
  /** Different records, by name, port and protocol. */
  readonly different: number;
}

/** Counts parts, none of which is held. */
async function traitsOf(parts: AsyncIterable<DataPart>): Promise<Traits> {
  let header: Pick<Registry, "id" | "updated"> = {};
  let records = 0;
  let people = 0;
  const different = new Set<string>();
  for await (const part of parts) {
    if ("header" in part) header = part.header;
    else if ("person" in part) people++;
    else if ("record" in part) {
      const { name, port, protocol } = part.record;
      different.add(`${name} ${JSON.stringify(port)} ${protocol}`);
      records++;
    }
  }
  const { id, updated } = header;
  return { id, updated, records, people, different: different.size };
}

/** Says why a document is hardly the registry, or hardly newer; undefined where there is no doubt. */
function doubtAbout(
  { id, updated, records, people, different }: Traits,
  format: ReadableFormat,
  last: SnapshotInfo | undefined,
): string | undefined {
  if (id !== undefined && id !== REGISTRY_ID) return `is the registry “${id}”`;
  if (last?.updated !== undefined && updated !== undefined && updated < last.updated)
    return `is of ${updated}, older than the last copy, which is of ${last.updated}`;
  if (last !== undefined && records < last.records * LEAST_PART)
    return `has ${counted(records, "record")}, the last copy had ${last.records}`;
  if (records < (id === undefined ? LEAST_OF_LIST : LEAST_OF_REGISTRY))
    return `has only ${counted(records, "record")}`;
  if (format === "xml" && people === 0) return "names no people";
  if (different < records / 2)
    return "repeats itself: most of its records have the name, port and protocol of another";
  return undefined;
}
