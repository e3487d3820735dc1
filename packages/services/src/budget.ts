import { PORT_CLASSES, portClass } from "@portolan/model";
import type { Omissions } from "./omissions.js";
import type { ServicesEntry } from "./plan-entry.js";

/**
 * Keeps what fits into a number of bytes, most wanted first: local lines, then system ports, user
 * ports and dynamic ports; in each of these what the IETF standardized before the rest, and lower
 * ports before higher ones. It stops at the first entry that does not fit, so that a smaller budget
 * always gives a part of what a larger one gives.
 *
 * @param sizeOf Gives the bytes of an entry's lines with their line feeds.
 */
export function fitBudget(
  entries: readonly ServicesEntry[],
  budget: number,
  sizeOf: (entry: ServicesEntry) => number,
  omissions: Omissions,
): readonly ServicesEntry[] {
  const byRank = entries.toSorted((a, b) => rank(a) - rank(b));
  const kept = new Set<ServicesEntry>();
  let room = budget;
  for (const entry of byRank) {
    room -= sizeOf(entry);
    if (room < 0) break;
    kept.add(entry);
  }
  for (const entry of entries) {
    const { name, port, protocol, records } = entry;
    if (!kept.has(entry)) omissions.add("over-budget", records[0], { name, port, protocol });
  }
  return entries.filter((entry) => kept.has(entry));
}

function rank({ port, origin, records: [record], foundOn }: ServicesEntry): number {
  if (origin !== "registry") return 0;
  const isStandard =
    record !== undefined &&
    (record.references.some(({ type }) => type === "rfc") ||
      (record.assignees ?? record.contacts).includes("IESG"));
  const byPort = 1 + 2 * PORT_CLASSES.indexOf(portClass(port)) + (isStandard ? 0 : 1);
  return foundOn === undefined ? byPort : byPort + 2 * PORT_CLASSES.length;
}
