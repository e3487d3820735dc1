import { dataEntries, type Registry } from "@portolan/model";
import { BlockWriter } from "./block-writer.js";

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

/** Gives the text of {@link toYaml} record by record. */
export function* yamlChunks(registry: Registry): Generator<string> {
  const writer = new BlockWriter();
  for (const entry of dataEntries(registry)) {
    if ("value" in entry) {
      writer.entry(entry.key, entry.value, "");
      yield writer.take();
      continue;
    }
    let before = `${entry.key}:\n`;
    for (const item of entry.items) {
      writer.item(item, "  ");
      yield before + writer.take();
      before = "";
    }
    if (before !== "") yield `${entry.key}: []\n`;
  }
}
