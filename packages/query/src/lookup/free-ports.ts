import {
  CLASS_RANGES,
  type PortClass,
  type PortRange,
  type Registry,
  statusOf,
  type TransportProtocol,
} from "@portolan/model";
import { requireObject, requireRecords } from "@portolan/model/internal";
import { mergeRanges, type PortSet, rangeOf, subtractRanges } from "../port-set.js";
import { speaksOf } from "./query.js";

/** Which ports count as free. */
export interface FreePortOptions {
  /** Protocol the ports must be free for; by default all. */
  readonly protocol?: TransportProtocol | undefined;
}

/** Which free ports {@link nextFree} takes. */
export interface NextFreeOptions extends FreePortOptions {
  /** By default `user`, the class that RFC 6335 §8.1.2 gives to whoever asks. */
  readonly class?: PortClass | undefined;
  /** Number of ports in a row; by default 1. */
  readonly count?: number | undefined;
}

/**
 * Returns the ports that the registry calls unassigned and gives to nobody else. A port of which it
 * says nothing is not free: the protocols a service did not register are kept for its assignee
 * (RFC 6335 §7.2), and dynamic ports are never assigned.
 */
export function freePorts(
  registry: Pick<Registry, "records">,
  options: FreePortOptions = {},
): PortSet {
  requireRecords(registry, "freePorts", "registry");
  requireObject(options, "freePorts", "options");
  const { protocol } = options;
  const free: PortRange[] = [];
  const taken: PortRange[] = [];
  for (const record of registry.records) {
    if (!speaksOf(record, protocol) || record.port === undefined) continue;
    (statusOf(record) === "unassigned" ? free : taken).push(rangeOf(record.port));
  }
  return subtractRanges(mergeRanges(free), mergeRanges(taken));
}

/**
 * Returns the lowest free ports of a class: the first of so many in a row.
 *
 * @returns undefined where the class has no such row; always for `dynamic`, of which no port is
 * ever assigned.
 * @example
 * const block = { port: { first: 6064, last: 6067 }, description: "Unassigned", contacts: [], references: [] };
 * nextFree(createRegistry({ records: [block] }), { count: 2 }); // { first: 6064, last: 6065 }
 */
export function nextFree(
  registry: Pick<Registry, "records">,
  options: NextFreeOptions = {},
): PortRange | undefined {
  requireRecords(registry, "nextFree", "registry");
  requireObject(options, "nextFree", "options");
  const { class: wanted = "user", count = 1 } = options;
  if (!Number.isInteger(count) || count < 1)
    throw new TypeError("The number of ports must be a whole number from 1.");
  const limits = CLASS_RANGES[wanted];
  for (const block of freePorts(registry, options)) {
    const first = Math.max(block.first, limits.first);
    const last = first + count - 1;
    if (last <= Math.min(block.last, limits.last)) return { first, last };
  }
  return undefined;
}
