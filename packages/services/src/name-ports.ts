import type { PortGroup } from "./port-groups.js";

/** Knows the lowest port of each name on each protocol: where a look-up by name should lead. */
export class NamePorts {
  readonly #lowest = new Map<string, Map<string, number>>();

  constructor(groups: readonly PortGroup[]) {
    for (const { port, protocol, names } of groups) {
      for (const { name } of names) this.add(name, port, protocol);
    }
  }

  add(name: string, port: number, protocol: string): void {
    const ports = this.#lowest.get(name) ?? new Map<string, number>();
    this.#lowest.set(name, ports);
    ports.set(protocol, Math.min(port, ports.get(protocol) ?? port));
  }

  lowest(name: string, protocol: string): number | undefined {
    return this.#lowest.get(name)?.get(protocol);
  }

  /**
   * Tells whether a name may lead to a port without taking it away from another one, on whatever
   * protocol: a look-up need not name one (`getservbyname(name, NULL)`).
   */
  isFreeFor(name: string, port: number): boolean {
    return [...(this.#lowest.get(name)?.values() ?? [])].every((other) => other === port);
  }
}
