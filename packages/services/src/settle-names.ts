import type { ServiceRecord } from "@portolan/model";
import type { NamePorts } from "./name-ports.js";
import type { Omissions } from "./omissions.js";
import type { Rules } from "./options.js";
import type { ServicesEntry } from "./plan-entry.js";
import type { GroupName, PortGroup } from "./port-groups.js";

/** Holds the names that are to be found on another port than theirs, with that port. */
export type Homes = ReadonlyMap<GroupName, number>;

/**
 * Gives each name to one port of each protocol: the one that the overrides chose, else the lowest. A
 * C library takes the first line of a name, Go the last; with one port both answer alike.
 *
 * @param groups - in the order of ports.
 * @param lowest - receives the names with their lowest ports.
 */
export function findHomes(
  groups: readonly PortGroup[],
  chosen: NamePorts,
  lowest: NamePorts,
): Homes {
  const homes = new Map<GroupName, number>();
  for (const { port, protocol, names } of groups) {
    for (const named of names) {
      const first = lowest.add(named.name, protocol, port);
      const home = chosen.get(named.name, protocol) ?? first;
      if (home !== port) homes.set(named, home);
    }
  }
  return homes;
}

/**
 * Makes the entry of a port with the names that are found on it.
 *
 * A port whose canonical name went to a lower port keeps it only where every port is asked for, or
 * as a further port of an expanded range: then `foundOn` says where the name is found, and the line
 * must stand after the one of that port. Otherwise the port answers with its next name, or not.
 */
export function settleGroup(
  group: PortGroup,
  homes: Homes,
  rules: Rules,
  omissions: Omissions,
): ServicesEntry | undefined {
  const { port, protocol, names, origin, comment } = group;
  const isSettled = names.every((named) => !homes.has(named));
  const kept = isSettled
    ? names
    : names.filter((named) => keeps(group, named, homes, rules, omissions));
  const [first] = kept;
  if (first === undefined) return undefined;
  return {
    port,
    protocol,
    name: first.name,
    aliases: kept.length === 1 ? NO_ALIASES : kept.slice(1).map(({ name }) => name),
    records: recordsOf(kept),
    origin,
    range: first.range,
    comment,
    foundOn: homes.get(first),
  };
}

/** Tells whether a port answers with a name, be it one that is found on a lower port. */
function keeps(
  { port, protocol, names: [canonical] }: PortGroup,
  named: GroupName,
  homes: Homes,
  { ranges, repeatedNames }: Rules,
  omissions: Omissions,
): boolean {
  const { name, record, range } = named;
  const home = homes.get(named);
  if (home === undefined) return true;
  const isExpanded = range !== undefined && ranges === "expand";
  const isWanted = repeatedNames === "every-port" || isExpanded;
  if (named !== canonical || home > port || !isWanted) {
    omissions.add("name-elsewhere", record, { name, port, protocol });
    return false;
  }
  if (range?.first !== home) omissions.add("by-port-only", record, { name, port, protocol });
  return true;
}

const NO_ALIASES: readonly string[] = [];

function recordsOf(names: readonly GroupName[]): readonly ServiceRecord[] {
  const records = names.map(({ record }) => record);
  return records.every((record) => record !== undefined)
    ? records
    : records.filter((record) => record !== undefined);
}
