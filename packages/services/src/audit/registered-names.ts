import { firstPort, lastPort, type Registry, type ServiceRecord } from "@portolan/model";
import { addToGroup, comparePlaces, type Group } from "@portolan/model/internal";
import { Omissions } from "../omissions.js";
import { groupByPort, hasName, type PortGroup, portKey } from "../port-groups.js";

/** Of how many names the ports are kept. */
const KEPT_NAMES = 32;

/** Answers what the registry says of names and ports, records without either included. */
export class RegisteredNames {
  readonly #byKey: ReadonlyMap<string, PortGroup>;
  #nameLists: NameLists | undefined;
  /** The places of names that were just asked for, and those of one protocol by protocol and name. */
  readonly #placesOf = new Map<string, readonly PortGroup[]>();
  readonly #placesOn = new Map<string, Group<PortGroup>>();
  /** Records with a name and without a protocol or a port, which no line can express. */
  readonly #loose = new Map<string, Group<ServiceRecord>>();

  constructor(registry: Registry) {
    const byKey = new Map<string, PortGroup>();
    for (const group of groupByPort(registry, "expand", new Omissions()))
      byKey.set(portKey(group.port, group.protocol), group);
    this.#byKey = byKey;
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

  /** Gives all ports with their names, in the order of ports. */
  groups(): Iterable<PortGroup> {
    return this.#byKey.values();
  }

  /** Gives the ports that a name is registered on, in the order of ports. */
  places(name: string): readonly PortGroup[] {
    const known = this.#placesOf.get(name);
    if (known !== undefined) return known;
    const { byNames, listsOf } = this.#lists();
    const lists = listsOf.get(name) ?? [];
    const places = lists.flatMap((names) => byNames.get(names) ?? []).sort(comparePlaces);
    // A range has up to 65,535 ports: not those of all names are kept.
    if (this.#placesOf.size === KEPT_NAMES) {
      this.#placesOf.clear();
      this.#placesOn.clear();
    }
    for (const place of places) addToGroup(this.#placesOn, `${place.protocol} ${name}`, place);
    this.#placesOf.set(name, places);
    return places;
  }

  /** Gives those of the ports of a name that are of a protocol. */
  placesOn(name: string, protocol: string): readonly PortGroup[] {
    this.places(name);
    return this.#placesOn.get(`${protocol} ${name}`) ?? [];
  }

  /** Gives the lowest port that a name is registered on for a protocol. */
  lowest(name: string, protocol: string): PortGroup | undefined {
    let lowest: PortGroup | undefined;
    const { lowest: lowestOf, listsOf } = this.#lists();
    for (const names of listsOf.get(name) ?? []) {
      const group = lowestOf.get(names)?.get(protocol);
      if (group !== undefined && group.port <= (lowest?.port ?? group.port)) lowest = group;
    }
    return lowest;
  }

  /** Gives those of the ports of a name that have a number. */
  placesOfPort(name: string, port: number): readonly PortGroup[] {
    const { protocols } = this.#lists();
    const groups = [...protocols].map((protocol) => this.group(portKey(port, protocol)));
    return groups.flatMap((group) => (group !== undefined && hasName(group, name) ? [group] : []));
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

  /** A file that says what is registered needs the ports of no name. */
  #lists(): NameLists {
    this.#nameLists ??= nameLists(this.groups());
    return this.#nameLists;
  }
}

/** Holds the ports by their names. */
interface NameLists {
  /** Ports by their names: the ports of a range share one list. */
  readonly byNames: ReadonlyMap<PortGroup["names"], readonly PortGroup[]>;
  /** The lowest port of each protocol by names. */
  readonly lowest: ReadonlyMap<PortGroup["names"], ReadonlyMap<string, PortGroup>>;
  /** Those lists by each name in them. */
  readonly listsOf: ReadonlyMap<string, readonly PortGroup["names"][]>;
  readonly protocols: ReadonlySet<string>;
}

function nameLists(groups: Iterable<PortGroup>): NameLists {
  const byNames = new Map<PortGroup["names"], Group<PortGroup>>();
  const lowest = new Map<PortGroup["names"], Map<string, PortGroup>>();
  const listsOf = new Map<string, Group<PortGroup["names"]>>();
  const protocols = new Set<string>();
  for (const group of groups) {
    const { names, protocol } = group;
    protocols.add(protocol);
    if (!byNames.has(names)) for (const { name } of names) addToGroup(listsOf, name, names);
    addToGroup(byNames, names, group);
    const lowestOf = lowest.get(names) ?? new Map<string, PortGroup>();
    lowest.set(names, lowestOf);
    if (!lowestOf.has(protocol)) lowestOf.set(protocol, group);
  }
  return { byNames, lowest, listsOf, protocols };
}
