import type { LocateData } from "@portolan/model/internal";

/** How deep lists and mappings may nest; a registry with text in 64 paragraphs nests less. */
export const MAX_DEPTH = 256;

/** Holds what a YAML text says, and knows where. */
export interface YamlReading {
  readonly data: unknown;
  /** Gives the place of a value: start and end of a scalar, the start of a list or mapping. */
  readonly locate: LocateData;
  /** Gives the offsets of the items of a list in the top mapping. */
  readonly itemsOf: (key: string) => readonly number[];
}
