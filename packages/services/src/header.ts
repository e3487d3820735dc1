import type { Registry } from "@portolan/model";
import { datePhrase } from "./date-phrase.js";
import type { Rules, ToServicesOptions } from "./options.js";

/**
 * Writes the comment at the head of a services file: the registry's date and the options, nothing
 * that changes from run to run. Lines stay under 127 bytes for musl.
 */
export function headerOf(registry: Registry, options: ToServicesOptions, rules: Rules): string {
  const { updated } = registry;
  const extras = [
    rules.packs.length > 0 ? `packs=${rules.packs.join(",")}` : [],
    options.names === undefined ? [] : "names=some",
    options.base === undefined ? [] : "base=yes",
    options.overrides === undefined ? [] : "overrides=yes",
    options.maxBytes === undefined ? [] : `max-bytes=${options.maxBytes}`,
  ].flat();
  const { target, ranges, repeatedNames, comments, sort } = rules;
  return [
    "Network service names and their ports, see services(5)",
    `From the IANA Service Name and Transport Protocol Port Number Registry ${datePhrase(updated)},`,
    "https://www.iana.org/assignments/service-names-port-numbers",
    `by portolan: target=${target} ranges=${ranges} repeated-names=${repeatedNames} comments=${comments} sort=${sort}`,
    ...(extras.length > 0 ? [`  ${extras.join(" ")}`] : []),
  ]
    .map((line) => `# ${line}\n`)
    .join("");
}
