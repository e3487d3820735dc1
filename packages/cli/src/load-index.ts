import { createIndex, loadIndex, type RegistryIndex, serializeIndex } from "@portolan/query";
import {
  defaultStore,
  keepIndex,
  keptIndex,
  type SnapshotInfo,
  type SnapshotStore,
  SourceError,
} from "@portolan/source";
import { remarkAtHand } from "./at-hand.js";
import type { Console } from "./console.js";
import type { ReadingArguments } from "./options.js";
import { version } from "./version.js";

/** Holds the index of the registry that a command asks. */
export interface LoadedIndex {
  readonly index: RegistryIndex;
  /** It is of the excerpt: what that lacks may be registered all the same. */
  readonly isExcerpt: boolean;
  /** Keeps an index that had to be made for the next time; to be called when all is answered. */
  readonly keep: () => Promise<void>;
}

/**
 * Gives the index of the registry that is named, else of the registry at hand. That of the synced
 * copy is kept beside it, so that neither is read: the kept one serves as long as it was made from the
 * bytes that the store's pointer names, by this version. Else it is made from the copy.
 */
export async function loadNamedIndex(
  options: ReadingArguments,
  console: Console,
  { takesExcerpt = true }: { readonly takesExcerpt?: boolean } = {},
): Promise<LoadedIndex> {
  const isNamed = options.registry !== undefined || console.env.PORTOLAN_REGISTRY !== undefined;
  const ready = isNamed ? undefined : await readyIndex(console);
  if (ready !== undefined) return { index: ready, isExcerpt: false, keep: async () => {} };
  // The readers are loaded only where they are needed.
  const { loadNamedRegistry } = await import("./load.js");
  const use = { takesExcerpt, countsWarnings: true };
  const { registry, inputs } = await loadNamedRegistry(options, console, use);
  const copy = inputs[0]?.atHand?.copy;
  return {
    index: createIndex(registry),
    isExcerpt: registry.coverage === "excerpt",
    keep: async () => {
      if (copy !== undefined) await keepIndexOf(copy, () => serializeIndex(registry), console);
    },
  };
}

async function readyIndex(console: Console): Promise<RegistryIndex | undefined> {
  const store = await defaultStore(console.env);
  const copy = await store.info();
  if (copy === undefined) return undefined;
  const kept = await readIndexOf(store, copy);
  if (kept === undefined) return undefined;
  await remarkAtHand({ kind: "synced", name: kept.path }, copy, "its index", console);
  return kept.index;
}

/** Reads the kept index of the synced copy; undefined where there is none that this version can use. */
export async function readIndexOf(
  store: SnapshotStore,
  copy: SnapshotInfo,
): Promise<{ readonly index: RegistryIndex; readonly path: string } | undefined> {
  const kept = await keptIndex(store, copy, maker());
  const index = kept && loadIndex(kept.bytes);
  return index && { index, path: kept.path };
}

/** Keeps the index of the synced copy where that is possible: without it, all still works. */
export async function keepIndexOf(
  copy: SnapshotInfo,
  make: () => Uint8Array,
  console: Console,
): Promise<void> {
  const tell = (text: string): Promise<void> | undefined =>
    console.verbose ? console.remark(text) : undefined;
  try {
    const store = await defaultStore(console.env);
    const { path } = await keepIndex(store, copy, maker(), make);
    await tell(`Kept an index of the synced copy in ${path}.`);
  } catch (error) {
    if (!(error instanceof SourceError)) throw error;
    await tell(`Kept no index of the synced copy in ${error.input}: ${error.message}`);
  }
}

/** The readers, the tables and the layout of the index all come with a version of the command. */
function maker(): string {
  return `portolan ${version()}`;
}
