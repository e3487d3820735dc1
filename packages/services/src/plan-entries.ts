import type { Registry, ServiceRecord } from "@portolan/model";
import { type CompatibilityEntry, compatibilityEntries } from "./compatibility-packs.js";
import { mergeLocalLines, readLocalLines } from "./local-lines.js";
import { type OmissionReason, Omissions } from "./omissions.js";
import type { Rules, ServicesPlanOptions } from "./options.js";
import {
  type GroupName,
  groupByPort,
  hasName,
  lowestPorts,
  NamePorts,
  type PortGroup,
  type ServicesEntry,
} from "./port-groups.js";
import type { TargetProfile } from "./targets.js";

/**
 * Plans the entries of a services file, in the order of ports, tcp before udp; each is made when it
 * is asked for. What is not expressed goes to `omissions`, which are complete after the last entry.
 */
export function planEntries(
  registry: Registry,
  options: ServicesPlanOptions,
  rules: Rules,
  omissions: Omissions,
): Iterable<ServicesEntry> {
  const { base = "", overrides = "", wholeRegistry } = options;
  const registered = groupByPort(registry, rules.ranges, omissions);
  const { groups, chosen } = mergeLocalLines(
    registered,
    readLocalLines(base, omissions),
    readLocalLines(overrides, omissions),
    () =>
      lowestPorts(
        wholeRegistry === undefined
          ? registered
          : groupByPort(wholeRegistry, rules.ranges, new Omissions()),
      ),
    omissions,
  );
  const expressible = limitToTarget(groups, rules.profile, omissions);
  const ports = new NamePorts();
  const homes = findHomes(expressible, chosen, ports);
  const packs = compatibilityEntries(rules.packs);
  const withPacks = addPackAliases(expressible, packs, ports, omissions);
  const complete = rules.profile.needsLowerCase
    ? addLowerCaseForms(withPacks, ports, omissions)
    : withPacks;
  const settled = settleNames(complete, homes, rules, omissions);
  return options.names === undefined ? settled : onlyNamed([...settled], options.names, omissions);
}

/** Gives the entries as they are asked for: a whole file need not be held to be written. */
function* settleNames(
  groups: readonly PortGroup[],
  homes: Homes,
  rules: Rules,
  omissions: Omissions,
): Generator<ServicesEntry, void, undefined> {
  for (const group of groups) {
    const entry = settleGroup(group, homes, rules, omissions);
    if (entry !== undefined) yield entry;
  }
}

/**
 * Keeps the entries with a name that is asked for, as `name` or `name/protocol`, and what is not
 * expressed of these names and entries.
 */
function onlyNamed(
  entries: readonly ServicesEntry[],
  names: Iterable<string>,
  omissions: Omissions,
): readonly ServicesEntry[] {
  const wanted = new Set(names);
  const missing = new Set(wanted);
  const wantedOf = (found: readonly string[], protocol = ""): readonly string[] =>
    found.flatMap((each) => [each, `${each}/${protocol}`]).filter((each) => wanted.has(each));
  const chosen = entries.filter(({ name, aliases, protocol }) => {
    const hits = wantedOf([name, ...aliases], protocol);
    for (const hit of hits) missing.delete(hit);
    return hits.length > 0;
  });
  const records = new Set(chosen.flatMap((entry) => entry.records));
  omissions.keepOnly(({ reason, name = "", protocol, record }) => {
    const isChosen = record !== undefined && records.has(record);
    const isLocal = reason === "local-line-unreadable";
    return isChosen || isLocal || wantedOf([name], protocol).length > 0;
  });
  // What is there and not expressed is known.
  for (const { name = "", protocol } of omissions.list)
    for (const known of wantedOf([name], protocol)) missing.delete(known);
  for (const name of missing) omissions.add("name-unknown", undefined, { name });
  return chosen;
}

/** Leaves out what the target's look-ups can never find: other protocols, and names too long. */
function limitToTarget(
  groups: readonly PortGroup[],
  { protocols, maxProtocols, maxNameBytes }: TargetProfile,
  omissions: Omissions,
): readonly PortGroup[] {
  const limited: PortGroup[] = [];
  const written = new Set<string>();
  for (const group of groups) {
    const { protocol, names } = group;
    const isKnown = protocols === undefined || protocols.includes(protocol);
    if (isKnown && written.size < maxProtocols) written.add(protocol);
    if (!written.has(protocol)) omit("protocol-not-expressible", names, group, omissions);
    else if (lengthOfLongest(names) <= maxNameBytes) limited.push(group);
    else {
      const tooLong = names.filter(({ name }) => name.length > maxNameBytes);
      omit("name-not-expressible", tooLong, group, omissions);
      const others = names.filter((named) => !tooLong.includes(named));
      if (others.length > 0) limited.push({ ...group, names: others });
    }
  }
  return limited;
}

function lengthOfLongest(names: readonly GroupName[]): number {
  let longest = 0;
  for (const { name } of names) longest = Math.max(longest, name.length);
  return longest;
}

function omit(
  reason: OmissionReason,
  names: readonly GroupName[],
  { port, protocol }: PortGroup,
  omissions: Omissions,
): void {
  for (const { name, record } of names) omissions.add(reason, record, { name, port, protocol });
}

/** Holds the names that are to be found on another port than theirs, with that port. */
export type Homes = ReadonlyMap<GroupName, number>;

/**
 * Gives each name to one port of each protocol: the one that the overrides chose, else the lowest. A
 * C library takes the first line of a name, Go the last; with one port both answer alike.
 *
 * @param groups - in the order of ports.
 * @param lowest - receives the names with their lowest ports.
 */
function findHomes(groups: readonly PortGroup[], chosen: NamePorts, lowest: NamePorts): Homes {
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
function settleGroup(
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

/**
 * Adds the aliases of compatibility packs to the ports that their service is on. An alias never
 * takes a name away from another port, whatever the protocol: it is left out instead.
 */
function addPackAliases(
  groups: readonly PortGroup[],
  entries: readonly CompatibilityEntry[],
  ports: NamePorts,
  omissions: Omissions,
): readonly PortGroup[] {
  if (entries.length === 0) return groups;
  return groups.map((group) => {
    const aliases = entries
      .filter(
        ({ port, protocols, service }) =>
          port === group.port && protocols.includes(group.protocol) && hasName(group, service),
      )
      .flatMap((entry) => entry.aliases);
    return addNames(group, aliases, ports, omissions);
  });
}

/** Adds the lower-case form of every name with capital letters, for resolvers that ask for that. */
function addLowerCaseForms(
  groups: readonly PortGroup[],
  ports: NamePorts,
  omissions: Omissions,
): readonly PortGroup[] {
  return groups.map((group) => {
    if (!group.names.some(({ name }) => CAPITAL.test(name))) return group;
    const forms = group.names
      .filter(({ name }) => CAPITAL.test(name))
      .map(({ name }) => name.toLowerCase());
    return addNames(group, forms, ports, omissions);
  });
}

const CAPITAL = /[A-Z]/;

function addNames(
  group: PortGroup,
  names: readonly string[],
  ports: NamePorts,
  omissions: Omissions,
): PortGroup {
  const { port, protocol } = group;
  const added = [];
  for (const name of new Set(names)) {
    if (hasName(group, name)) continue;
    if (ports.isFreeFor(name, port)) {
      ports.set(name, protocol, port);
      added.push({ name });
    } else omissions.add("alias-elsewhere", undefined, { name, port, protocol });
  }
  return added.length === 0 ? group : { ...group, names: [...group.names, ...added] };
}
