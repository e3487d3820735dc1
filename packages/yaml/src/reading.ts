import type { LocateData } from "@portolan/model";

/** Holds what a YAML text says, and knows where. */
export interface YamlReading {
  readonly data: unknown;
  /** Gives the place of a value: start and end of a scalar, the start of a list or mapping. */
  readonly locate: LocateData;
}
