import { type ReadResult, readRegistry } from "@portolan/convert";
import { hasErrors, type Registry } from "@portolan/model";
import {
  sync as bringUpToDate,
  defaultStore,
  REGISTRY_URL,
  registryAtHand,
  type SnapshotInfo,
  type SnapshotStore,
  type SyncResult,
  type Verify,
} from "@portolan/source";
import { DIFFERENT, DONE, type ExitCode, UsageError } from "../exit.js";
import { type Session, writeChunks, writeMessage } from "../io.js";
import { keepIndexOf, readIndexOf } from "../load-index.js";
import { placed, printProblems } from "../print-problems.js";
import { counted, remark } from "../remark.js";
import { startProgress } from "../render/progress.js";
import { readLock, writeLock } from "./sync-lock.js";

/** Holds the options of `portolan sync` as they stand on the command line. */
export interface SyncArguments {
  readonly url?: string;
  readonly lock?: string;
  readonly frozen?: boolean;
  readonly force?: boolean;
  readonly json?: boolean;
}

/** A copy with fewer records than this part of the last one is not believed. */
const LEAST_PART = 0.9;

/** Carries out `portolan sync`. */
export async function sync(options: SyncArguments, session: Session): Promise<ExitCode> {
  const { lock: lockPath, frozen, force } = options;
  if (frozen && lockPath === undefined)
    throw new UsageError("--frozen needs the file that --lock names.");
  const lock = lockPath === undefined ? undefined : await readLock(lockPath, frozen === true);
  const url = options.url ?? lock?.url ?? REGISTRY_URL;
  const store = await defaultStore(session.env);
  const last = force ? undefined : await store.info().catch(() => undefined);
  const progress = startProgress(session);
  let fresh: Registry | undefined;
  try {
    const result = await bringUpToDate({
      url,
      store,
      verify: async (text) => {
        const { registry, problems } = await verified(text, url, last);
        progress.stop();
        await printProblems(placed(problems, { name: url, text }), session);
        fresh = registry;
        return stateOf(registry);
      },
      onProgress: progress.update,
      ...(frozen && lock !== undefined ? { pinned: lock.sha256 } : {}),
    });
    progress.stop();
    if (result.outcome !== "differs" && lockPath !== undefined && !frozen)
      await writeLock(lockPath, result.info);
    await tell(result, options, session);
    if (result.outcome === "differs") return DIFFERENT;
    await indexCopy(result.info, fresh, store, session);
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
  session: Session,
): Promise<void> {
  if ((await readIndexOf(store, copy)) !== undefined) return;
  if (fresh !== undefined) return keepIndexOf(copy, fresh, session);
  const atHand = await registryAtHand(store);
  const { registry, problems } = await readRegistry(atHand.text);
  if (atHand.copy !== undefined && !hasErrors(problems))
    await keepIndexOf(atHand.copy, registry, session);
}

async function tell(result: SyncResult, options: SyncArguments, session: Session): Promise<void> {
  if (options.json)
    return writeChunks(session.stdout, [`${JSON.stringify(result, undefined, 2)}\n`]);
  if (result.outcome === "differs") {
    return writeMessage(
      session,
      `${options.lock} pins another registry; what is published has SHA-256 ${result.sha256}.\n`,
    );
  }
  const { updated, records } = result.info;
  const what = `registry of ${updated ?? "unknown date"}, ${counted(records, "record")}`;
  await remark(`${result.outcome === "unchanged" ? "Up to date" : "Kept"}: ${what}.`, session);
}
