import { readInputFile, type SnapshotInfo, SourceError, writeOutputFile } from "@portolan/source";
import { UsageError } from "../exit.js";

/** Holds what a lock file pins. */
export interface Lock {
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
export async function readLock(path: string, isNeeded: boolean): Promise<Lock | undefined> {
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
export async function writeLock(
  path: string,
  { url, updated, sha256 }: SnapshotInfo,
): Promise<void> {
  await writeOutputFile(path, `${JSON.stringify({ url, updated, sha256 }, undefined, 2)}\n`);
}
