import type { Registry, ServiceRecord } from "@portolan/model";
import { comparePlaces, requireObject, requireRegistry } from "@portolan/model/internal";
import { type PortFrequencies, UNKNOWN_NAME } from "./from-services.js";
import { plainLine } from "./line-text.js";
import { type ByPortOptions, type NamedPort, namedPorts, sourceHeader } from "./named-ports.js";
import { portKey } from "./port-groups.js";

/** How to write nmap-services. */
export interface ToNmapServicesOptions extends ByPortOptions {
  /** How often ports are open, as `fromServices` reads it of another nmap-services. */
  readonly frequencies?: PortFrequencies;
  /** The lines of that file, to be kept where the registry has no name for a port. */
  readonly others?: readonly ServiceRecord[];
}

// services.cc reads `name port/protocol ratio`; a ratio is between 0 and 1.
const NO_FREQUENCY = "0.000000";

const PROTOCOLS = ["tcp", "udp", "sctp"];

/**
 * Writes an nmap-services file: the canonical name of every port, ranges expanded. The registry does
 * not know how often a port is open: where `frequencies` do not say it, the frequency is 0, and the
 * header says so. A port without a name that has a frequency is `unknown`, as in nmap's own file. So an
 * nmap-services file is brought up to date: the registry's names, its own frequencies, and its own
 * lines (`others`) where the registry has no name.
 *
 * @example
 * toNmapServices(registry); // "…http\t80/tcp\t0.000000\t# World Wide Web HTTP\n…"
 */
export function toNmapServices(registry: Registry, options: ToNmapServicesOptions = {}): string {
  requireRegistry(registry, "toNmapServices", "registry");
  requireObject(options, "toNmapServices", "options");
  const { frequencies = new Map<string, string>(), others = [] } = options;
  const named = namedPorts(registry, "expand", PROTOCOLS, options);
  const further = furtherPorts([...others, ...registry.records], named, frequencies);
  const header = sourceHeader(registry, [
    "Ports for nmap.",
    ...(frequencies.size === 0
      ? [
          "The open frequencies are all 0: the registry does not know them,",
          "so --top-ports and -F have nothing to choose by.",
        ]
      : ["An open frequency of 0.000000 may mean that it is not known."]),
  ]);
  const all = further.length === 0 ? named : [...named, ...further].sort(comparePlaces);
  const lines = all.map(({ name, port, protocol, record }) => {
    const key = portKey(port, protocol);
    const description = plainLine(record?.description ?? "");
    const comment = description === "" ? "" : `\t# ${description}`;
    return `${name}\t${key}\t${frequencies.get(key) ?? NO_FREQUENCY}${comment}\n`;
  });
  return header + lines.join("");
}

/** Returns the ports that have a frequency, and no registered name. */
function furtherPorts(
  records: readonly ServiceRecord[],
  named: readonly NamedPort[],
  frequencies: PortFrequencies,
): readonly NamedPort[] {
  if (frequencies.size === 0) return [];
  const known = new Set(named.map(({ port, protocol }) => portKey(port, protocol)));
  return records.flatMap((record) => {
    const { name = UNKNOWN_NAME, port, protocol = "" } = record;
    if (typeof port !== "number" || !PROTOCOLS.includes(protocol)) return [];
    const key = portKey(port, protocol);
    if (known.has(key) || !frequencies.has(key)) return [];
    known.add(key);
    return [{ name, port, protocol, record }];
  });
}
