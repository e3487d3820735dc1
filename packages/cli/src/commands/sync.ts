import { type ReadResult, readRegistry } from "@portolan/convert";
import { hasErrors, type Registry } from "@portolan/model";
import {
  sync as bringUpToDate,
  defaultStore,
  REGISTRY_URL,
  readInputFile,
  registryAtHand,
  type SnapshotInfo,
  type SnapshotStore,
  SourceError,
  type SyncResult,
  type Verify,
  writeOutputFile,
} from "@portolan/source";
import type { Command } from "commander";
import { type Console, counted } from "../console.js";
import { DIFFERENT, DONE, type ExitCode, UsageError } from "../exit.js";
import { keepIndexOf, readIndexOf } from "../load-index.js";
import { addNotes } from "../notes.js";
import { placed } from "../problems.js";

/** Defines `portolan sync`. */
export function addSync(program: Command, console: Console): void {
  const command = program
    .command("sync")
    .description("Downloads the registry, verifies it, and keeps the last good copy.")
    .option("--url <url>", "where to get it (else from IANA); https, or http on this machine")
    .option("--lock <file>", "file that pins date and SHA-256, for reproducible use")
    .option("--frozen", "take only what the lock file pins; a copy of it is not asked for again")
    .option("--force", "keep a copy that has far fewer records than the last one")
    .option("--json", "tell the result as JSON");
  addNotes(command, {
    text: [
      "The copy is kept where the platform keeps caches ($XDG_CACHE_HOME/portolan), or in $PORTOLAN_CACHE. Whatever happens to the download, the last good copy stays.",
    ],
    examples: [
      "portolan sync",
      "portolan sync --lock portolan.lock.json            # pin today's registry",
      "portolan sync --lock portolan.lock.json --frozen   # in CI",
    ],
    exit: ["done", "--frozen found another registry"],
  }).action(async (options: SyncArguments) => {
    console.exitCode = await sync(options, console);
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

/** A copy with fewer records than this part of the last one is not believed. */
const LEAST_PART = 0.9;

/** Carries out `portolan sync`. */
async function sync(options: SyncArguments, console: Console): Promise<ExitCode> {
  const { lock: lockPath, frozen, force } = options;
  if (frozen && lockPath === undefined)
    throw new UsageError("--frozen needs the file that --lock names.");
  const lock = lockPath === undefined ? undefined : await readLock(lockPath, frozen === true);
  const url = options.url ?? lock?.url ?? REGISTRY_URL;
  const store = await defaultStore(console.env);
  const last = force ? undefined : await store.info().catch(() => undefined);
  const progress = console.startProgress();
  let fresh: Registry | undefined;
  try {
    const result = await bringUpToDate({
      url,
      store,
      verify: async (text) => {
        const { registry, problems } = await verified(text, url, last);
        progress.stop();
        await console.reportProblems(placed(problems, { name: url, text }));
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
    await indexCopy(result.info, fresh, store, console);
    return DONE;
  } finally {
    progress.stop();
  }
}

/** Reads a download, which must parse without errors and not have lost its records. */
async function verified(
  text: string,
  url: string,
  last: SnapshotInfo | undefined,
): Promise<ReadResult> {
  const result = await readRegistry(text, { fileName: url });
  const { registry, problems } = result;
  const records = registry.records.length;
  const fault = problems.find(({ severity }) => severity === "error");
  if (hasErrors(problems) || records === 0) {
    throw new UsageError(
      `what ${url} sent is not the registry: ${fault?.message ?? "it has no records."}`,
    );
  }
  if (last !== undefined && records < last.records * LEAST_PART) {
    throw new UsageError(
      `what ${url} sent has ${records} records, the last copy had ${last.records}; --force keeps it all the same.`,
    );
  }
  return result;
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
  if (options.json) return console.writeData(`${JSON.stringify(result, undefined, 2)}\n`);
  if (result.outcome === "differs") {
    return console.message(
      `${options.lock} pins another registry; what is published has SHA-256 ${result.sha256}.`,
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
  await writeOutputFile(path, `${JSON.stringify({ url, updated, sha256 }, undefined, 2)}\n`);
}
