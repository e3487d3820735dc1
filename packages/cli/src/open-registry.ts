import { type ReadableFormat, readRegistry } from "@portolan/convert";
import type { Problem, Registry } from "@portolan/model";
import { requireText } from "@portolan/model/internal";
import {
  createIndex,
  type LookupAnswer,
  lookup,
  type NextFreeOptions,
  nextFree,
  type SearchHit,
  type SearchOptions,
  type Selection,
  search,
  select,
} from "@portolan/query";
import { defaultStore, readInputFile, registryAtHand } from "@portolan/source";

/** Holds a registry with the questions that can be asked of it. */
export interface OpenRegistry {
  readonly registry: Registry;
  /** What was wrong on the way, warnings too. */
  readonly problems: readonly Problem[];
  /** What it was read from: a file, the synced copy, or `@portolan/data`. */
  readonly source: string;
  readonly format: ReadableFormat;
  /** Answers a query as `portolan lookup` does: `443`, `443/tcp`, `https`, `_ipp._tcp`. */
  lookup(query: string): LookupAnswer;
  /** Finds records as the search box of IANA's page does; an empty text finds all. */
  search(text: string, options?: SearchOptions): readonly SearchHit[];
  /** Takes the records that meet every criterion given. */
  select(selection: Selection): Registry;
  /** Returns the lowest ports that nothing is registered on; undefined where there are not so many. */
  nextFree(options?: NextFreeOptions): ReturnType<typeof nextFree>;
}

/**
 * Opens a registry in whatever format, in one line.
 *
 * @param path - a file; without one, the synced copy, else the registry of `@portolan/data`, whose
 * `coverage` says whether it is whole.
 * @throws {SourceError} where the file cannot be read.
 * @throws {UnknownFormatError} where its format cannot be told.
 * @example
 * const { lookup } = await openRegistry();
 * lookup("443/tcp").entries[0]?.record.name; // "https"
 */
export async function openRegistry(path?: string): Promise<OpenRegistry> {
  if (path !== undefined) requireText(path, "openRegistry", "path");
  const { name, text } =
    path === undefined
      ? await registryAtHand(await defaultStore(process.env))
      : await readInputFile(path);
  const { registry, problems, format } = await readRegistry(text, { fileName: name });
  let index: ReturnType<typeof createIndex> | undefined;
  return {
    registry,
    problems,
    source: name,
    format,
    lookup: (query) => {
      index ??= createIndex(registry);
      return lookup(index, query);
    },
    search: (wanted, options) => search(registry, wanted, options),
    select: (selection) => select(registry, selection),
    nextFree: (options) => nextFree(registry, options),
  };
}
