import { hasErrors, type Problem, RegistryError } from "./problem.js";
import type { Registry } from "./registry.js";

/** Holds what a reader found: everything that could be read, and every problem on the way. */
export interface ParseResult {
  readonly registry: Registry;
  readonly problems: readonly Problem[];
  /** Zero-based offset in the source of each record, in the order of `registry.records`. */
  readonly offsets: readonly number[];
}

/**
 * Takes the registry out of a result.
 *
 * @throws {RegistryError} where the result has errors.
 * @example
 * const registry = registryOf(fromCsv(source));
 */
export function registryOf(result: ParseResult): Registry {
  if (hasErrors(result.problems)) throw new RegistryError(result.problems);
  return result.registry;
}
