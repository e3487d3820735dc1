import type { Registry } from "@portolan/model";
import { requireObject, requireRegistry } from "@portolan/model/internal";
import { EntryWriter } from "./entry-lines.js";
import { planFile } from "./file-plan.js";
import type { Conflict, Omission } from "./omissions.js";
import type { ToServicesOptions } from "./options.js";
import type { ServicesEntry } from "./port-groups.js";

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
  requireRegistry(registry, "toServices", "registry");
  requireObject(options, "toServices", "options");
  return [...servicesChunks(registry, options)].join("");
}

/** So many texts are joined to a chunk. */
const TEXTS_PER_CHUNK = 128;

/** Writes what {@link toServices} does in pieces, each made when it is asked for. */
export function* servicesChunks(
  registry: Registry,
  options: ToServicesOptions = {},
): Generator<string, void, undefined> {
  requireRegistry(registry, "servicesChunks", "registry");
  requireObject(options, "servicesChunks", "options");
  const { rules, header, entries, tail, omissions } = planFile(registry, options);
  const writer = new EntryWriter(rules);
  let texts = [header];
  for (const entry of entries) {
    texts.push(writer.next(entry));
    if (texts.length < TEXTS_PER_CHUNK) continue;
    yield texts.join("");
    texts = [];
  }
  texts.push(writer.rest(), tail);
  yield texts.join("");
  if (options.report !== undefined) omissions.reportTo(options.report);
}

/** Holds what a services file says, and what it does not. */
export interface ServicesPlan {
  /** Ports with their names, in the order of ports, tcp before udp. */
  readonly entries: readonly ServicesEntry[];
  /** Everything that is not expressed, or not as the registry has it. */
  readonly omissions: readonly Omission[];
  /** Contradictions between local files and the registry. */
  readonly conflicts: readonly Conflict[];
}

/**
 * Plans a services file: which port answers with which name, which aliases it has, and what
 * the target cannot express. `toServices` with the same options writes just that.
 *
 * @throws {TypeError} for a target or pack that there is not.
 * @example
 * planServices(registry, { target: "musl" }).entries[0]?.name; // "tcpmux"
 */
export function planServices(registry: Registry, options: ToServicesOptions = {}): ServicesPlan {
  requireRegistry(registry, "planServices", "registry");
  requireObject(options, "planServices", "options");
  const { entries, omissions } = planFile(registry, options);
  const plan = { entries: [...entries], omissions: omissions.list, conflicts: omissions.conflicts };
  if (options.report !== undefined) omissions.reportTo(options.report);
  return plan;
}
