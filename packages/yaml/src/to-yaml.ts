import { type Registry, registryChunks } from "@portolan/model";
import { YamlWriter } from "./yaml-writer.js";

/**
 * Writes a registry as YAML, with nothing lost: the same data as its JSON. All texts stand between
 * double quotes, so that readers of YAML 1.1 and 1.2 take none of them for a number, date or
 * truth value.
 *
 * @example
 * toYaml(createRegistry({ records: [{ name: "http", port: 80, contacts: [], references: [] }] }));
 * // records:
 * //   - name: "http"
 * //     port: 80
 */
export function toYaml(registry: Registry): string {
  let yaml = "";
  for (const chunk of yamlChunks(registry)) yaml += chunk;
  return yaml;
}

/** Gives the text of {@link toYaml} in pieces, each made when it is asked for. */
export function yamlChunks(registry: Registry): Generator<string, void, undefined> {
  return registryChunks(registry, new YamlWriter());
}
