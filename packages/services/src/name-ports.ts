import type { PortGroup } from "./port-groups.js";

/**
 * Knows the ports of each name: per protocol, and over all protocols for look-ups that name none
 * (`getservbyname(name, NULL)`).
 */
export class NamePorts {
  readonly #ports = new Map<string, Set<number>>();

  constructor(groups: readonly PortGroup[]) {
    for (const { port, protocol, names } of groups) {
      for (const { name } of names) this.add(name, port, protocol);
    }
  }

  add(name: string, port: number, protocol: string): void {
    this.#of(name).add(port);
    this.#of(name, protocol).add(port);
  }

  /** Gives the lowest port of a name, of one protocol or of all. */
  lowest(name: string, protocol?: string): number | undefined {
    const ports = this.#ports.get(keyOf(name, protocol));
    return ports === undefined ? undefined : Math.min(...ports);
  }

  /** Tells whether a name is on no port but this one, of one protocol or of all. */
  isOnlyOn(name: string, port: number, protocol?: string): boolean {
    const ports = this.#ports.get(keyOf(name, protocol));
    return ports === undefined || (ports.size === 1 && ports.has(port));
  }

  #of(name: string, protocol?: string): Set<number> {
    const key = keyOf(name, protocol);
    const ports = this.#ports.get(key) ?? new Set();
    this.#ports.set(key, ports);
    return ports;
  }
}

function keyOf(name: string, protocol = ""): string {
  return `${protocol} ${name}`;
}
