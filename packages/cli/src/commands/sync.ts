import { pathToFileURL } from "node:url";
import { type ReadableFormat, readRegistry, streamRegistry } from "@portolan/convert";
import {
  collectParts,
  hasErrors,
  type ParseResult,
  type Registry,
  type RegistryPart,
} from "@portolan/model";
import { diff, diffReport } from "@portolan/query";
import {
  sync as bringUpToDate,
  decode,
  defaultStore,
  REGISTRY_URL,
  readInputFile,
  registryAtHand,
  type SnapshotInfo,
  type SnapshotStore,
  SourceError,
  STDIN_NAME,
  type SyncResult,
  type Verify,
  withoutPassword,
  writeOutputFile,
} from "@portolan/source";
import type { Command } from "commander";
import { type Console, counted } from "../console.js";
import { DIFFERENT, DONE, type ExitCode, UsageError } from "../exit.js";
import { jsonText } from "../io.js";
import { keepIndexOf, readIndexOf } from "../load-index.js";
import { addNotes } from "../notes.js";
import { placed } from "../problems.js";

/** Defines `portolan sync`. */
export function addSync(program: Command, console: Console): void {
  const command = program
    .command("sync")
    .description("Downloads the registry, verifies it, and keeps the last good copy.")
    .argument("[file]", "file to keep, instead of a download; - is standard input")
    .option("--url <url>", "where to get it (else from IANA): https, file, or http on this machine")
    .option("--lock <file>", "file that pins date and SHA-256, for reproducible use")
    .option("--frozen", "take only what the lock file pins; a copy of it is not asked for again")
    .option("--force", "keep what is older than the last copy, or does not look like the registry")
    .option("--json", "tell the result as JSON");
  addNotes(command, {
    text: [
      "The copy is kept where the platform keeps caches ($XDG_CACHE_HOME/portolan), or in $PORTOLAN_CACHE. Whatever happens to the download, the last good copy stays. The copy before is kept too: portolan diff alone compares both.",
      "--frozen fails as soon as IANA publishes a new registry, because IANA keeps no old ones. To stay with one, keep the file itself in your repository, and name it with -r or PORTOLAN_REGISTRY, or keep it here with portolan sync FILE.",
    ],
    examples: [
      "portolan sync",
      "portolan sync && portolan diff                     # what has changed",
      "portolan sync registry-2025.xml                    # a file that you have",
      "portolan sync --lock portolan.lock.json            # pin today's registry",
      "portolan sync --lock portolan.lock.json --frozen   # in CI",
    ],
    exit: ["done", "--frozen found another registry"],
  }).action(async (file: string | undefined, options: SyncArguments) => {
    console.exitCode = await sync(file, options, console);
  });
}

/** Holds the options of `portolan sync` as they stand on the command line. */
interface SyncArguments {
  readonly url?: string;
  readonly lock?: string;
  readonly frozen?: boolean;
  readonly force?: boolean;
  readonly json?: boolean;
}

/** Carries out `portolan sync`. */
async function sync(
  file: string | undefined,
  options: SyncArguments,
  console: Console,
): Promise<ExitCode> {
  const { lock: lockPath, frozen, force } = options;
  if (frozen && lockPath === undefined)
    throw new UsageError("--frozen needs the file that --lock names.");
  if (file !== undefined && options.url !== undefined)
    throw new UsageError("--url and a file both say what to keep; give one.");
  const lock = lockPath === undefined ? undefined : await readLock(lockPath, frozen === true);
  const given = file === undefined ? options.url : urlOf(file);
  const url = given ?? lock?.url ?? REGISTRY_URL;
  const shownUrl = withoutPassword(url);
  const bytes = file === "-" ? await bytesOf(console.stdin.stream) : undefined;
  const store = await defaultStore(console.env);
  const last = await store.info().catch(() => undefined);
  const progress = console.startProgress();
  let fresh: Registry | undefined;
  try {
    const result = await bringUpToDate({
      url,
      ...(bytes === undefined ? {} : { bytes }),
      store,
      verify: async (text) => {
        const { registry, problems } = await verified(text, shownUrl, force ? undefined : { last });
        await console.reportProblems(placed(problems, { name: shownUrl, text }));
        fresh = registry;
        return stateOf(registry);
      },
      onProgress: progress.update,
      ...(frozen && lock !== undefined ? { pinned: lock.sha256 } : {}),
    });
    progress.stop();
    if (result.outcome !== "differs" && lockPath !== undefined && !frozen)
      await writeLock(lockPath, result.info);
    await tell(result, options, console);
    if (result.outcome === "differs") return DIFFERENT;
    if (result.outcome === "updated" && fresh !== undefined && !options.json)
      await tellChanges(fresh, store, console);
    await indexCopy(result.info, fresh, store, console);
    return DONE;
  } finally {
    progress.stop();
  }
}

/** Gives the URL of a file that is named by its path, by its URL, or is standard input. */
function urlOf(file: string): string {
  if (file === "-") return STDIN_NAME;
  return file.startsWith("file:") ? file : pathToFileURL(file).href;
}

async function bytesOf(stream: AsyncIterable<string | Uint8Array>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of stream)
    chunks.push(typeof chunk === "string" ? Buffer.from(chunk) : chunk);
  return Buffer.concat(chunks);
}

/** Reads what shall be kept, which must parse without errors. */
async function verified(
  text: string,
  url: string,
  against: { readonly last: SnapshotInfo | undefined } | undefined,
): Promise<ParseResult> {
  const { parts, format } = await streamRegistry(piecesOf(text), { fileName: url });
  const result = await collectParts(believed(parts, url));
  const { registry } = result;
  if (registry.records.length === 0)
    throw new UsageError(notTheRegistry(url, "it has no records."));
  const doubt = against && doubtAbout(registry, format, against.last);
  if (doubt !== undefined) throw new UsageError(`${url} ${doubt}; --force keeps it all the same.`);
  return result;
}

/** So much is read before the next is asked for, in UTF-16 code units. */
const PIECE = 1 << 16;

function* piecesOf(text: string): Generator<string> {
  for (let at = 0; at < text.length; at += PIECE) yield text.slice(at, at + PIECE);
}

/** The registry has 14,000 records, and no problem. More of either than this is something else. */
const MOST_PARTS = 100_000;

/** Gives the parts of a registry up to the first error, so that little is held of what is none. */
async function* believed(
  parts: AsyncIterable<RegistryPart>,
  url: string,
): AsyncGenerator<RegistryPart> {
  let count = 0;
  for await (const part of parts) {
    if ("problem" in part && part.problem.severity === "error")
      throw new UsageError(notTheRegistry(url, part.problem.message));
    if (++count > MOST_PARTS)
      throw new UsageError(
        notTheRegistry(url, `it has more than ${MOST_PARTS} records and problems.`),
      );
    yield part;
  }
}

const notTheRegistry = (url: string, why: string): string => `${url} is not the registry: ${why}`;

/** Id of the registry, in its XML. */
const REGISTRY_ID = "service-names-port-numbers";
/** A copy with fewer records than this part of the last one is not believed. */
const LEAST_PART = 0.9;
/** Nor is a first copy with fewer records: of what calls itself the registry, and of any list. */
const LEAST_OF_REGISTRY = 100;
const LEAST_OF_LIST = 2;

/** Says why a document is hardly the registry, or hardly newer; undefined where there is no doubt. */
function doubtAbout(
  { id, updated, records, people }: Registry,
  format: ReadableFormat,
  last: SnapshotInfo | undefined,
): string | undefined {
  const { length } = records;
  if (id !== undefined && id !== REGISTRY_ID) return `is the registry “${id}”`;
  if (last?.updated !== undefined && updated !== undefined && updated < last.updated)
    return `is of ${updated}, older than the last copy, which is of ${last.updated}`;
  if (last !== undefined && length < last.records * LEAST_PART)
    return `has ${counted(length, "record")}, the last copy had ${last.records}`;
  if (length < (id === undefined ? LEAST_OF_LIST : LEAST_OF_REGISTRY))
    return `has only ${counted(length, "record")}`;
  if (format === "xml" && people.length === 0) return "names no people";
  const distinct = new Set(
    records.map(({ name, port, protocol }) => `${name} ${JSON.stringify(port)} ${protocol}`),
  );
  if (distinct.size < length / 2)
    return "repeats itself: most of its records have the name, port and protocol of another";
  return undefined;
}

function stateOf({ records, updated }: Registry): Awaited<ReturnType<Verify>> {
  return { records: records.length, ...(updated === undefined ? {} : { updated }) };
}

/**
 * Keeps an index with the copy, where it has none that this version can use.
 *
 * @param fresh the registry of the copy, where it was downloaded just now.
 */
async function indexCopy(
  copy: SnapshotInfo,
  fresh: Registry | undefined,
  store: SnapshotStore,
  console: Console,
): Promise<void> {
  if ((await readIndexOf(store, copy)) !== undefined) return;
  if (fresh !== undefined) return keepIndexOf(copy, fresh, console);
  const atHand = await registryAtHand(store);
  const { registry, problems } = await readRegistry(atHand.text);
  if (atHand.copy !== undefined && !hasErrors(problems))
    await keepIndexOf(atHand.copy, registry, console);
}

async function tell(result: SyncResult, options: SyncArguments, console: Console): Promise<void> {
  if (options.json) return console.writeData(jsonText(result));
  if (result.outcome === "differs") {
    await console.message(
      `${options.lock} pins another registry; what is published has SHA-256 ${result.sha256}.`,
    );
    return console.message(
      "IANA keeps no old registries: to stay with one, keep its file in your repository, and name it with -r or PORTOLAN_REGISTRY, or with portolan sync FILE.",
    );
  }
  const { updated, records } = result.info;
  const what = `registry of ${updated ?? "unknown date"}, ${counted(records, "record")}`;
  await console.remark(`${result.outcome === "unchanged" ? "Up to date" : "Kept"}: ${what}.`);
}

/** Holds what a lock file pins. */
interface Lock {
  readonly url: string;
  readonly updated?: string;
  readonly sha256: string;
}

/**
 * Reads a lock file.
 *
 * @param isNeeded it must be there.
 * @returns undefined where it is not.
 */
async function readLock(path: string, isNeeded: boolean): Promise<Lock | undefined> {
  let text: string;
  try {
    ({ text } = await readInputFile(path));
  } catch (error) {
    if (!isNeeded && error instanceof SourceError && error.code === "source/not-found")
      return undefined;
    throw error;
  }
  const lock = parseLock(text);
  if (lock !== undefined) return lock;
  throw new UsageError(`${path} is not a lock file of portolan sync.`);
}

function parseLock(text: string): Lock | undefined {
  try {
    const { url, sha256, updated }: Partial<Lock> = JSON.parse(text);
    if (typeof url !== "string" || typeof sha256 !== "string") return undefined;
    return { url, sha256, ...(typeof updated === "string" ? { updated } : {}) };
  } catch {
    return undefined;
  }
}

/** Writes the lock file that pins a copy. */
async function writeLock(path: string, { url, updated, sha256 }: SnapshotInfo): Promise<void> {
  await writeOutputFile(path, jsonText({ url, updated, sha256 }));
}

/** Tells in two lines what the new copy changes. */
async function tellChanges(fresh: Registry, store: SnapshotStore, console: Console): Promise<void> {
  const previous = await store.previous().catch(() => undefined);
  if (previous === undefined || console.quiet) return;
  const { registry } = await readRegistry(await decode(previous.bytes, previous.path));
  const { totals, sections } = diffReport(diff(registry, fresh));
  const words = totals.map((total) => total.words);
  const users = sections.find(({ kind }) => kind === "users")?.items.length ?? 0;
  await console.remark(
    `Since ${previous.updated ?? "the copy before"}: ${words.length > 0 ? words.join(", ") : "no service changed"}.`,
  );
  const warned = users > 0 ? `${counted(users, "change")} may concern users; ` : "";
  await console.remark(`${warned}portolan diff shows them all.`);
}
