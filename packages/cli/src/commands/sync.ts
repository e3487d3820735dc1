import { pathToFileURL } from "node:url";
import { defined } from "@portolan/model/internal";
import {
  sync as bringUpToDate,
  defaultStore,
  REGISTRY_URL,
  readInputFile,
  type SnapshotInfo,
  type SnapshotStore,
  SourceError,
  STDIN_NAME,
  type SyncResult,
  withoutPassword,
  writeOutputFile,
} from "@portolan/source";
import type { Command } from "commander";
import { type Console, counted } from "../console.js";
import type { CopyFile, CopyWork } from "../copy-work.js";
import { DIFFERENT, DONE, type ExitCode, UsageError } from "../exit.js";
import { jsonText } from "../io.js";
import { keepIndexOf, readIndexOf } from "../load-index.js";
import { addNotes } from "../notes.js";

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

/** Holds the options of `portolan sync` as they appear on the command line. */
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
  if (file !== undefined && /^https?:/i.test(file))
    throw new UsageError(`“${file}” is an address, not a file: --url gets it.`);
  const lock = lockPath === undefined ? undefined : await readLock(lockPath, frozen === true);
  const given = file === undefined ? options.url : urlOf(file);
  const url = given ?? lock?.url ?? REGISTRY_URL;
  const shownUrl = withoutPassword(url);
  const copyWork = await (console.io.loadCopyWork?.() ?? here());
  const store = await defaultStore(console.env);
  const last = await store.info().catch(() => undefined);
  const progress = console.startProgress();
  try {
    const result = await bringUpToDate({
      url,
      ...(file === "-" ? { input: console.stdin.stream } : {}),
      store,
      verify: async (path, maxBytes) => {
        const { problems, records, updated } = await copyWork.check({
          path,
          name: shownUrl,
          maxBytes,
          ...(force ? {} : { against: { last } }),
          showsLines: console.err.isTerminal,
        });
        await console.reportProblems(problems);
        return defined({ records, updated });
      },
      onProgress: progress.update,
      ...(frozen && lock !== undefined ? { pinned: lock.sha256 } : {}),
    });
    progress.stop();
    if (result.outcome !== "differs" && lockPath !== undefined && !frozen)
      await writeLock(lockPath, result.info);
    await tell(result, options, console);
    if (result.outcome === "differs") return DIFFERENT;
    const { info } = result;
    await indexCopy(info, copyWork, store, console);
    if (result.outcome === "updated" && !options.json)
      await tellChanges(info, copyWork, store, console);
    return DONE;
  } finally {
    progress.stop();
  }
}

async function here(): Promise<CopyWork> {
  return (await import("../read-copies.js")).copyWork;
}

/** Gives the URL of a file that is named by its path, by its URL, or is standard input. */
function urlOf(file: string): string {
  if (file === "-") return STDIN_NAME;
  return file.startsWith("file:") ? file : pathToFileURL(file).href;
}

/** Keeps an index with the copy, where it has none that this version can use. */
async function indexCopy(
  copy: SnapshotInfo,
  copyWork: CopyWork,
  store: SnapshotStore,
  console: Console,
): Promise<void> {
  if ((await readIndexOf(store, copy)) !== undefined) return;
  const index = await copyWork.index(fileOf(copy, store));
  if (index !== undefined) await keepIndexOf(copy, () => index, console);
}

/** Names the file of a copy, which is what is kept only if it has the SHA-256 that it is known by. */
function fileOf({ sha256 }: Pick<SnapshotInfo, "sha256">, store: SnapshotStore): CopyFile {
  const path = store.pathOf(sha256);
  return { path, name: path };
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
async function tellChanges(
  fresh: SnapshotInfo,
  copyWork: CopyWork,
  store: SnapshotStore,
  console: Console,
): Promise<void> {
  const { previous } = fresh;
  if (previous === undefined || console.quiet) return;
  if (!(await store.holds(previous.sha256))) return;
  const files = { old: fileOf(previous, store), fresh: fileOf(fresh, store) };
  const changes = await copyWork.compare(files);
  const since = `Since ${previous.updated ?? "the copy before"}:`;
  if (changes === undefined) return console.remark(`${since} portolan diff shows the changes.`);
  const { totals, users } = changes;
  await console.remark(`${since} ${totals.length > 0 ? totals.join(", ") : "no service changed"}.`);
  const warned = users > 0 ? `${counted(users, "change")} may concern users; ` : "";
  await console.remark(`${warned}portolan diff shows them all.`);
}
