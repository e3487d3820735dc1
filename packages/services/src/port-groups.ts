import {
  firstPort,
  lastPort,
  type PortRange,
  type Registry,
  type ServiceRecord,
  TRANSPORT_PROTOCOLS,
} from "@portolan/model";
import { canonicalOrder, type RegisteredName } from "./canonical-order.js";
import type { Omissions } from "./omissions.js";
import type { Ranges } from "./targets.js";
import { writableName } from "./writable-name.js";

/** Holds one name of a port and protocol on its way into the plan. */
export interface GroupName {
  readonly name: string;
  /** The record that the name comes from; absent for names of packs and local files. */
  readonly record?: ServiceRecord;
  /** The range that the port is one of, where the record has a range. */
  readonly range?: PortRange;
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

interface RegisteredGroup {
  readonly port: number;
  readonly protocol: string;
  readonly names: (GroupName & RegisteredName)[];
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
  const groups = new Map<string, RegisteredGroup>();
  for (const record of registry.records) {
    const service = expressible(record, omissions);
    if (service === undefined) continue;
    const { name, protocol, range } = service;
    for (const port of portsOf(record, service, ranges, omissions)) {
      const key = portKey(port, protocol);
      const group = groups.get(key) ?? { port, protocol, names: [] };
      groups.set(key, group);
      if (group.names.some((other) => other.name === name)) continue;
      group.names.push(range === undefined ? { name, record } : { name, record, range });
    }
  }
  return Array.from(groups.values(), ({ port, protocol, names }) => ({
    port,
    protocol,
    names: canonicalOrder(port, protocol, names),
    origin: "registry" as const,
  })).sort(comparePorts);
}

/** Compares by port, then protocol in the registry's order, then by the protocol's name. */
export function comparePorts(
  a: { readonly port: number; readonly protocol: string },
  b: { readonly port: number; readonly protocol: string },
): number {
  if (a.port !== b.port) return a.port - b.port;
  const byOrder = protocolOrder(a.protocol) - protocolOrder(b.protocol);
  if (byOrder !== 0) return byOrder;
  return a.protocol < b.protocol ? -1 : a.protocol > b.protocol ? 1 : 0;
}

function protocolOrder(protocol: string): number {
  const order = (TRANSPORT_PROTOCOLS as readonly string[]).indexOf(protocol);
  return order === -1 ? TRANSPORT_PROTOCOLS.length : order;
}

interface Service {
  readonly name: string;
  readonly protocol: string;
  readonly range?: PortRange;
}

/** A protocol that a line can hold after the slash: no blank, `#` or further slash, and not long. */
const PROTOCOL = /^[!-"$-.0-~]{1,32}$/;

function expressible(record: ServiceRecord, omissions: Omissions): Service | undefined {
  const { name, port, protocol } = record;
  if (name === undefined) return omissions.add("no-name", record);
  if (port === undefined) return omissions.add("no-port", record);
  if (protocol === undefined) return omissions.add("no-protocol", record);
  if (!PROTOCOL.test(protocol)) {
    return omissions.add("protocol-not-expressible", record);
  }
  const legal = writableName(name);
  if (legal === undefined) return omissions.add("name-not-expressible", record);
  if (legal !== name) omissions.add("name-rewritten", record);
  return typeof port === "number"
    ? { name: legal, protocol }
    : { name: legal, protocol, range: port };
}

function* portsOf(
  record: ServiceRecord,
  { range }: Service,
  ranges: RangeGrouping,
  omissions: Omissions,
): Generator<number> {
  const { port = 0 } = record;
  if (range !== undefined && ranges !== "expand" && ranges !== "whole") {
    omissions.add("range", record);
    if (ranges !== "first") return;
  }
  const last = range !== undefined && ranges === "expand" ? lastPort(port) : firstPort(port);
  if (firstPort(port) === 0) omissions.add("port-zero", record);
  for (let number = Math.max(1, firstPort(port)); number <= last; number++) yield number;
}
