import { chosenKey } from "./local-lines.js";
import { NamePorts } from "./name-ports.js";
import type { Omissions } from "./omissions.js";
import type { Rules } from "./options.js";
import type { ServicesEntry } from "./plan-entry.js";
import type { GroupName, PortGroup } from "./port-groups.js";

/**
 * Gives each name to one port of each protocol: the one that the overrides chose, else the lowest.
 * A C library takes the first line of a name, Go the last; with one port both answer alike.
 *
 * A port whose canonical name went to a lower port keeps it only where every port is asked for, or
 * as a further port of an expanded range: then `foundOn` says where the name is found, and the line
 * must stand after the one of that port. Otherwise the port answers with its next name, or not.
 */
export function settleNames(
  groups: readonly PortGroup[],
  chosenPorts: ReadonlyMap<string, number>,
  { ranges, repeatedNames }: Rules,
  omissions: Omissions,
): readonly ServicesEntry[] {
  const ports = new NamePorts(groups);
  return groups.flatMap((group) => {
    const { port, protocol } = group;
    const homeOf = (name: string): number =>
      chosenPorts.get(chosenKey(name, protocol)) ?? ports.lowest(name, protocol) ?? port;
    const [canonical] = group.names;
    const kept: GroupName[] = [];
    for (const named of group.names) {
      const home = homeOf(named.name);
      const isExpanded = named.range !== undefined && ranges === "expand";
      const isWanted = repeatedNames === "every-port" || isExpanded;
      if (home === port) kept.push(named);
      else if (named === canonical && home < port && isWanted) {
        kept.push(named);
        if (named.range?.first !== home) omit("by-port-only", named, group, omissions);
      } else omit("name-elsewhere", named, group, omissions);
    }
    return toEntry(group, kept, homeOf);
  });
}

function omit(
  reason: "by-port-only" | "name-elsewhere",
  { name, record }: GroupName,
  { port, protocol }: PortGroup,
  omissions: Omissions,
): void {
  omissions.add(reason, record, { name, port, protocol });
}

function toEntry(
  { port, protocol, origin, comment }: PortGroup,
  names: readonly GroupName[],
  homeOf: (name: string) => number,
): readonly ServicesEntry[] {
  const [first, ...others] = names;
  if (first === undefined) return [];
  const home = homeOf(first.name);
  return [
    {
      port,
      protocol,
      name: first.name,
      aliases: others.map(({ name }) => name),
      records: names.flatMap(({ record }) => record ?? []),
      origin,
      ...(first.range === undefined ? {} : { range: first.range }),
      ...(comment === undefined ? {} : { comment }),
      ...(home === port ? {} : { foundOn: home }),
    },
  ];
}
