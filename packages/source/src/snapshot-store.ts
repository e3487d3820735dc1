import { createHash, randomBytes } from "node:crypto";
import { type FileHandle, mkdir, open, readdir, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import type { Readable } from "node:stream";
import type { Validators } from "./download.js";
import { replaceFile, writing } from "./output.js";
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
  /** What was kept before it, and still is. */
  readonly previous?: Omit<SnapshotInfo, "previous">;
}

/** Holds a kept copy. */
export interface Snapshot extends SnapshotInfo {
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** So many bytes of a copy are looked at together. */
const PIECE = 1 << 17;

const POINTER = "current.json";
/** Exists while a sync runs. It lies inside the folder, because its parent may be read-only. */
const LOCK = "sync.lock";
/**
 * Names of files that a new copy sweeps away: copies and indexes, and what is left of their writing when
 * a run was killed, whose names have the first 48 letters of the file's. Other files in the folder are
 * somebody else's.
 */
const OURS =
  /^(?:(?:registry|index)-[0-9a-f]{64}(?:\.\d+)?|current\.json\.\d+|\.(?:registry-[0-9a-f]{39}|index-[0-9a-f]{42}|current\.json)\.portolan-[0-9a-f]{8}-\d+-[0-9a-f]{18})$/;

/**
 * Keeps the last good copy of the registry in a folder, and the one before. A copy is written under a name of its own,
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
    try {
      return await this.#read(info);
    } catch (error) {
      // A sync may have replaced it since the pointer was read.
      if ((await this.info())?.sha256 !== info.sha256) return this.current();
      throw error;
    }
  }

  /**
   * Gives the copy that was kept before the current one.
   *
   * @returns undefined where there is none.
   * @throws {SourceError} where it is there but has been changed or cannot be read.
   */
  async previous(): Promise<Snapshot | undefined> {
    const info = (await this.info())?.previous;
    return info && this.#read(info);
  }

  async #read(info: SnapshotInfo): Promise<Snapshot> {
    const path = this.pathOf(info.sha256);
    const bytes = await readPlainFile(path);
    if (sha256Of(bytes) !== info.sha256) {
      throw new SourceError(
        "source/copy-broken",
        path,
        "The kept copy is not what was kept; run portolan sync.",
      );
    }
    return { ...info, path, bytes };
  }

  /** Gives what is known of the kept copy, if that is whole, without holding it. */
  async whole(): Promise<SnapshotInfo | undefined> {
    const info = await this.info().catch(() => undefined);
    return info !== undefined && (await this.holds(info.sha256)) ? info : undefined;
  }

  /** Tells whether a copy is what was kept under its SHA-256. */
  async holds(sha256: string): Promise<boolean> {
    const hash = createHash("sha256");
    try {
      const file = await openedPlainFile(this.pathOf(sha256));
      try {
        const piece = new Uint8Array(PIECE);
        for (;;) {
          const { bytesRead } = await file.read(piece);
          if (bytesRead === 0) break;
          hash.update(piece.subarray(0, bytesRead));
        }
      } finally {
        await file.close();
      }
      return hash.digest("hex") === sha256;
    } catch {
      return false;
    }
  }

  /** Gives what is known of the kept copy, without reading it. */
  async info(): Promise<SnapshotInfo | undefined> {
    const path = join(this.folder, POINTER);
    let text: string;
    try {
      text = (await readPlainFile(path)).toString("utf8");
    } catch (error) {
      if (error instanceof SourceError && error.code === "source/not-found") return undefined;
      throw error;
    }
    const info = parseInfo(text);
    if (info !== undefined) return info;
    throw new SourceError(
      "source/copy-broken",
      path,
      "It does not describe a copy; run portolan sync.",
    );
  }

  /**
   * Keeps a copy in place of the current one, which becomes the one before; call it inside
   * {@link exclusively}. One with the same bytes leaves the one before as it is.
   */
  async keep(
    bytes: Uint8Array,
    about: Omit<SnapshotInfo, "sha256" | "previous">,
  ): Promise<SnapshotInfo> {
    const whole = async function* (): AsyncGenerator<Uint8Array> {
      yield bytes;
    };
    return this.choose(await this.stage(whole()), about);
  }

  /**
   * Writes a document into the folder, as it comes, where nothing leads to it yet; then {@link choose} it,
   * and {@link discard} it where that was not done, inside the same {@link exclusively}.
   *
   * @returns its SHA-256, by which it is known.
   * @throws {SourceError} where it cannot be written; and what the document throws.
   */
  async stage(document: AsyncIterable<Uint8Array>): Promise<string> {
    const hash = createHash("sha256");
    const hashed = async function* (): AsyncGenerator<Uint8Array> {
      for await (const piece of document) {
        hash.update(piece);
        yield piece;
      }
    };
    // Its name is not known before its end; one like it is swept away after a crash.
    const unnamed = this.pathOf(randomBytes(32).toString("hex"));
    try {
      return await writing(unnamed, hashed(), async (data) => {
        await replaceFile(unnamed, data, { followsLinks: false });
        const sha256 = hash.digest("hex");
        await rename(unnamed, this.pathOf(sha256));
        return sha256;
      });
    } catch (error) {
      await rm(unnamed, { force: true }).catch(() => {});
      throw error;
    }
  }

  /** Makes a document that was staged the current copy. */
  async choose(
    sha256: string,
    about: Omit<SnapshotInfo, "sha256" | "previous">,
  ): Promise<SnapshotInfo> {
    const before = await this.whole();
    const previous = before?.sha256 === sha256 ? before.previous : before && infoOf(before);
    const info: SnapshotInfo = {
      ...about,
      sha256,
      ...(previous === undefined ? {} : { previous }),
    };
    const path = join(this.folder, POINTER);
    const pointer = `${JSON.stringify(info, undefined, 2)}\n`;
    await replaceFile(path, pointer, { followsLinks: false }).catch((error: unknown) => {
      throw fromSystemError(error, path, "source/unwritable");
    });
    await this.#sweep(info);
    return info;
  }

  /** Removes a document that was staged, unless it is a copy that is kept. */
  async discard(sha256: string): Promise<void> {
    const info = await this.info().catch(() => undefined);
    if (sha256 === info?.sha256 || sha256 === info?.previous?.sha256) return;
    // What cannot be removed is swept away by the next copy.
    await rm(this.pathOf(sha256), { force: true }).catch(() => {});
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
      // What was done is done; a lock that could not be taken away is old after a while.
      await release().catch(() => {});
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

  /** Removes older copies, their indexes and what interrupted writes left. */
  async #sweep({ sha256, previous }: SnapshotInfo): Promise<void> {
    const keep = new Set([`registry-${sha256}`, indexName(sha256)]);
    if (previous !== undefined) keep.add(`registry-${previous.sha256}`);
    let path = this.folder;
    try {
      for (const entry of await readdir(this.folder, { withFileTypes: true })) {
        if (entry.isDirectory() || !OURS.test(entry.name) || keep.has(entry.name)) continue;
        path = join(this.folder, entry.name);
        await rm(path, { force: true });
      }
    } catch (error) {
      throw fromSystemError(error, path, "source/unwritable");
    }
  }

  /** Names the file of a copy. */
  pathOf(sha256: string): string {
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
  const { url, sha256, records, updated, validators, previous } = value as Partial<SnapshotInfo>;
  return (
    typeof url === "string" &&
    /^[0-9a-f]{64}$/.test(sha256 ?? "") &&
    typeof records === "number" &&
    (updated === undefined || typeof updated === "string") &&
    typeof validators === "object" &&
    validators !== null &&
    Object.values(validators).every((one) => typeof one === "string") &&
    (previous === undefined || isInfo(previous))
  );
}

/** Gives what is known of a copy, alone. */
function infoOf({ url, sha256, updated, records, validators }: SnapshotInfo): SnapshotInfo {
  return {
    url,
    sha256,
    ...(updated === undefined ? {} : { updated }),
    records,
    validators,
  };
}

/**
 * Reads a file that is one. A pipe in its place would be waited for without end.
 *
 * @throws {SourceError} where it cannot be read.
 */
export async function readPlainFile(path: string): Promise<Buffer> {
  try {
    const file = await openedPlainFile(path);
    try {
      return await file.readFile();
    } finally {
      await file.close();
    }
  } catch (error) {
    throw fromSystemError(error, path, "source/unreadable");
  }
}

/**
 * Opens a file that is one, to be read as a stream.
 *
 * @throws {SourceError} where it cannot be opened.
 */
export async function openPlainFile(path: string): Promise<Readable> {
  try {
    return (await openedPlainFile(path)).createReadStream();
  } catch (error) {
    throw fromSystemError(error, path, "source/unreadable");
  }
}

async function openedPlainFile(path: string): Promise<FileHandle> {
  const found = await stat(path);
  if (!found.isFile() && !found.isDirectory())
    throw new SourceError("source/copy-broken", path, "It is not a plain file.");
  return open(path);
}
