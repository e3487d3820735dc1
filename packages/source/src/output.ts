import { createHash, randomBytes } from "node:crypto";
import { type Stats, unlinkSync } from "node:fs";
import {
  access,
  constants,
  lstat,
  open,
  readdir,
  readlink,
  realpath,
  rename,
  rm,
  stat,
  writeFile,
} from "node:fs/promises";
import { hostname } from "node:os";
import { basename, dirname, join, resolve } from "node:path";
import { pipeline, Readable } from "node:stream";
import { createGzip } from "node:zlib";
import { requireArgument, requireText } from "./argument.js";
import { fromSystemError } from "./source-error.js";
import { Spool } from "./spool.js";

/** Is what a file shall hold, whole or as it comes. */
type FileData<Chunk = string | Uint8Array> = string | Uint8Array | AsyncIterable<Chunk>;

/**
 * Writes a file whole or not at all. A device or pipe gets the text when it is whole; what a shell
 * opened (`/dev/stdout`, `/dev/fd/3`) is appended to. A name that ends in `.gz` is compressed, with no
 * time stamp inside.
 *
 * @param text whole, or in chunks, of which the next is asked for when one is written. Where making
 * them fails, that error is thrown.
 * @throws {SourceError} where it cannot be written; the previous file is then untouched.
 */
export async function writeOutputFile(
  path: string,
  text: string | Uint8Array | AsyncIterable<string>,
): Promise<void> {
  requireText(path, "writeOutputFile", "path");
  requireArgument(
    typeof text === "string" || (typeof text === "object" && text !== null),
    "writeOutputFile",
    "text",
    "a string, bytes or an async iterable of strings",
  );
  await writing(path, text, async (data) => {
    if (await isReplaced(path)) await replaceFile(path, packed(path, data));
    else {
      const whole = isWhole(data) ? data : (await Spool.of(data)).chunks();
      await writeFile(path, packed(path, whole), { flag: "a" });
    }
  });
}

/**
 * Has data written, and tells what makes that fail: the data, or the writing.
 *
 * @throws what the data throw as they come, and a {@link SourceError} for what fails besides.
 */
export async function writing<Chunk, Result>(
  path: string,
  data: FileData<Chunk>,
  write: (data: FileData<Chunk>) => Promise<Result>,
): Promise<Result> {
  let failure: { readonly error: unknown } | undefined;
  const watched = async function* (chunks: AsyncIterable<Chunk>): AsyncGenerator<Chunk> {
    try {
      yield* chunks;
    } catch (error) {
      failure = { error };
      throw error;
    }
  };
  try {
    return await write(isWhole(data) ? data : watched(data));
  } catch (error) {
    throw failure === undefined ? fromSystemError(error, path, "source/unwritable") : failure.error;
  }
}

function isWhole(data: FileData<unknown>): data is string | Uint8Array {
  return typeof data === "string" || data instanceof Uint8Array;
}

/** Compresses data if its file's name says so. */
function packed(path: string, data: FileData): FileData {
  if (!path.endsWith(".gz")) return data;
  // What goes wrong before it comes out of it.
  return pipeline(Readable.from(isWhole(data) ? [data] : data), createGzip(), () => {});
}

/**
 * Tells whether the file of a path is replaced by a whole one. A device, pipe or socket would be
 * destroyed, and so would the place in a file that a descriptor of ours has.
 */
async function isReplaced(path: string): Promise<boolean> {
  if (/^\/(?:dev\/(?:stdin$|stdout$|stderr$|fd\/)|proc\/)/.test(resolve(path))) return false;
  const found = await stat(path).catch(() => undefined);
  return found === undefined || found.isFile() || found.isDirectory();
}

/**
 * Writes several files, all or none as far as that is possible: each is whole on the disk before the
 * first takes its place.
 *
 * @throws {SourceError} where one cannot be written.
 */
export async function writeOutputFiles(
  files: readonly { readonly path: string; readonly text: string }[],
): Promise<void> {
  requireArgument(Array.isArray(files), "writeOutputFiles", "files", "a list");
  for (const [i, file] of files.entries()) {
    requireText(file?.path, "writeOutputFiles", `files[${i}].path`);
    requireText(file.text, "writeOutputFiles", `files[${i}].text`);
  }
  const made: NewFile[] = [];
  try {
    for (const { path, text } of files) {
      try {
        made.push(await NewFile.of(path, packed(path, text)));
      } catch (error) {
        throw fromSystemError(error, path, "source/unwritable");
      }
    }
    for (const file of made) {
      try {
        await file.commit();
      } catch (error) {
        throw fromSystemError(error, file.target, "source/unwritable");
      }
    }
  } finally {
    for (const file of made) await file.discard();
  }
  for (const { target } of made) await sweep(target);
}

/**
 * Replaces a file by a whole one, or leaves it as it is: through a new file beside it, which is
 * synced to disk and renamed, and removed where anything goes wrong. A link is followed, unless it is
 * in a folder where others may have put it; mode and owner stay; another name of the file (a hard link)
 * keeps what it has.
 */
export async function replaceFile(
  path: string,
  data: FileData,
  options?: ReplaceOptions,
): Promise<void> {
  const file = await NewFile.of(path, data, options);
  try {
    await file.commit();
  } finally {
    await file.discard();
  }
  await sweep(file.target);
}

interface ReplaceOptions {
  readonly followsLinks?: boolean;
}

/** Follows links to the file that they name, which need not be there. */
async function targetOf(path: string): Promise<string> {
  let target = path;
  for (let hops = 0; hops < 40; hops++) {
    const next = await readlink(target).catch(() => undefined);
    if (next === undefined) {
      const folder = await realpath(dirname(target));
      return join(folder, basename(target));
    }
    target = resolve(dirname(target), next);
  }
  throw Object.assign(new Error("There are too many links."), { code: "ELOOP" });
}

/** Signals that end a process, and leave it no time but what is taken here. */
const ENDING = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** Files that are not in their place yet. Each signal has one listener for all of them. */
const unfinished = new Set<string>();

function removeUnfinished(signal: NodeJS.Signals): void {
  for (const name of ENDING) process.off(name, removeUnfinished);
  for (const path of unfinished) {
    try {
      unlinkSync(path);
    } catch {
      // It is not there yet, or not any more.
    }
  }
  process.kill(process.pid, signal);
}

/** Is a whole file beside another, with a name that nobody can guess, until it takes the place of that. */
class NewFile {
  readonly target: string;
  readonly #path: string;

  private constructor(target: string) {
    this.target = target;
    const name = `${prefixOf(target)}${process.pid}-${randomBytes(9).toString("hex")}`;
    this.#path = join(dirname(target), name);
  }

  /** Makes one, synced to disk. It is removed where that fails, and when the process is ended. */
  static async of(
    path: string,
    data: FileData,
    { followsLinks = true }: ReplaceOptions = {},
  ): Promise<NewFile> {
    const target = followsLinks ? await targetOf(path) : path;
    const before = await (followsLinks ? stat : lstat)(target).catch(() => undefined);
    if (before?.isDirectory()) throw Object.assign(new Error(), { code: "EISDIR" });
    // A rename needs no permission of the file itself; who made it read-only meant it.
    if (before !== undefined && !before.isSymbolicLink()) await access(target, constants.W_OK);
    const made = new NewFile(target);
    try {
      await made.#write(data, before);
    } catch (error) {
      await made.discard();
      throw error;
    }
    return made;
  }

  async #write(data: FileData, before: Stats | undefined): Promise<void> {
    if (unfinished.size === 0) for (const signal of ENDING) process.on(signal, removeUnfinished);
    unfinished.add(this.#path);
    const mode = before?.isFile() ? before.mode : 0o666;
    const file = await open(this.#path, "wx", mode & 0o777);
    try {
      // The umask took bits away that the file before has.
      if (mode !== 0o666) await file.chmod(mode & 0o7777).catch(() => {});
      if (
        before !== undefined &&
        (before.uid !== process.getuid?.() || before.gid !== process.getgid?.())
      )
        await file.chown(before.uid, before.gid).catch(() => {});
      await writeFile(file, data);
      await file.sync();
    } finally {
      await file.close();
    }
  }

  /** Takes the place of the other file. */
  async commit(): Promise<void> {
    await rename(this.#path, this.target);
    this.#release();
  }

  /** Removes it, if it has not taken its place. */
  async discard(): Promise<void> {
    if (!unfinished.has(this.#path)) return;
    this.#release();
    await rm(this.#path, { force: true }).catch(() => {});
  }

  #release(): void {
    unfinished.delete(this.#path);
    if (unfinished.size === 0) for (const signal of ENDING) process.off(signal, removeUnfinished);
  }
}

/** Age, in milliseconds, from which a temporary file of another machine is a leftover. */
const LEFT_BEHIND = 24 * 3_600_000;

/** Gives the beginning of the names of temporary files for a file, made on this machine. */
function prefixOf(target: string): string {
  return `.${shortName(target)}.portolan-${machine()}-`;
}

/** Gives the name of a file, so short that a name with more in it is still one. */
function shortName(target: string): string {
  return basename(target).slice(0, 48);
}

/** Gives letters that stand for this machine. */
function machine(): string {
  return createHash("sha256").update(hostname()).digest("hex").slice(0, 8);
}

/** Removes the temporary files that killed runs have left beside a file. */
async function sweep(target: string): Promise<void> {
  const folder = dirname(target);
  const beginning = `.${shortName(target)}.portolan-`;
  for (const name of await readdir(folder).catch(() => [])) {
    if (!name.startsWith(beginning)) continue;
    const found = /^([0-9a-f]{8})-(\d{1,10})-[0-9a-f]{18}$/.exec(name.slice(beginning.length));
    if (found === null) continue;
    const path = join(folder, name);
    const isLeft =
      found[1] === machine() ? !isRunning(Number(found[2])) : await isOld(path, LEFT_BEHIND);
    if (isLeft) await rm(path, { force: true }).catch(() => {});
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

async function isOld(path: string, age: number): Promise<boolean> {
  const found = await stat(path).catch(() => undefined);
  return found !== undefined && Date.now() - found.mtimeMs > age;
}
