import { readFile } from "node:fs/promises";
import envPaths from "env-paths";
import { decode } from "./decode.js";
import { SnapshotStore } from "./snapshot-store.js";

/** Holds the registry at hand where no input is named. */
export interface AtHand {
  /** What to call it in messages. */
  readonly name: string;
  readonly kind: "synced" | "excerpt";
  readonly text: string;
}

/**
 * Gives the store of the synced copy: `$PORTOLAN_CACHE`, else where the platform keeps caches (XDG
 * Base Directory Specification on Linux: `$XDG_CACHE_HOME/portolan`).
 */
export function defaultStore(env: Readonly<Record<string, string | undefined>>): SnapshotStore {
  const named = env.PORTOLAN_CACHE;
  return new SnapshotStore(
    named !== undefined && named !== "" ? named : envPaths("portolan", { suffix: "" }).cache,
  );
}

/**
 * Gives the registry at hand: the synced copy, else the excerpt that ships with this package.
 *
 * @throws {SourceError} where the synced copy is there but broken.
 */
export async function registryAtHand(store: SnapshotStore): Promise<AtHand> {
  const synced = await store.current();
  if (synced !== undefined) {
    return { name: synced.path, kind: "synced", text: await decode(synced.bytes, synced.path) };
  }
  const excerpt = new URL("../data/excerpt.json", import.meta.url);
  return { name: "excerpt", kind: "excerpt", text: await readFile(excerpt, "utf8") };
}
