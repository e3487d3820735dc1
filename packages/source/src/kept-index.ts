import { access, constants } from "node:fs/promises";
import { join } from "node:path";
import { requireObject } from "./argument.js";
import { replaceFile } from "./output.js";
import { seal, unseal } from "./seal.js";
import {
  indexName,
  readPlainFile,
  type SnapshotInfo,
  type SnapshotStore,
} from "./snapshot-store.js";
import { fromSystemError } from "./source-error.js";

/** Holds what was made from a kept copy so as not to read it again. */
export interface KeptIndex {
  readonly path: string;
  readonly bytes: Uint8Array;
}

/**
 * Gives the index that was kept with a copy. The copy itself is not looked at: its SHA-256, which
 * `info` has from the store's pointer, stands in the seal of the index, with the index's own. So what
 * is given was made from those very bytes, whatever became of them since.
 *
 * @param maker what made the index, with its version: another one may understand the copy otherwise.
 * @returns undefined where there is none that is whole, of this copy and of this maker: make it anew.
 */
export async function keptIndex(
  store: SnapshotStore,
  copy: SnapshotInfo,
  maker: string,
): Promise<KeptIndex | undefined> {
  requireObject(store, "keptIndex", "store", "a SnapshotStore");
  requireObject(copy, "keptIndex", "copy", "what the store says of its copy");
  const { sha256 } = copy;
  const path = join(store.folder, indexName(sha256));
  const sealed = await readPlainFile(path).catch(() => undefined);
  const bytes = sealed && unseal(originOf(sha256, maker), sealed);
  return bytes && { path, bytes };
}

/**
 * Keeps an index with the copy it was made from; the next copy sweeps it away. Nothing needs to be
 * locked for it: whoever writes the same file has made it from the same bytes.
 *
 * @param make makes the index; called only where the folder can be written to.
 * @throws {SourceError} where it cannot be kept.
 */
export async function keepIndex(
  store: SnapshotStore,
  copy: SnapshotInfo,
  maker: string,
  make: () => Uint8Array,
): Promise<KeptIndex> {
  requireObject(store, "keepIndex", "store", "a SnapshotStore");
  requireObject(copy, "keepIndex", "copy", "what the store says of its copy");
  const { sha256 } = copy;
  const path = join(store.folder, indexName(sha256));
  const unwritable = (error: unknown): never => {
    throw fromSystemError(error, path, "source/unwritable");
  };
  await access(store.folder, constants.W_OK).catch(unwritable);
  const bytes = make();
  await replaceFile(path, seal(originOf(sha256, maker), bytes), {
    followsLinks: false,
  }).catch(unwritable);
  return { path, bytes };
}

function originOf(sha256: string, maker: string): string {
  return `index of ${sha256} by ${maker}`;
}
