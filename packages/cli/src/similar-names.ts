import type { Registry } from "@portolan/model";
import { createIndex, lookup } from "@portolan/query";

/**
 * Finds the registered names much like names that were asked for in vain, such as `htpt/tcp`; those of
 * which there are any.
 */
export function* similarNames(
  missing: readonly string[],
  registry: Registry,
): Generator<readonly [missing: string, similar: readonly string[]], void, undefined> {
  const index = createIndex(registry);
  for (const one of missing) {
    const [name = ""] = one.split("/");
    const { suggestions = [] } = lookup(index, name);
    if (suggestions.length > 0) yield [one, suggestions];
  }
}
