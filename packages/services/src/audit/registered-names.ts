import { firstPort, lastPort, type Registry, type ServiceRecord } from "@portolan/model";
import { comparePlaces } from "@portolan/model/internal";
import { Omissions } from "../omissions.js";
import { groupByPort, hasName, type PortGroup, portKey } from "../port-groups.js";

/** Answers what the registry says of names and ports, records without either included. */
export class RegisteredNames {
  readonly #byKey: ReadonlyMap<string, PortGroup>;
  /** Ports by their names: the ports of a range share one list. */
  readonly #byNames = new Map<PortGroup["names"], PortGroup[]>();
  /** Those lists by each name in them. */
  readonly #listsOf = new Map<string, PortGroup["names"][]>();
  /** Records with a name and without a protocol or a port, which no line can express. */
  readonly #loose = new Map<string, ServiceRecord[]>();

  constructor(registry: Registry) {
    const groups = groupByPort(registry, "expand", new Omissions());
    this.#byKey = new Map(groups.map((group) => [portKey(group.port, group.protocol), group]));
    for (const group of groups) {
      const { names } = group;
      if (!this.#byNames.has(names)) for (const { name } of names) add(this.#listsOf, name, names);
      add(this.#byNames, names, group);
    }
    for (const record of registry.records) {
      const { name, port, protocol } = record;
      if (name !== undefined && (port === undefined || protocol === undefined))
        add(this.#loose, name, record);
    }
  }

  /** Gives the names of a port and protocol, `80/tcp`, the canonical name first. */
  group(key: string): PortGroup | undefined {
    return this.#byKey.get(key);
  }

  /** Gives all ports with their names, in the order of ports. */
  groups(): Iterable<PortGroup> {
    return this.#byKey.values();
  }

  /** Gives the ports that a name is registered on, in the order of ports. */
  places(name: string): readonly PortGroup[] {
    const lists = this.#listsOf.get(name) ?? [];
    const places = lists.flatMap((names) => this.#byNames.get(names) ?? []);
    return lists.length < 2 ? places : places.sort(comparePlaces);
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

function add<Key, Value>(lists: Map<Key, Value[]>, key: Key, value: Value): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [value]);
  else list.push(value);
}
