import { type Registry, registryChunks } from "@portolan/model";
import { JsonlWriter, type ToJsonlOptions } from "./jsonl-writer.js";

/**
 * Writes the records of a registry as JSON Lines: the flat table with the registry's twelve
 * columns as its CSV shows them, one record a line. All values are strings, null where the cell is
 * empty. Header, people and the structure of texts have no place there.
 *
 * @example
 * const records = [{ name: "http", port: 80, contacts: [], references: [] }];
 * JSON.parse(toJsonl(createRegistry({ records }))).port; // "80"
 */
export function toJsonl(registry: Registry, options: ToJsonlOptions = {}): string {
  let lines = "";
  for (const line of jsonlChunks(registry, options)) lines += line;
  return lines;
}

/** Gives the text of {@link toJsonl} in pieces, whole lines, each made when it is asked for. */
export function jsonlChunks(
  registry: Registry,
  options: ToJsonlOptions = {},
): Generator<string, void, undefined> {
  return registryChunks(registry, new JsonlWriter(options));
}
