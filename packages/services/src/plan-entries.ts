import { isTransportProtocol, PortNames, type Registry, type ServiceRecord } from "@portolan/model";
import { groupBy } from "@portolan/model/internal";
import { type CompatibilityPack, type PackNames, packNames } from "./compatibility-packs.js";
import {
  lowestPorts,
  mergeLocalLines,
  type NameHomes,
  namesOfSeveralPorts,
  readLocalLines,
} from "./local-lines.js";
import { chooseNames } from "./name-list.js";
import type { OmissionReason, Omissions } from "./omissions.js";
import type { Rules, ServicesPlanOptions } from "./options.js";
import {
  type GroupName,
  groupByPort,
  hasName,
  type PortGroup,
  portKey,
  portsOf,
  rangeOf,
  replacePorts,
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
  const written = new Set<string>();
  const limited: PortGroup[] = [];
  for (const group of groups) {
    const { protocol, names } = group;
    const isKnown = protocols === undefined || protocols.includes(protocol);
    if (isKnown && written.size < maxProtocols) written.add(protocol);
    if (!written.has(protocol)) {
      omit("protocol-not-expressible", names, group, omissions);
      continue;
    }
    const short = withoutLongNames(group, maxNameBytes, omissions);
    if (short.length > 0) limited.push(short === names ? group : { ...group, names: short });
  }
  return limited;
}

function withoutLongNames(
  group: PortGroup,
  maxNameBytes: number,
  omissions: Omissions,
): readonly GroupName[] {
  const { names } = group;
  if (names.every(({ name }) => name.length <= maxNameBytes)) return names;
  const tooLong = new Set(names.filter(({ name }) => name.length > maxNameBytes));
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
  const complete: PortGroup[] = [];
  const complement = (group: PortGroup, all: readonly PackNames[]): void => {
    const { port, protocol } = group;
    const own = all.filter(({ besides }) => besides === undefined || hasName(group, besides));
    const added: GroupName[] = [];
    for (const name of new Set(own.flatMap(({ names }) => names))) {
      if (hasName(group, name)) continue;
      const elsewhere = taken.take(name, port) ? undefined : taken.portOf(name);
      if (elsewhere !== undefined) added.push({ name, leadsTo: elsewhere });
      else if (taken.portOf(name) === port) added.push({ name });
      else omissions.add("alias-elsewhere", undefined, { name, port, protocol });
    }
    if (added.length > 0) complete.push({ ...group, names: [...group.names, ...added] });
  };
  const additions = groupBy(packNames(packs), ({ port, protocol }) => portKey(port, protocol));
  for (const group of groups) {
    const { protocol, last } = group;
    for (let { port } = group; port <= last; port++) {
      const key = portKey(port, protocol);
      const added = additions.get(key);
      if (added === undefined) continue;
      additions.delete(key);
      complement({ ...group, port, last: port }, added);
    }
  }
  for (const added of isWhole ? additions.values() : []) {
    const [{ port, protocol }] = added;
    complement({ port, last: port, protocol, names: [], origin: "pack" }, added);
  }
  return replacePorts(groups, complete);
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
  const repeated = namesOfSeveralPorts(groups);
  const lowest = lowestPorts(groups, homes.isEmpty ? repeated : undefined);
  const homeOf = ({ name, leadsTo }: GroupName, { protocol, port }: PortGroup): number =>
    homes.get(name, protocol) ?? lowest.get(name, protocol) ?? leadsTo ?? port;
  const isSettled = ({ name }: GroupName): boolean => homes.isEmpty && !repeated.has(name);
  const told = new Set<ServiceRecord | undefined>();
  for (const { port, protocol, group: all } of portsOf(groups)) {
    // Only the first of several ports has any names to be found on it but the canonical one.
    const group = port === all.port ? all : { ...all, port, names: all.names.slice(0, 1) };
    if (group.names.every(isSettled)) {
      yield entryOf(group, group.names, port, rules, taken, omissions);
      continue;
    }
    const names = group.names.filter(({ name, leadsTo }) => {
      const isThere =
        leadsTo === undefined ||
        lowest.get(name, protocol) !== undefined ||
        (!isTransportProtocol(protocol) && lowest.has(name));
      if (!isThere) omissions.add("alias-elsewhere", undefined, { name, port, protocol });
      return isThere;
    });
    const atHome = names.filter((named) => homeOf(named, group) === port);
    const elsewhere = names.filter((named) => homeOf(named, group) !== port);
    const [canonical] = names;
    const isMoved = canonical !== undefined && canonical === elsewhere[0];
    const first = isMoved && keepsRepeats(canonical, rules) ? canonical : undefined;
    const others = first === undefined ? elsewhere : elsewhere.slice(1);
    for (const named of others) {
      const { name, record } = named;
      // A range whose ports others have too is told once.
      const isNews = rangeOf(named) === undefined || !told.has(record);
      if (isNews && !isKeptElsewhere(named))
        omissions.add("name-elsewhere", record, { name, port, protocol });
      told.add(record);
    }
    const written = first === undefined ? atHome : [first, ...atHome];
    const [front] = written;
    if (front === undefined) continue;
    const aliases = others
      .filter(isKeptElsewhere)
      .map((named) => ({ name: named.name, foundOn: homeOf(named, group) }));
    const entry = entryOf(group, written, homeOf(front, group), rules, taken, omissions);
    yield aliases.length === 0 ? entry : { ...entry, aliasesElsewhere: aliases };
  }
}

/**
 * Makes the entry of a port.
 *
 * @param names The names that it has, the first of which is found on the port `home`.
 */
function entryOf(
  group: PortGroup,
  names: readonly GroupName[],
  home: number,
  { profile }: Rules,
  taken: TakenNames,
  omissions: Omissions,
): ServicesEntry {
  const { port, protocol, origin } = group;
  const { name = "", record } = names[0] ?? {};
  const hasOthers = names.length > 1;
  const aliases = hasOthers ? names.slice(1).map((alias) => alias.name) : NO_ALIASES;
  const atHome = home === port ? names : names.slice(1);
  const forms = profile.needsLowerCase ? lowerCaseForms(group, atHome, taken, omissions) : [];
  return {
    port,
    protocol,
    name,
    aliases: forms.length === 0 ? aliases : [...aliases, ...forms],
    records: hasOthers || record === undefined ? recordsOf(names) : [record],
    origin,
    range: typeof record?.port === "object" ? record.port : undefined,
    // A registered alias does not describe a name of a local line.
    comment: group.comment ?? (record === undefined ? "" : undefined),
    foundOn: home === port ? undefined : home,
  };
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
  { port, protocol, names: all }: PortGroup,
  names: readonly GroupName[],
  taken: TakenNames,
  omissions: Omissions,
): readonly string[] {
  if (!names.some(({ name }) => CAPITAL.test(name))) return NO_ALIASES;
  const known = new Set(all.map(({ name }) => name));
  const forms: string[] = [];
  for (const { name: registered } of names) {
    const name = registered.toLowerCase();
    if (known.has(name)) continue;
    known.add(name);
    if (taken.take(name, port)) forms.push(name);
    else omissions.add("alias-elsewhere", undefined, { name, port, protocol });
  }
  return forms;
}

const CAPITAL = /[A-Z]/;

function recordsOf(names: readonly GroupName[]): readonly ServiceRecord[] {
  return names.flatMap(({ record }) => (record === undefined ? [] : [record]));
}
