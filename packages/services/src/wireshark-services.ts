import { formatPort, type Registry, TRANSPORT_PROTOCOLS } from "@portolan/model";
import { requireObject, requireRegistry } from "@portolan/model/internal";
import { plainLine } from "./line-text.js";
import { type ByPortOptions, namedPorts, sourceHeader } from "./named-ports.js";

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
