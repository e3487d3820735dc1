import { PortNames, type Registry, type ServiceRecord } from "@portolan/model";
import { type CompatibilityEntry, compatibilityEntries } from "./compatibility-packs.js";
import { lowestPorts, mergeLocalLines, type NameHomes, readLocalLines } from "./local-lines.js";
import { chooseNames } from "./name-list.js";
import type { OmissionReason, Omissions } from "./omissions.js";
import type { Rules, ServicesPlanOptions } from "./options.js";
import {
  type GroupName,
  groupByPort,
  hasName,
  type PortGroup,
  portKey,
  rangeOf,
  type ServicesEntry,
  TakenNames,
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
  const { base = "", overrides = "", wholeRegistry = registry } = options;
  const overridesLines = readLocalLines(overrides, omissions);
  const baseLines = readLocalLines(base, omissions);
  const isLocal = overridesLines.length + baseLines.length > 0;
  const taken = new TakenNames(wholeRegistry.records);
  for (const { names, port } of [...overridesLines, ...baseLines])
    for (const name of names) taken.add(name, port);
  const registered = groupByPort(registry, rules.ranges, omissions, taken);
  const { groups, homes } = mergeLocalLines(
    registered,
    baseLines,
    overridesLines,
    new PortNames(isLocal ? wholeRegistry.records : []),
    omissions,
  );
  const expressible = limitToTarget(groups, rules.profile, omissions);
  const packs = compatibilityEntries(rules.packs);
  const complete = addPackAliases(expressible, packs, taken, omissions);
  const chosen =
    options.names === undefined ? complete : chooseNames(complete, options.names, omissions);
  return settleNames(chosen, homes, rules, taken, omissions);
}

/** Leaves out what the target's look-ups can never find: other protocols, and names too long. */
function limitToTarget(
  groups: readonly PortGroup[],
  { protocols, maxProtocols, maxNameBytes }: TargetProfile,
  omissions: Omissions,
): readonly PortGroup[] {
  const limited: PortGroup[] = [];
  const written = new Set<string>();
  // Ports of one range share their names, which are limited, and told, once.
  const last = new Map<string, { all: readonly GroupName[]; names: readonly GroupName[] }>();
  for (const group of groups) {
    const { protocol, names: all } = group;
    const before = last.get(protocol);
    let names = before?.names ?? [];
    if (before?.all !== all) {
      const isKnown = protocols === undefined || protocols.includes(protocol);
      if (isKnown && written.size < maxProtocols) written.add(protocol);
      names = written.has(protocol) ? withoutLongNames(group, maxNameBytes, omissions) : [];
      if (!written.has(protocol)) omit("protocol-not-expressible", all, group, omissions);
      last.set(protocol, { all, names });
    }
    if (names.length > 0) limited.push(names === all ? group : { ...group, names });
  }
  return limited;
}

function withoutLongNames(
  group: PortGroup,
  maxNameBytes: number,
  omissions: Omissions,
): readonly GroupName[] {
  const { names } = group;
  const tooLong = new Set(names.filter(({ name }) => name.length > maxNameBytes));
  if (tooLong.size === 0) return names;
  omit("name-not-expressible", [...tooLong], group, omissions);
  // A local line stays whole: what of it no look-up finds does no harm.
  return names.filter((named) => named.isLocal || !tooLong.has(named));
}

function omit(
  reason: OmissionReason,
  names: readonly GroupName[],
  { port, protocol }: PortGroup,
  omissions: Omissions,
): void {
  for (const { name, record } of names) omissions.add(reason, record, { name, port, protocol });
}

/**
 * Adds the aliases of compatibility packs to the ports that their service is on. An alias never
 * takes a name away from another port, whatever the protocol: it is left out instead.
 */
function addPackAliases(
  groups: readonly PortGroup[],
  entries: readonly CompatibilityEntry[],
  taken: TakenNames,
  omissions: Omissions,
): readonly PortGroup[] {
  if (entries.length === 0) return groups;
  const byKey = new Map<string, CompatibilityEntry[]>();
  for (const entry of entries) {
    for (const protocol of entry.protocols) {
      const key = portKey(entry.port, protocol);
      byKey.set(key, [...(byKey.get(key) ?? []), entry]);
    }
  }
  return groups.map((group) => {
    const { port, protocol } = group;
    const aliases = (byKey.get(portKey(port, protocol)) ?? [])
      .filter(({ service }) => hasName(group, service))
      .flatMap((entry) => entry.aliases);
    const added: GroupName[] = [];
    for (const name of new Set(aliases)) {
      if (hasName(group, name)) continue;
      if (taken.take(name, port)) added.push({ name });
      else omissions.add("alias-elsewhere", undefined, { name, port, protocol });
    }
    return added.length === 0 ? group : { ...group, names: [...group.names, ...added] };
  });
}

/**
 * Makes the entry of each port. Each name leads to one port of each protocol: the one that a local
 * line gave it, else the lowest. A C library takes the first line of a name, Go the last; with one
 * port both answer alike. A port whose canonical name leads to another port keeps it all the same,
 * unless repeated names are written once: then `foundOn` says where the name is found, and the line
 * must come after the one of that port.
 */
function* settleNames(
  groups: readonly PortGroup[],
  homes: NameHomes,
  rules: Rules,
  taken: TakenNames,
  omissions: Omissions,
): Generator<ServicesEntry, void, undefined> {
  const lowest = lowestPorts(groups);
  const homeOf = ({ name }: GroupName, { protocol, port }: PortGroup): number =>
    homes.get(name, protocol) ?? lowest.get(name, protocol) ?? port;
  const last = new Map<string, readonly GroupName[]>();
  const told = new Set<ServiceRecord | undefined>();
  for (const group of groups) {
    const { port, protocol } = group;
    // Ports of one range share their names, and only the first of them has any to be found on it.
    const isInside = last.get(protocol) === group.names;
    last.set(protocol, group.names);
    const names = isInside ? group.names.slice(0, 1) : group.names;
    const atHome = names.filter((named) => homeOf(named, group) === port);
    const [canonical] = names;
    const first =
      canonical !== undefined && (atHome[0] === canonical || keepsRepeats(canonical, rules))
        ? canonical
        : atHome[0];
    const isKept = (named: GroupName): boolean =>
      named === first || named.isLocal === true || homeOf(named, group) === port;
    for (const named of names) {
      const { name, record } = named;
      if (isKept(named)) continue;
      // A range whose ports others have too is told once.
      if (rangeOf(named) === undefined || !told.has(record))
        omissions.add("name-elsewhere", record, { name, port, protocol });
      told.add(record);
    }
    if (first === undefined) continue;
    const others = atHome.filter((named) => named !== first);
    const aliases = others.map(({ name }) => name);
    if (rules.profile.needsLowerCase)
      aliases.push(...lowerCaseForms(group, atHome, taken, omissions));
    const elsewhere = names
      .filter((named) => named.isLocal && named !== first && homeOf(named, group) !== port)
      .map((named) => ({ name: named.name, foundOn: homeOf(named, group) }));
    const home = homeOf(first, group);
    yield {
      port,
      protocol,
      name: first.name,
      aliases: aliases.length === 0 ? NO_ALIASES : aliases,
      records: recordsOf(first, others),
      origin: group.origin,
      range: rangeOf(first),
      // A registered alias does not describe a name of a local line.
      comment: group.comment ?? (first.record === undefined ? "" : undefined),
      foundOn: home === port ? undefined : home,
      ...(elsewhere.length === 0 ? {} : { aliasesElsewhere: elsewhere }),
    };
  }
}

const NO_ALIASES: readonly string[] = [];

/** Tells whether a name that leads to another port is written on this one too. */
function keepsRepeats(named: GroupName, { ranges, repeatedNames }: Rules): boolean {
  const isExpanded = ranges === "expand" && rangeOf(named) !== undefined;
  return repeatedNames === "every-port" || isExpanded || named.isLocal === true;
}

/** Returns the lower-case form of names with capital letters, for resolvers that ask for that. */
function lowerCaseForms(
  group: PortGroup,
  names: readonly GroupName[],
  taken: TakenNames,
  omissions: Omissions,
): readonly string[] {
  const forms: string[] = [];
  for (const { name: registered } of names) {
    const name = registered.toLowerCase();
    if (name === registered || forms.includes(name) || hasName(group, name)) continue;
    const { port, protocol } = group;
    if (taken.take(name, port)) forms.push(name);
    else omissions.add("alias-elsewhere", undefined, { name, port, protocol });
  }
  return forms;
}

function recordsOf(first: GroupName, others: readonly GroupName[]): readonly ServiceRecord[] {
  return [first, ...others].flatMap(({ record }) => (record === undefined ? [] : [record]));
}
