import { type Registry, registryChunks } from "@portolan/model";
import { JsonWriter, type ToJsonOptions } from "./json-writer.js";

/**
 * Writes a registry as JSON, with nothing lost. Absent fields and empty lists are left out; keys
 * stand in a fixed order.
 *
 * @example
 * toJson(createRegistry({ id: "excerpt", records: [{ name: "http", port: 80, contacts: [], references: [] }] }));
 * // {
 * //   "id": "excerpt",
 * //   "records": [
 * //     {"name":"http","port":80}
 * //   ]
 * // }
 */
export function toJson(registry: Registry, options: ToJsonOptions = {}): string {
  let json = "";
  for (const chunk of jsonChunks(registry, options)) json += chunk;
  return json;
}

/** Gives the text of {@link toJson} in pieces, each made when it is asked for. */
export function jsonChunks(
  registry: Registry,
  options: ToJsonOptions = {},
): Generator<string, void, undefined> {
  return registryChunks(registry, new JsonWriter(options));
}
