import { isTransportProtocol, PortNames, type Registry, type ServiceRecord } from "@portolan/model";
import { comparePlaces } from "@portolan/model/internal";
import { type CarriedLine, carriedLines } from "./carried.js";
import {
  type CompatibilityEntry,
  type CompatibilityPack,
  compatibilityEntries,
} from "./compatibility-packs.js";
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
  const isWhole = wholeRegistry.records.length === registry.records.length;
  const complete = addPacks(expressible, rules.packs, isWhole, taken, omissions);
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
 * Adds what compatibility packs have: the aliases of registered services, to the ports that their
 * service is on, and the lines that systems carry. Names of a pack come after those of the registry,
 * and never take a name away from another port, whatever the protocol: a name that another port has
 * leads there, and is left out where that cannot be said.
 *
 * @param isWhole Whether the whole registry is written: of a part, lines of other ports are no part.
 */
function addPacks(
  groups: readonly PortGroup[],
  packs: readonly CompatibilityPack[],
  isWhole: boolean,
  taken: TakenNames,
  omissions: Omissions,
): readonly PortGroup[] {
  if (packs.length === 0) return groups;
  const additions = new Map<string, PackNames>();
  const additionsOn = (port: number, protocol: string): PackNames => {
    const key = portKey(port, protocol);
    const known = additions.get(key) ?? { port, protocol, aliases: [], lines: [] };
    additions.set(key, known);
    return known;
  };
  for (const entry of compatibilityEntries(packs)) {
    for (const protocol of entry.protocols) additionsOn(entry.port, protocol).aliases.push(entry);
  }
  for (const line of carriedLines(packs)) {
    for (const protocol of line.protocols) additionsOn(line.port, protocol).lines.push(line);
  }
  const complete = groups.map((group) => {
    const key = portKey(group.port, group.protocol);
    const added = additions.get(key);
    additions.delete(key);
    if (added === undefined) return group;
    const aliases = added.aliases.filter(({ service }) => hasName(group, service));
    const lines = added.lines.filter(
      ({ besides }) => besides === undefined || hasName(group, besides),
    );
    const names = [...aliases.map((entry) => entry.aliases), ...lines.map((line) => line.names)];
    const packNames = namesOfPack(names.flat(), group, taken, omissions);
    return packNames.length === 0 ? group : { ...group, names: [...group.names, ...packNames] };
  });
  if (!isWhole) return complete;
  const own = [...additions.values()].flatMap(({ port, protocol, lines }) => {
    const group: PortGroup = { port, protocol, names: [], origin: "pack" };
    const all = lines.flatMap((line) => (line.besides === undefined ? line.names : []));
    const names = namesOfPack(all, group, taken, omissions);
    return names.length === 0 ? [] : [{ ...group, names }];
  });
  return [...complete, ...own].sort(comparePlaces);
}

/** Holds what packs have for one port and protocol. */
interface PackNames {
  readonly port: number;
  readonly protocol: string;
  readonly aliases: CompatibilityEntry[];
  readonly lines: CarriedLine[];
}

function namesOfPack(
  names: readonly string[],
  group: PortGroup,
  taken: TakenNames,
  omissions: Omissions,
): readonly GroupName[] {
  const { port, protocol } = group;
  const added: GroupName[] = [];
  for (const name of new Set(names)) {
    if (hasName(group, name)) continue;
    const elsewhere = taken.take(name, port) ? undefined : taken.portOf(name);
    if (elsewhere !== undefined) added.push({ name, leadsTo: elsewhere });
    else if (taken.portOf(name) === port) added.push({ name });
    else omissions.add("alias-elsewhere", undefined, { name, port, protocol });
  }
  return added;
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
  const homeOf = ({ name, leadsTo }: GroupName, { protocol, port }: PortGroup): number =>
    homes.get(name, protocol) ?? lowest.get(name, protocol) ?? leadsTo ?? port;
  const last = new Map<string, readonly GroupName[]>();
  const told = new Set<ServiceRecord | undefined>();
  for (const group of groups) {
    const { port, protocol } = group;
    // Ports of one range share their names, and only the first of them has any to be found on it.
    const isInside = last.get(protocol) === group.names;
    last.set(protocol, group.names);
    const names = (isInside ? group.names.slice(0, 1) : group.names).filter(({ name, leadsTo }) => {
      const isThere =
        leadsTo === undefined ||
        lowest.get(name, protocol) !== undefined ||
        (!isTransportProtocol(protocol) && lowest.has(name));
      if (!isThere) omissions.add("alias-elsewhere", undefined, { name, port, protocol });
      return isThere;
    });
    const atHome = names.filter((named) => homeOf(named, group) === port);
    const [canonical] = names;
    const first =
      canonical !== undefined && (atHome[0] === canonical || keepsRepeats(canonical, rules))
        ? canonical
        : atHome[0];
    const isKept = (named: GroupName): boolean =>
      named === first || isKeptElsewhere(named) || homeOf(named, group) === port;
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
      .filter((named) => isKeptElsewhere(named) && named !== first && homeOf(named, group) !== port)
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
  return repeatedNames === "every-port" || isExpanded || isKeptElsewhere(named);
}

/** Tells whether a name is written on its port even if it leads to another one. */
function isKeptElsewhere({ isLocal, leadsTo }: GroupName): boolean {
  return isLocal === true || leadsTo !== undefined;
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
