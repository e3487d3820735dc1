import { mkdir, readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import type { Validators } from "./download.js";
import { replaceFile } from "./output.js";
import { sha256Of } from "./seal.js";
import { fromSystemError, SourceError } from "./source-error.js";

/** Holds what is known of a kept copy. */
export interface SnapshotInfo {
  /** Where it came from. */
  readonly url: string;
  /** SHA-256 of its bytes, in hexadecimal. */
  readonly sha256: string;
  /** Date of the registry, `YYYY-MM-DD`. */
  readonly updated?: string;
  /** Number of records. */
  readonly records: number;
  readonly validators: Validators;
}

/** Holds a kept copy. */
export interface Snapshot extends SnapshotInfo {
  readonly path: string;
  readonly bytes: Uint8Array;
}

const POINTER = "current.json";
/** Is there while a sync is at work: inside the folder, beside which we may not be allowed to write. */
const LOCK = "sync.lock";
/** What the names of the files begin with that a new copy sweeps away. */
const OURS: readonly string[] = [POINTER, "registry-", indexName("")];

/**
 * Keeps the last good copy of the registry in a folder. A copy is written under a name of its own,
 * and a small file that names it is replaced last, so that whatever interrupts a write (a full disk,
 * `kill -9`), the pointer leads to a whole copy.
 */
export class SnapshotStore {
  readonly folder: string;

  constructor(folder: string) {
    this.folder = folder;
  }

  /**
   * Gives the kept copy.
   *
   * @returns undefined where there is none.
   * @throws {SourceError} where it is there but has been changed or cannot be read.
   */
  async current(): Promise<Snapshot | undefined> {
    const info = await this.info();
    if (info === undefined) return undefined;
    const path = this.#pathOf(info.sha256);
    let bytes: Uint8Array;
    try {
      bytes = await readFile(path);
    } catch (error) {
      // A sync may have replaced it since the pointer was read.
      if ((await this.info())?.sha256 !== info.sha256) return this.current();
      throw fromSystemError(error, path, "source/unreadable");
    }
    if (sha256Of(bytes) !== info.sha256) {
      throw new SourceError(
        "source/copy-broken",
        path,
        "The kept copy is not what was kept; run portolan sync.",
      );
    }
    return { ...info, path, bytes };
  }

  /** Gives what is known of the kept copy, without reading it. */
  async info(): Promise<SnapshotInfo | undefined> {
    const path = join(this.folder, POINTER);
    let text: string;
    try {
      text = await readFile(path, "utf8");
    } catch (error) {
      const fault = fromSystemError(error, path, "source/unreadable");
      if (fault.code === "source/not-found") return undefined;
      throw fault;
    }
    const info = parseInfo(text);
    if (info !== undefined) return info;
    throw new SourceError(
      "source/copy-broken",
      path,
      "It does not describe a copy; run portolan sync.",
    );
  }

  /** Keeps a copy in place of the one before; call it inside {@link exclusively}. */
  async keep(bytes: Uint8Array, about: Omit<SnapshotInfo, "sha256">): Promise<SnapshotInfo> {
    const info: SnapshotInfo = { ...about, sha256: sha256Of(bytes) };
    const path = this.#pathOf(info.sha256);
    try {
      await replaceFile(path, bytes);
      await replaceFile(join(this.folder, POINTER), `${JSON.stringify(info, undefined, 2)}\n`);
    } catch (error) {
      throw fromSystemError(error, path, "source/unwritable");
    }
    await this.#sweep(info.sha256);
    return info;
  }

  /**
   * Carries out work while no other process does any on this folder.
   *
   * @throws {SourceError} where another process holds the lock, or the folder cannot be written to.
   */
  async exclusively<T>(work: () => Promise<T>): Promise<T> {
    const release = await this.#lock();
    try {
      return await work();
    } finally {
      await release();
    }
  }

  /** Makes the folder and locks it. */
  async #lock(): Promise<() => Promise<void>> {
    const { lock } = await import("proper-lockfile");
    try {
      await mkdir(this.folder, { recursive: true });
      return await lock(this.folder, {
        lockfilePath: join(this.folder, LOCK),
        retries: { retries: 3, minTimeout: 100 },
      });
    } catch (error) {
      const isHeld = error instanceof Error && "code" in error && error.code === "ELOCKED";
      if (!isHeld) throw fromSystemError(error, this.folder, "source/unwritable");
      const message = "Another portolan sync is at work.";
      throw new SourceError("source/locked", this.folder, message, { cause: error });
    }
  }

  /** Removes copies, their indexes and pieces of interrupted writes, but what is of the current copy. */
  async #sweep(sha256: string): Promise<void> {
    const keep = new Set([POINTER, `registry-${sha256}`, indexName(sha256)]);
    let path = this.folder;
    try {
      for (const file of await readdir(this.folder)) {
        const isOurs = OURS.some((beginning) => file.startsWith(beginning));
        if (!isOurs || keep.has(file)) continue;
        path = join(this.folder, file);
        await rm(path, { force: true });
      }
    } catch (error) {
      throw fromSystemError(error, path, "source/unwritable");
    }
  }

  #pathOf(sha256: string): string {
    return join(this.folder, `registry-${sha256}`);
  }
}

/** Names the file of the index of a copy. */
export function indexName(sha256: string): string {
  return `index-${sha256}`;
}

function parseInfo(text: string): SnapshotInfo | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isInfo(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isInfo(value: unknown): value is SnapshotInfo {
  if (typeof value !== "object" || value === null) return false;
  const { url, sha256, records, validators } = value as Partial<SnapshotInfo>;
  return (
    typeof url === "string" &&
    /^[0-9a-f]{64}$/.test(sha256 ?? "") &&
    typeof records === "number" &&
    typeof validators === "object"
  );
}
