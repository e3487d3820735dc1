import type { Registry, Report } from "@portolan/model";
import { datePhrase } from "./line-text.js";
import { Omissions } from "./omissions.js";
import { type GroupName, groupByPort, portsOf, type RangeGrouping } from "./port-groups.js";

/** How the writers for consumers that ask by port report what they cannot express. */
export interface ByPortOptions {
  readonly report?: Report;
}

/** Holds a port and protocol with the name it answers with. */
export interface NamedPort extends GroupName {
  readonly port: number;
  readonly protocol: string;
}

/**
 * Returns each port with its canonical name, for consumers that ask by port only: a name may
 * appear on as many ports as it is registered on, and other names of a port are left out.
 *
 * @param protocols Protocols that the consumer knows.
 */
export function namedPorts(
  registry: Registry,
  ranges: RangeGrouping,
  protocols: readonly string[],
  { report }: ByPortOptions,
): readonly NamedPort[] {
  const omissions = new Omissions();
  const groups = groupByPort(registry, ranges, omissions);
  const ports = portsOf(groups).flatMap(({ port, protocol, group: { names } }) => {
    if (protocols.includes(protocol))
      return names.slice(0, 1).map(({ name, record }) => ({ name, record, port, protocol }));
    for (const { name, record } of names)
      omissions.add("protocol-not-expressible", record, { name, port, protocol });
    return [];
  });
  if (report !== undefined) omissions.reportTo(report);
  return ports;
}

/** Writes the comment lines that say where a file comes from. */
export function sourceHeader({ updated }: Registry, lines: readonly string[]): string {
  const source = `From the IANA Service Name and Transport Protocol Port Number Registry ${datePhrase(updated)}.`;
  return [...lines, source].map((line) => `# ${line}\n`).join("");
}
