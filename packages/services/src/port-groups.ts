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
import type { Omissions } from "./omissions.js";
import type { Ranges } from "./targets.js";
import { writableName } from "./writable-name.js";

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
