import type { PortGroup } from "./port-groups.js";

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
