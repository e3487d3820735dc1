import {
  aliasOf,
  comparePlaces,
  firstPort,
  lastPort,
  PortNames,
  type PortRange,
  type Registry,
  replaces,
  type ServiceRecord,
} from "@portolan/model";
import { writableName } from "./line-text.js";
import type { Omissions } from "./omissions.js";
import type { Ranges } from "./targets.js";

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
  /** Comment of a local line, which stands instead of the record's description. */
  readonly comment?: string | undefined;
  /** Where the line comes from. */
  readonly origin: "registry" | "base" | "overrides";
  /** Port on which the canonical name is found, where that is not this one. */
  readonly foundOn?: number | undefined;
}

/** Holds one name of a port and protocol on its way into the plan. */
export interface GroupName {
  readonly name: string;
  /** The record that the name comes from; absent for names of packs and local files. */
  readonly record?: ServiceRecord;
  /** The range that the port is one of, where the record has a range. */
  readonly range?: PortRange | undefined;
}

/** Holds a name that the registry has for a port and protocol. */
interface RegisteredPort {
  readonly name: string;
  readonly record: ServiceRecord;
  readonly port: number;
  readonly protocol: string;
  readonly range: PortRange | undefined;
}

/** Holds the names of one port and protocol: the canonical name first. */
export interface PortGroup {
  readonly port: number;
  readonly protocol: string;
  readonly names: readonly GroupName[];
  /** Where the canonical name comes from. */
  readonly origin: "registry" | "base" | "overrides";
  /** Comment of a local line. */
  readonly comment?: string;
}

interface RegisteredGroup extends PortGroup {
  readonly names: RegisteredPort[];
}

/** Says how ranges are grouped: as a services file has them, or `whole`, under their first port. */
export type RangeGrouping = Ranges | "whole";

/** Gives the key of a port and protocol, as a services file writes it. */
export function portKey(port: number | string, protocol: string): string {
  return `${port}/${protocol}`;
}

/**
 * Groups the registry's services by port and protocol, in the order of ports, tcp before udp. What
 * has no name, port or protocol, and what the choice about ranges leaves out, goes to `omissions`.
 */
export function groupByPort(
  registry: Registry,
  ranges: RangeGrouping,
  omissions: Omissions,
): readonly PortGroup[] {
  const named: RegisteredPort[] = [];
  for (const record of registry.records) addPorts(record, ranges, named, omissions);
  const groups: RegisteredGroup[] = [];
  let group: RegisteredGroup | undefined;
  for (const each of named.sort(comparePlaces)) {
    const { port, protocol } = each;
    if (group === undefined || group.port !== port || group.protocol !== protocol) {
      group = { port, protocol, names: [each], origin: "registry" };
      groups.push(group);
    } else if (!hasName(group, each.name)) group.names.push(each);
  }
  const canonical = new PortNames(registry.records);
  for (const { port, protocol, names } of groups) {
    if (names.length < 2) continue;
    const ranks = new Map(canonical.namesOf(port, protocol).map(({ record }, i) => [record, i]));
    const rankOf = ({ record }: RegisteredPort): number => ranks.get(record) ?? ranks.size;
    names.sort((a, b) => rankOf(a) - rankOf(b));
  }
  return groups;
}

/** Tells whether IANA calls a name an alias, a duplicate or a predecessor of another one here. */
export function isOtherNameOf(
  name: string,
  record: ServiceRecord,
  names: readonly { readonly name: string; readonly record: ServiceRecord }[],
): boolean {
  const target = aliasOf(record);
  return names.some(
    (other) => other.name !== name && (other.name === target || replaces(other.record) === name),
  );
}

/** Tells whether a group has a name. */
export function hasName(group: PortGroup | undefined, name: string): boolean {
  return group?.names.some((other) => other.name === name) ?? false;
}

/** A protocol that a line can hold after the slash: no blank, `#` or further slash, and not long. */
const PROTOCOL = /^[!-"$-.0-~]{1,32}$/;

/** Adds the ports of a record that a line can hold. */
function addPorts(
  record: ServiceRecord,
  ranges: RangeGrouping,
  named: RegisteredPort[],
  omissions: Omissions,
): void {
  const { name, port, protocol } = record;
  const legal = name === undefined ? undefined : writableName(name);
  if (name === undefined) omissions.add("no-name", record);
  else if (port === undefined) omissions.add("no-port", record);
  else if (protocol === undefined) omissions.add("no-protocol", record);
  else if (!PROTOCOL.test(protocol)) omissions.add("protocol-not-expressible", record);
  else if (legal === undefined) omissions.add("name-not-expressible", record);
  else {
    if (legal !== name) omissions.add("name-rewritten", record);
    const range = typeof port === "number" ? undefined : port;
    if (range !== undefined && !KEEPS_RANGES.has(ranges)) omissions.add("range", record);
    if (range !== undefined && LEAVES_RANGES.has(ranges)) return;
    const first = firstPort(port);
    if (first === 0) omissions.add("port-zero", record);
    const last = ranges === "expand" ? lastPort(port) : first;
    for (let each = Math.max(1, first); each <= last; each++)
      named.push({ name: legal, port: each, protocol, record, range });
  }
}

/** Choices by which all ports of a range are written. */
const KEEPS_RANGES: ReadonlySet<RangeGrouping> = new Set(["expand", "whole"]);

/** Choices by which no port of a range is written. */
const LEAVES_RANGES: ReadonlySet<RangeGrouping> = new Set(["comment", "omit"]);

/** Knows one port of names on each protocol. */
export class NamePorts {
  readonly #byProtocol = new Map<string, Map<string, number>>();

  get(name: string, protocol: string): number | undefined {
    return this.#byProtocol.get(protocol)?.get(name);
  }

  /** Puts a name on a port. */
  set(name: string, protocol: string, port: number): void {
    this.#on(protocol).set(name, port);
  }

  /** Puts a name on a port, unless it is on one. Gives the port that it is on. */
  add(name: string, protocol: string, port: number): number {
    const ports = this.#on(protocol);
    const known = ports.get(name);
    if (known === undefined) ports.set(name, port);
    return known ?? port;
  }

  #on(protocol: string): Map<string, number> {
    const known = this.#byProtocol.get(protocol);
    if (known !== undefined) return known;
    const ports = new Map<string, number>();
    this.#byProtocol.set(protocol, ports);
    return ports;
  }

  /**
   * Tells whether a name may lead to a port without taking it away from another one, on whatever
   * protocol: a look-up need not name one (`getservbyname(name, NULL)`).
   */
  isFreeFor(name: string, port: number): boolean {
    for (const ports of this.#byProtocol.values()) {
      if ((ports.get(name) ?? port) !== port) return false;
    }
    return true;
  }
}

/**
 * Gives the lowest port of each name: where a look-up by name should lead.
 *
 * @param groups - in the order of ports.
 */
export function lowestPorts(groups: readonly PortGroup[]): NamePorts {
  const lowest = new NamePorts();
  for (const { port, protocol, names } of groups) {
    for (const { name } of names) lowest.add(name, protocol, port);
  }
  return lowest;
}
