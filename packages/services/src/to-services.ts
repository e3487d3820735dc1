import type { Registry } from "@portolan/model";
import { planFile } from "./file-plan.js";
import { layoutLines } from "./layout.js";
import type { ToServicesOptions } from "./options.js";

/**
 * Writes /etc/services: one line for each port and protocol, the canonical name first. What the
 * target cannot express is reported, by reason and count.
 *
 * @throws {TypeError} for a target or pack that there is not.
 * @example
 * toServices(registry, { comments: "none", header: false });
 * // "tcpmux\t1/tcp\ntcpmux\t1/udp\n…"
 */
export function toServices(registry: Registry, options: ToServicesOptions = {}): string {
  return [...servicesChunks(registry, options)].join("");
}

/** Writes what {@link toServices} does in pieces. */
export function* servicesChunks(
  registry: Registry,
  options: ToServicesOptions = {},
): Generator<string> {
  const { rules, header, entries, tail } = planFile(registry, options);
  yield header;
  for (const line of layoutLines(entries, rules)) yield `${line}\n`;
  yield tail;
}
