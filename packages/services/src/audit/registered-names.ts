import {
  firstPort,
  lastPort,
  type PortPlace,
  type Registry,
  type ServiceRecord,
} from "@portolan/model";
import { addToGroup, type Group } from "@portolan/model/internal";
import { Omissions } from "../omissions.js";
import { groupByPort, hasName, type PortGroup, portKey, portsOf } from "../port-groups.js";

/** Answers what the registry says of names and ports, records without either included. */
export class RegisteredNames {
  /** All ports with their names, in the order of ports. */
  readonly groups: readonly PortGroup[];
  readonly #byKey = new Map<string, PortGroup>();
  readonly #protocols = new Set<string>();
  #byName: ReadonlyMap<string, Group<PortGroup>> | undefined;
  /** Records with a name and without a protocol or a port, which no line can express. */
  readonly #loose = new Map<string, Group<ServiceRecord>>();

  constructor(registry: Registry) {
    this.groups = groupByPort(registry, "expand", new Omissions());
    for (const { port, protocol, group } of portsOf(this.groups)) {
      this.#byKey.set(portKey(port, protocol), group);
      this.#protocols.add(protocol);
    }
    for (const record of registry.records) {
      const { name, port, protocol } = record;
      if (name !== undefined && (port === undefined || protocol === undefined))
        addToGroup(this.#loose, name, record);
    }
  }

  /** Gives the names of a port and protocol, `80/tcp`, the canonical name first. */
  group(key: string): PortGroup | undefined {
    return this.#byKey.get(key);
  }

  /** Gives the ports that a name is registered on, for a protocol or for any, in the order of ports. */
  places(name: string, protocol?: string): readonly PortGroup[] {
    // A file that says what is registered asks for the ports of no name.
    this.#byName ??= groupsByName(this.groups);
    return this.#byName.get(protocol === undefined ? name : `${protocol} ${name}`) ?? [];
  }

  /** Gives the protocols for which a name is registered on a port, with the port. */
  placesOfPort(name: string, port: number): readonly PortPlace[] {
    const places = Array.from(this.#protocols, (protocol) => ({ port, protocol }));
    return places.filter(({ protocol }) => hasName(this.group(portKey(port, protocol)), name));
  }

  /** Tells whether a name is registered on a port and protocol, or on the port for any protocol. */
  has(
    name: string,
    port: number,
    protocol: string,
    key: string = portKey(port, protocol),
  ): boolean {
    if (hasName(this.group(key), name)) return true;
    const records = this.#loose.get(name) ?? [];
    return records.some(
      (record) =>
        record.port !== undefined &&
        firstPort(record.port) <= port &&
        port <= lastPort(record.port),
    );
  }

  /** Tells whether a name is registered without a port, for a protocol or for any. */
  hasWithoutPort(name: string, protocol: string): boolean {
    const records = this.#loose.get(name) ?? [];
    return records.some(
      (record) =>
        record.port === undefined &&
        (record.protocol === undefined || record.protocol === protocol),
    );
  }
}

/** Gives the ports of each name, and of each name on a protocol: `http`, `tcp http`. */
function groupsByName(groups: Iterable<PortGroup>): ReadonlyMap<string, Group<PortGroup>> {
  const byName = new Map<string, Group<PortGroup>>();
  for (const group of groups) {
    for (const { name } of group.names) {
      addToGroup(byName, name, group);
      addToGroup(byName, `${group.protocol} ${name}`, group);
    }
  }
  return byName;
}
