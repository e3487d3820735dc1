import type { Registry } from "@portolan/model";
import { plainLine } from "./line-text.js";
import { type ByPortOptions, namedPorts, sourceHeader } from "./named-ports.js";

// services.cc reads `name port/protocol ratio`; a ratio is between 0 and 1.
const NO_FREQUENCY = "0.000000";

/**
 * Writes an nmap-services file: the canonical name of every port, ranges expanded. The registry does
 * not know how often a port is open, so every frequency is 0, and the header says so: options that
 * choose the most frequent ports (`--top-ports`, `-F`) have nothing to choose by.
 *
 * @example
 * toNmapServices(registry); // "…http\t80/tcp\t0.000000\t# World Wide Web HTTP\n…"
 */
export function toNmapServices(registry: Registry, options: ByPortOptions = {}): string {
  const ports = namedPorts(registry, "expand", ["tcp", "udp", "sctp"], options);
  const header = sourceHeader(registry, [
    "Ports for nmap. The open frequencies are all 0: the registry does not know them,",
    "so --top-ports and -F have nothing to choose by.",
  ]);
  const lines = ports.map(({ name, port, protocol, record }) => {
    const description = plainLine(record?.description ?? "");
    const comment = description === "" ? "" : `\t# ${description}`;
    return `${name}\t${port}/${protocol}\t${NO_FREQUENCY}${comment}\n`;
  });
  return header + lines.join("");
}
