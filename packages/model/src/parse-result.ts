import { requireObject } from "./argument.js";
import { hasErrors, type Problem, RegistryError } from "./problem.js";
import type { Registry } from "./registry.js";

/**
 * Holds what a reader found: everything that could be read, and every problem on the way.
 *
 * @typeParam Code - the codes of problems that the reader can give.
 */
export interface ParseResult<Code extends string = string> {
  readonly registry: Registry;
  readonly problems: readonly Problem<Code>[];
  /** Zero-based offset in the source of each record, in the order of `registry.records`. */
  readonly offsets: readonly number[];
}

/** Holds what a person's words mean, such as those of an option, or one sentence that says why they mean nothing. */
export type Parsed<T> = { readonly value: T } | { readonly message: string };

/**
 * Takes the registry out of a result.
 *
 * @throws {RegistryError} where the result has errors.
 * @example
 * const registry = registryOf(fromCsv(source));
 */
export function registryOf(result: ParseResult): Registry {
  requireObject(result, "registryOf", "result", "what a reader gives");
  if (hasErrors(result.problems)) throw new RegistryError(result.problems);
  return result.registry;
}
