import { type Registry, TRANSPORT_PROTOCOLS } from "@portolan/model";
import { type ByPortOptions, namedPorts } from "./named-ports.js";
import { portKey } from "./port-groups.js";

/**
 * Writes a look-up table from `port/protocol` to the canonical name as CSV, ranges expanded: columns
 * `key` and `value`, the defaults of Graylog's CSV file adapter; Logstash's translate filter takes
 * the first two columns and is not disturbed by the heading.
 *
 * @example
 * toLookupCsv(registry); // "key,value\n1/tcp,tcpmux\n…"
 */
export function toLookupCsv(registry: Registry, options: ByPortOptions = {}): string {
  const rows = lookupPairs(registry, options).map((pair) => pair.map(csvField).join(","));
  return ["key,value", ...rows].map((row) => `${row}\n`).join("");
}

/**
 * Writes the table of {@link toLookupCsv} as a YAML dictionary, as Logstash's translate filter takes
 * it.
 *
 * @example
 * toLookupYaml(registry); // "\"1/tcp\": \"tcpmux\"\n…"
 */
export function toLookupYaml(registry: Registry, options: ByPortOptions = {}): string {
  const lines = lookupPairs(registry, options).map((pair) => pair.map(yamlString).join(": "));
  return lines.map((line) => `${line}\n`).join("");
}

function lookupPairs(registry: Registry, options: ByPortOptions): readonly [string, string][] {
  const ports = namedPorts(registry, "expand", TRANSPORT_PROTOCOLS, options);
  return ports.map(({ name, port, protocol }) => [portKey(port, protocol), name]);
}

function csvField(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** A JSON string is a YAML string in double quotes (YAML 1.2 §7.3.1). */
function yamlString(text: string): string {
  return JSON.stringify(text);
}
