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
  const kept = areAtHome(names, homes) ? names : keptNames(group, homes, rules, omissions);
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

/** Tells whether names are found on their own port, as nearly all are. */
function areAtHome(names: readonly GroupName[], homes: Homes): boolean {
  for (const named of names) if (homes.has(named)) return false;
  return true;
}

/** Gives the names that a port answers with, be they found on a lower one. */
function keptNames(
  { port, protocol, names }: PortGroup,
  homes: Homes,
  { ranges, repeatedNames }: Rules,
  omissions: Omissions,
): readonly GroupName[] {
  return names.filter((named, place) => {
    const { name, record, range } = named;
    const home = homes.get(named);
    if (home === undefined) return true;
    const isExpanded = range !== undefined && ranges === "expand";
    const isWanted = repeatedNames === "every-port" || isExpanded;
    const isKept = place === 0 && home < port && isWanted;
    if (!isKept) omissions.add("name-elsewhere", record, { name, port, protocol });
    else if (range?.first !== home) omissions.add("by-port-only", record, { name, port, protocol });
    return isKept;
  });
}

const NO_ALIASES: readonly string[] = [];

function recordsOf(names: readonly GroupName[]): readonly ServiceRecord[] {
  const records = names.map(({ record }) => record);
  return records.every((record) => record !== undefined)
    ? records
    : records.filter((record) => record !== undefined);
}
