import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { requireObject } from "./argument.js";
import { decode, readInputFile } from "./input.js";
import { type SnapshotInfo, SnapshotStore } from "./snapshot-store.js";
import { SourceError } from "./source-error.js";

/** Holds the registry at hand where no input is named. */
export interface AtHand {
  /** What to call it in messages. */
  readonly name: string;
  /**
   * The one that the user has named for all runs; the synced copy; or the registry or the excerpt of
   * it that ships as `@portolan/data`.
   */
  readonly kind: "named" | "synced" | "registry" | "excerpt";
  readonly text: string;
  /** What is known of the synced copy, where it is that. */
  readonly copy?: SnapshotInfo;
}

/**
 * Gives the store of the synced copy: `$PORTOLAN_CACHE`, else where the platform keeps caches (XDG
 * Base Directory Specification on Linux: `$XDG_CACHE_HOME/portolan`).
 */
export async function defaultStore(
  env: Readonly<Record<string, string | undefined>>,
): Promise<SnapshotStore> {
  requireObject(env, "defaultStore", "env", "the environment, process.env");
  const named = env.PORTOLAN_CACHE;
  if (named !== undefined && named !== "") return new SnapshotStore(named);
  // A conversion of files never asks for it, and starts sooner without.
  const { default: envPaths } = await import("env-paths");
  return new SnapshotStore(envPaths("portolan", { suffix: "" }).cache);
}

/**
 * Gives the registry at hand: the file that the user has named for all runs, else the synced copy,
 * else what ships as `@portolan/data`, the whole registry in a release and an excerpt in the
 * repository.
 *
 * @throws {SourceError} where it is there but broken.
 */
export async function registryAtHand(store: SnapshotStore, named?: string): Promise<AtHand> {
  requireObject(store, "registryAtHand", "store", "a SnapshotStore");
  if (named !== undefined && named !== "")
    return { kind: "named", ...(await readInputFile(named)) };
  const synced = await store.current();
  if (synced !== undefined) {
    const { path, bytes, ...copy } = synced;
    return { name: path, kind: "synced", text: await decode(bytes, path), copy };
  }
  return await shipped();
}

const SHIPPED = "@portolan/data";

/** Gives the registry that ships: its file; or, in a bundled program, which has no file, its module. */
async function shipped(): Promise<AtHand> {
  try {
    const here = createRequire(import.meta.url);
    const text = await readFile(here.resolve("@portolan/data/registry.json"), "utf8");
    const manifest = await readFile(here.resolve("@portolan/data/package.json"), "utf8");
    const { contents } = JSON.parse(manifest).portolan;
    return { name: SHIPPED, kind: contents === "registry" ? "registry" : "excerpt", text };
  } catch {
    const { registry } = await import("@portolan/data").catch((cause: unknown) => {
      throw new SourceError("source/not-found", SHIPPED, "The package is not installed.", {
        cause,
      });
    });
    const kind = registry.coverage === "whole" ? "registry" : "excerpt";
    return { name: SHIPPED, kind, text: JSON.stringify(registry) };
  }
}
