import {
  CLASS_RANGES,
  PORT_CLASSES,
  type PortClass,
  PortNames,
  type PortRange,
  portClass,
  type Registry,
  type ServiceRecord,
  STATUSES,
  type Status,
  serviceNameFault,
  statusOf,
  TRANSPORT_PROTOCOLS,
} from "@portolan/model";
import {
  compareTexts,
  defined,
  isRegistryDate,
  requireObject,
  requireRegistry,
} from "@portolan/model/internal";
import { freePorts } from "../lookup/free-ports.js";
import { intersectRanges, type PortSet } from "../port-set.js";

/** Holds how many there are of one kind. */
export interface Count<Kind extends string = string> {
  readonly kind: Kind;
  readonly count: number;
}

/**
 * Holds the numbers of a registry. Lists of kinds are in a fixed order and hold zeros,
 * but for the years.
 */
export interface RegistryStats {
  readonly updated?: string;
  readonly records: number;
  readonly people: number;
  /** Distinct service names; case does not distinguish them (RFC 6335 §5.1). */
  readonly names: number;
  /** Distinct service names that break RFC 6335 §5.1. */
  readonly invalidNames: number;
  /** Ports, each with a protocol, that have several names. */
  readonly severalNames: number;
  /** Records whose port is a range. */
  readonly ranges: number;
  /** Records by status. */
  readonly byStatus: readonly Count<Status>[];
  /** Records by class of their port; `none` is without port. */
  readonly byClass: readonly Count<PortClass | "none">[];
  /** Records by protocol, IANA's four first; `none` is without protocol. */
  readonly byProtocol: readonly Count[];
  /** Records by year of registration, in their order; years without are left out. */
  readonly byYear: readonly Count[];
  /** Records that no year counts, because they have no date of registration. */
  readonly undated: number;
  /** Ports that are free for every protocol, by class. */
  readonly freeByClass: readonly Count<PortClass>[];
  /** The longest free blocks, the longest first. */
  readonly longestFree: PortSet;
}

/** How {@link stats} counts. */
export interface StatsOptions {
  /** Most blocks that `longestFree` holds; by default 10. */
  readonly blocks?: number;
}

/** Counts what a registry holds. */
export function stats(registry: Registry, options: StatsOptions = {}): RegistryStats {
  requireRegistry(registry, "stats", "registry");
  requireObject(options, "stats", "options");
  const { blocks = 10 } = options;
  const { records, people, updated } = registry;
  const names = new Map(
    records.flatMap(({ name }) =>
      name === undefined ? [] : [[name.toLowerCase(), name] as const],
    ),
  );
  const free = freePorts(registry);
  const years = records.flatMap(({ registrationDate: date }) =>
    date !== undefined && isRegistryDate(date) ? date.slice(0, 4) : [],
  );
  const length = ({ first, last }: PortRange): number => last - first + 1;
  return {
    ...defined({ updated }),
    records: records.length,
    people: people.length,
    names: names.size,
    invalidNames: [...names.values()].filter((name) => serviceNameFault(name)).length,
    severalNames: countSeveralNames(records),
    ranges: records.filter(({ port }) => typeof port === "object").length,
    byStatus: countBy(records, STATUSES, statusOf),
    byClass: countBy(records, [...PORT_CLASSES, "none"], ({ port }) =>
      port === undefined ? "none" : portClass(port),
    ),
    byProtocol: countBy(
      records,
      [...TRANSPORT_PROTOCOLS, ...otherProtocols(records), "none"],
      ({ protocol = "none" }) => protocol,
    ),
    byYear: countBy(years.sort(compareTexts), [], (year) => year),
    undated: records.length - years.length,
    freeByClass: PORT_CLASSES.map((kind) => ({
      kind,
      count: intersectRanges(free, [CLASS_RANGES[kind]]).reduce(
        (sum, range) => sum + length(range),
        0,
      ),
    })),
    longestFree: [...free].sort((a, b) => length(b) - length(a)).slice(0, blocks),
  };
}

function countSeveralNames(records: readonly ServiceRecord[]): number {
  const names = new PortNames(records);
  let count = 0;
  for (const { port, protocol } of names.places())
    if (names.namesOf(port, protocol).length > 1) count++;
  return count;
}

/** Counts items by their kind: those that are given first, others as they occur. */
function countBy<Item, Kind extends string>(
  items: readonly Item[],
  kinds: readonly Kind[],
  kindOf: (item: Item) => Kind,
): readonly Count<Kind>[] {
  const counts = new Map<Kind, number>(kinds.map((kind) => [kind, 0]));
  for (const item of items) {
    const kind = kindOf(item);
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  return [...counts].map(([kind, count]) => ({ kind, count }));
}

/** Returns the protocols beyond IANA's four, in the order in which they first occur. */
function otherProtocols(records: readonly ServiceRecord[]): readonly string[] {
  const known = new Set<string>([...TRANSPORT_PROTOCOLS, "none"]);
  const found = new Set(records.flatMap(({ protocol }) => protocol ?? []));
  return [...found].filter((protocol) => !known.has(protocol));
}
