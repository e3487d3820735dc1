import type { ServiceRecord } from "@portolan/model";
import type { Omissions } from "./omissions.js";
import type { Rules } from "./options.js";
import type { ServicesEntry } from "./plan-entry.js";
import type { GroupName, PortGroup } from "./port-groups.js";

/** Gives the port of one protocol that a name is to be found on. */
export type HomeOf = (name: string, protocol: string) => number | undefined;

/**
 * Gives each name to one port of each protocol, and the entries that come of it as they are asked
 * for. A C library takes the first line of a name, Go the last; with one port both answer alike.
 *
 * A port whose canonical name went to a lower port keeps it only where every port is asked for, or
 * as a further port of an expanded range: then `foundOn` says where the name is found, and the line
 * must stand after the one of that port. Otherwise the port answers with its next name, or not.
 *
 * @param homeOf - gives the port that a name is to be found on.
 */
export function* settleNames(
  groups: readonly PortGroup[],
  homeOf: HomeOf,
  rules: Rules,
  omissions: Omissions,
): Generator<ServicesEntry, void, undefined> {
  for (const group of groups) {
    const entry = settleGroup(group, homeOf, rules, omissions);
    if (entry !== undefined) yield entry;
  }
}

function settleGroup(
  { port, protocol, names, origin, comment }: PortGroup,
  homeOf: HomeOf,
  { ranges, repeatedNames }: Rules,
  omissions: Omissions,
): ServicesEntry | undefined {
  const [canonical] = names;
  let foundOn: number | undefined;
  const kept = names.filter((named) => {
    const { name, record, range } = named;
    const home = homeOf(name, protocol) ?? port;
    if (home === port) return true;
    const isExpanded = range !== undefined && ranges === "expand";
    const isWanted = repeatedNames === "every-port" || isExpanded;
    if (named !== canonical || home > port || !isWanted) {
      omissions.add("name-elsewhere", record, { name, port, protocol });
      return false;
    }
    if (range?.first !== home) omissions.add("by-port-only", record, { name, port, protocol });
    foundOn = home;
    return true;
  });
  const [first] = kept;
  if (first === undefined) return undefined;
  return {
    port,
    protocol,
    name: first.name,
    aliases: kept.length === 1 ? NONE : kept.slice(1).map(({ name }) => name),
    records: recordsOf(kept),
    origin,
    range: first.range,
    comment,
    foundOn,
  };
}

const NONE: readonly string[] = [];

function recordsOf(names: readonly GroupName[]): readonly ServiceRecord[] {
  const records: ServiceRecord[] = [];
  for (const { record } of names) if (record !== undefined) records.push(record);
  return records;
}
