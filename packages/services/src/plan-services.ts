import type { Registry } from "@portolan/model";
import { planFile } from "./file-plan.js";
import type { Conflict, Omission } from "./omissions.js";
import type { ToServicesOptions } from "./options.js";
import type { ServicesEntry } from "./plan-entry.js";

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
 * Plans a services file: which port answers with which name, which aliases stand beside it, and what
 * the target cannot express. `toServices` with the same options writes just that.
 *
 * @throws {TypeError} for a target or pack that there is not.
 * @example
 * planServices(registry, { target: "musl" }).entries[0]?.name; // "tcpmux"
 */
export function planServices(registry: Registry, options: ToServicesOptions = {}): ServicesPlan {
  const { entries, omissions } = planFile(registry, options);
  const plan = { entries: [...entries], omissions: omissions.list, conflicts: omissions.conflicts };
  if (options.report !== undefined) omissions.reportTo(options.report);
  return plan;
}
