import {
  aliasOf,
  firstPort,
  isTransportProtocol,
  type PortName,
  PortNames,
  type PortPlace,
  type PortRange,
  type Registry,
  replaces,
  type ServiceRecord,
} from "@portolan/model";
import { comparePlaces, groupBy } from "@portolan/model/internal";
import { writableName } from "./line-text.js";
import type { Omissions } from "./omissions.js";
import type { Ranges } from "./targets.js";

/** Holds one name of a port and protocol on its way into a file. */
export interface GroupName {
  readonly name: string;
  /** The record that the name comes from; absent for names of packs and local files. */
  readonly record?: ServiceRecord | undefined;
  /** Whether a local file has the name on this port. */
  readonly isLocal?: boolean;
  /** The port that the name leads to in any case; for a pack's name that another port has. */
  readonly leadsTo?: number;
}

/** Holds the names of a port and protocol, or of several ports in a row: the canonical name first. */
export interface PortGroup {
  /** The first of its ports. */
  readonly port: number;
  /** The last of its ports; mostly it is the first. */
  readonly last: number;
  readonly protocol: string;
  readonly names: readonly GroupName[];
  /** Where the canonical name comes from. */
  readonly origin: "registry" | "pack" | "base" | "overrides";
  /** Comment of a local line. */
  readonly comment?: string;
}

/** Holds one port and protocol of a plan with its names: what a services file writes as one line. */
export interface ServicesEntry {
  readonly port: number;
  readonly protocol: string;
  /** Canonical name: what the port answers with. */
  readonly name: string;
  readonly aliases: readonly string[];
  /** Records that the names come from, in their order; a local name or a pack's alias has none. */
  readonly records: readonly ServiceRecord[];
  /** The range of ports that the record has, where the port is one of several. */
  readonly range?: PortRange | undefined;
  /** Comment of a local line, which replaces the record's description. */
  readonly comment?: string | undefined;
  /** Where the line comes from. */
  readonly origin: "registry" | "pack" | "base" | "overrides";
  /** Port on which the canonical name is found, where that is not this one. */
  readonly foundOn?: number | undefined;
  /** Aliases of a local line, or of a pack, that are found on another port. */
  readonly aliasesElsewhere?: readonly NameElsewhere[];
}

/** Holds a name with the port that it is found on. */
export interface NameElsewhere {
  readonly name: string;
  readonly foundOn: number;
}

/** Says how ranges are grouped: as a services file has them, or `whole`, under their first port. */
export type RangeGrouping = Ranges | "whole";

/** Returns the key of a port and protocol, as a services file writes it. */
export function portKey(port: number | string, protocol: string): string {
  return `${port}/${protocol}`;
}

/** Returns the range that a name's record has, if it has one. */
export function rangeOf({ record }: GroupName): PortRange | undefined {
  return typeof record?.port === "object" ? record.port : undefined;
}

/** Tells whether a group has a name. */
export function hasName(group: PortGroup | undefined, name: string): boolean {
  if (group === undefined) return false;
  const { names } = group;
  if (names.length <= FEW_NAMES) return names.some((other) => other.name === name);
  let known = KNOWN_NAMES.get(names);
  // A list that has grown meanwhile is looked through anew.
  if (known === undefined || known.length !== names.length) {
    known = { length: names.length, names: new Set(names.map((other) => other.name)) };
    KNOWN_NAMES.set(names, known);
  }
  return known.names.has(name);
}

/** More names than a port of the registry has: a list of so many is asked for each of them. */
const FEW_NAMES = 16;

const KNOWN_NAMES = new WeakMap<
  PortGroup["names"],
  { readonly length: number; readonly names: ReadonlySet<string> }
>();

/** Tells whether IANA calls a name an alias, a duplicate or a predecessor of another one here. */
export function isOtherNameOf(
  name: string,
  record: ServiceRecord,
  names: readonly PortName[],
): boolean {
  const target = aliasOf(record);
  return names.some(
    (other) => other.name !== name && (other.name === target || replaces(other.record) === name),
  );
}

/** A protocol that a line can hold after the slash, such as `tcp` or `udp-lite`. */
const PROTOCOL = /^[A-Za-z][A-Za-z0-9+._-]{0,31}$/;

/** Tells whether a line can hold a protocol. */
export function isWritableProtocol(protocol: string): boolean {
  return isTransportProtocol(protocol) || PROTOCOL.test(protocol);
}

/**
 * The number of protocols whose ranges are expanded: so a file never has more than five times the
 * 65,535 ports. The registry has four protocols, and a BSD refuses a file with more than five.
 */
const EXPANDED_PROTOCOLS = 5;

/**
 * Groups the registry's services by port and protocol, in the order of first ports, tcp before udp:
 * ports of one range are one group, as far as nothing else is registered on them. What has no name, port or protocol, and what the choice about ranges leaves out, goes to `omissions`.
 *
 * A name that a line cannot hold takes a legal form, but only one that no record has on another
 * port, and it never comes before a registered name.
 *
 * @param taken Knows the names that are registered, also on ports that are not written.
 */
export function groupByPort(
  registry: Registry,
  ranges: RangeGrouping,
  omissions: Omissions,
  taken: TakenNames = new TakenNames(registry.records),
): readonly PortGroup[] {
  const legalNames = new Map<ServiceRecord, string>();
  const written = new PortNames(writableRecords(registry, ranges, legalNames, omissions));
  const expanded = new Set(written.protocols().slice(0, EXPANDED_PROTOCOLS));
  if (ranges === "expand" && written.protocols().length > EXPANDED_PROTOCOLS) {
    for (const record of registry.records) {
      const { name = "", port, protocol = "" } = record;
      if (typeof port === "object" && written.portOf(name, protocol) !== undefined)
        if (!expanded.has(protocol)) omissions.add("range", record);
    }
  }
  const groups: PortGroup[] = [];
  const begun = new Map<string, { all: readonly PortName[]; group: { last: number } }>();
  for (const { port, protocol } of written.places()) {
    const all = written.namesOf(port, protocol);
    const before = begun.get(protocol);
    const isWhole = ranges === "expand" && expanded.has(protocol);
    if (before?.all === all) {
      // Inside a range: no name begins here.
      if (isWhole) before.group.last = port;
      continue;
    }
    const here = isWhole ? all : all.filter((named) => beginsOn(named, port));
    const names =
      legalNames.size === 0 ? here : withLegalNames(here, port, legalNames, taken, omissions);
    const group = { port, last: port, protocol, names, origin: "registry" as const };
    begun.set(protocol, { all, group });
    if (names.length > 0) groups.push(group);
  }
  return groups;
}

/** Holds one port of a group. */
interface GroupPort extends PortPlace {
  readonly group: PortGroup;
}

/** Gives each port of groups, in the order of ports, tcp before udp. */
export function portsOf(groups: Iterable<PortGroup>): readonly GroupPort[] {
  const ports: GroupPort[] = [];
  for (const group of groups) {
    const { protocol, last } = group;
    for (let { port } = group; port <= last; port++) ports.push({ port, protocol, group });
  }
  return ports.sort(comparePlaces);
}

/** Puts groups of one port each in the place of what other groups have for these ports. */
export function replacePorts(
  groups: readonly PortGroup[],
  replacements: readonly PortGroup[],
): readonly PortGroup[] {
  const byPort = groupBy(replacements, ({ port }) => port);
  const others: PortGroup[] = [];
  for (const group of groups) {
    const { protocol, last } = group;
    let from = group.port;
    for (let { port } = group; port <= last; port++) {
      if (!byPort.get(port)?.some((other) => other.protocol === protocol)) continue;
      if (from < port) others.push({ ...group, port: from, last: port - 1 });
      from = port + 1;
    }
    if (from <= last) others.push(from === group.port ? group : { ...group, port: from });
  }
  return [...others, ...replacements].sort(comparePlaces);
}

/** Returns the records that a services file can hold, and keeps the legal forms of names. */
function writableRecords(
  { records }: Registry,
  ranges: RangeGrouping,
  legalNames: Map<ServiceRecord, string>,
  omissions: Omissions,
): readonly ServiceRecord[] {
  return records.filter((record) => {
    const { name, port, protocol } = record;
    const legal = name === undefined ? undefined : writableName(name);
    if (name === undefined) omissions.add("no-name", record);
    else if (port === undefined) omissions.add("no-port", record);
    else if (protocol === undefined) omissions.add("no-protocol", record);
    else if (!isWritableProtocol(protocol)) omissions.add("protocol-not-expressible", record);
    else if (legal === undefined) omissions.add("name-not-expressible", record);
    else {
      const isRange = typeof port !== "number";
      if (isRange && !KEEPS_RANGES.has(ranges)) omissions.add("range", record);
      if (isRange && LEAVES_RANGES.has(ranges)) return false;
      if (firstPort(port) === 0) omissions.add("port-zero", record);
      if (legal !== name) legalNames.set(record, legal);
      return true;
    }
    return false;
  });
}

/** Choices by which all ports of a range are written. */
const KEEPS_RANGES: ReadonlySet<RangeGrouping> = new Set(["expand", "whole"]);

/** Choices by which no port of a range is written. */
const LEAVES_RANGES: ReadonlySet<RangeGrouping> = new Set(["comment", "omit"]);

function beginsOn({ record: { port = 0 } }: PortName, number: number): boolean {
  return Math.max(1, firstPort(port)) === number;
}

/** Returns the names of a port in a form that a line can hold: registered names, then legal forms. */
function withLegalNames(
  names: readonly PortName[],
  port: number,
  legalNames: ReadonlyMap<ServiceRecord, string>,
  taken: TakenNames,
  omissions: Omissions,
): readonly GroupName[] {
  if (!names.some(({ record }) => legalNames.has(record))) return names;
  const asRegistered = names.filter(({ record }) => !legalNames.has(record));
  const known = new Set(asRegistered.map(({ name }) => name));
  const rewritten: GroupName[] = [];
  for (const { record } of names) {
    const legal = legalNames.get(record);
    if (legal === undefined || known.has(legal)) continue;
    if (taken.take(legal, firstPort(record.port ?? port))) {
      known.add(legal);
      rewritten.push({ name: legal, record });
      if (beginsOn({ name: legal, record }, port)) omissions.add("name-rewritten", record);
    } else omissions.add("alias-elsewhere", record);
  }
  return [...asRegistered, ...rewritten];
}

/**
 * Knows on which port each name is, whatever the protocol: a look-up need not name one
 * (`getservbyname(name, NULL)`). It decides whether a derived name may be added to a port.
 */
export class TakenNames {
  /** The port of each name; {@link SEVERAL} where it has several. */
  readonly #ports = new Map<string, number>();
  /** The records whose names are not added yet. */
  #records: Iterable<ServiceRecord>;

  constructor(records: Iterable<ServiceRecord>) {
    this.#records = records;
  }

  /** Adds a name that is on a port. */
  add(name: string, port: number): void {
    const known = this.#ports.get(name);
    if (known === undefined) this.#ports.set(name, port);
    else if (known !== port) this.#ports.set(name, SEVERAL);
  }

  /** Returns the port of a name; undefined where it has none, or several. */
  portOf(name: string): number | undefined {
    const port = this.#all().get(name);
    return port === SEVERAL ? undefined : port;
  }

  /** Takes a derived name for a port. Returns false where the name is on another port. */
  take(name: string, port: number): boolean {
    const known = this.#all().get(name);
    if (known === undefined) this.#ports.set(name, port);
    return known === undefined || known === port;
  }

  #all(): ReadonlyMap<string, number> {
    for (const { name, port } of this.#records) {
      if (name !== undefined && port !== undefined) this.add(name, firstPort(port));
    }
    this.#records = [];
    return this.#ports;
  }
}

/** Stands for the port of a name that has several. */
const SEVERAL = -1;
