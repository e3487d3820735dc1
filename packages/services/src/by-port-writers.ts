import {
  formatPort,
  type Registry,
  type Report,
  type ServiceRecord,
  TRANSPORT_PROTOCOLS,
} from "@portolan/model";
import { comparePlaces, requireObject, requireRegistry } from "@portolan/model/internal";
import { type PortFrequencies, UNKNOWN_NAME } from "./from-services.js";
import { datePhrase, plainLine } from "./line-text.js";
import { Omissions } from "./omissions.js";
import {
  type GroupName,
  groupByPort,
  portKey,
  portsOf,
  type RangeGrouping,
} from "./port-groups.js";

/** How the writers for consumers that ask by port report what they cannot express. */
export interface ByPortOptions {
  readonly report?: Report;
}

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

/**
 * Writes a `services` file for Wireshark: the canonical name of every port. Unlike resolvers
 * Wireshark reads a range, and several protocols in one line (`epan/addr_resolv.c`).
 *
 * @example
 * toWiresharkServices(registry); // "# Ports for Wireshark…\ntcpmux\t1/tcp/udp\t# TCP Port Service Multiplexer\n…"
 */
export function toWiresharkServices(registry: Registry, options: ByPortOptions = {}): string {
  requireRegistry(registry, "toWiresharkServices", "registry");
  requireObject(options, "toWiresharkServices", "options");
  const lines = new Map<string, { protocols: string; comment: string }>();
  for (const { name, port, protocol, record } of namedPorts(
    registry,
    "whole",
    TRANSPORT_PROTOCOLS,
    options,
  )) {
    const key = `${name}\t${formatPort(typeof record?.port === "object" ? record.port : port)}`;
    const line = lines.get(key);
    if (line !== undefined) {
      line.protocols += `/${protocol}`;
      continue;
    }
    const description = plainLine(record?.description ?? "");
    lines.set(key, {
      protocols: protocol,
      comment: description === "" ? "" : `\t# ${description}`,
    });
  }
  const header = sourceHeader(registry, ["Ports for Wireshark's services file."]);
  return (
    header +
    Array.from(lines, ([key, line]) => `${key}/${line.protocols}${line.comment}\n`).join("")
  );
}

/** Holds a port and protocol with the name it answers with. */
interface NamedPort extends GroupName {
  readonly port: number;
  readonly protocol: string;
}

/**
 * Returns each port with its canonical name, for consumers that ask by port only: a name may
 * appear on as many ports as it is registered on, and other names of a port are left out.
 *
 * @param protocols Protocols that the consumer knows.
 */
function namedPorts(
  registry: Registry,
  ranges: RangeGrouping,
  protocols: readonly string[],
  { report }: ByPortOptions,
): readonly NamedPort[] {
  const omissions = new Omissions();
  const groups = groupByPort(registry, ranges, omissions);
  const ports = portsOf(groups).flatMap(({ port, protocol, group: { names } }) => {
    if (protocols.includes(protocol))
      return names.slice(0, 1).map(({ name, record }) => ({ name, record, port, protocol }));
    for (const { name, record } of names)
      omissions.add("protocol-not-expressible", record, { name, port, protocol });
    return [];
  });
  if (report !== undefined) omissions.reportTo(report);
  return ports;
}

/** Writes the comment lines that say where a file comes from. */
function sourceHeader({ updated }: Registry, lines: readonly string[]): string {
  const source = `From the IANA Service Name and Transport Protocol Port Number Registry ${datePhrase(updated)}.`;
  return [...lines, source].map((line) => `# ${line}\n`).join("");
}
