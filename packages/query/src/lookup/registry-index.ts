import {
  aliasOf,
  firstPort,
  lastPort,
  type Port,
  type Registry,
  replaces,
  type ServiceRecord,
} from "@portolan/model";
import { countBelow } from "../count-below.js";

/**
 * Answers the questions a look-up asks. Names are compared without regard to case (RFC 6335 §5.1);
 * records are given by their zero-based place in the registry, in rising order.
 */
export interface RegistryIndex {
  record(place: number): ServiceRecord;
  /** Gives the records with a service name. */
  named(name: string): readonly number[];
  /** Gives the records whose port or range overlaps a port or range. */
  onPort(port: Port): readonly number[];
  /** Gives the records that are an alias of a name, or that replace it. */
  relatedTo(name: string): readonly number[];
  /** Gives each service name once, in registry order, as registered. */
  names(): Iterable<string>;
}

const NOWHERE: readonly number[] = [];

/** Holds the place of a record whose port is a range. */
interface RangePlace {
  readonly first: number;
  readonly last: number;
  readonly place: number;
}

/**
 * Makes the index of a registry. It takes time in proportion to the number of records; after that a
 * look-up by port or name does not depend on it.
 */
export function createIndex(registry: Pick<Registry, "records">): RegistryIndex {
  const { records } = registry;
  const byName = new Map<string, number[]>();
  const byPort = new Map<number, number[]>();
  const ranges: RangePlace[] = [];
  records.forEach(({ name, port }, place) => {
    if (name !== undefined) append(byName, name.toLowerCase(), place);
    if (typeof port === "number") append(byPort, port, place);
    else if (port !== undefined) ranges.push({ ...port, place });
  });
  const rangesOn = rangeFinder(ranges);
  let relations: Map<string, number[]> | undefined;

  return {
    record(place) {
      const record = records[place];
      if (record === undefined) throw new RangeError(`The registry has no record ${place}.`);
      return record;
    },
    named: (name) => byName.get(name.toLowerCase()) ?? NOWHERE,
    onPort(port) {
      const places = portsOf(byPort, port);
      const inRanges = rangesOn(port);
      return inRanges.length === 0 ? places : [...places, ...inRanges].sort((a, b) => a - b);
    },
    relatedTo(name) {
      relations ??= relationsOf(records);
      return relations.get(name.toLowerCase()) ?? NOWHERE;
    },
    *names() {
      for (const places of byName.values()) yield records[places[0] ?? 0]?.name ?? "";
    },
  };
}

function append<Key>(map: Map<Key, number[]>, key: Key, place: number): void {
  const places = map.get(key);
  if (places === undefined) map.set(key, [place]);
  else places.push(place);
}

function portsOf(byPort: ReadonlyMap<number, readonly number[]>, port: Port): readonly number[] {
  if (typeof port === "number") return byPort.get(port) ?? NOWHERE;
  const places: number[] = [];
  for (let number = port.first; number <= port.last; number++)
    for (const place of byPort.get(number) ?? NOWHERE) places.push(place);
  return places.sort((a, b) => a - b);
}

/**
 * Makes a function that finds the ranges overlapping a port. It walks down from the last range that
 * begins in time and stops where no earlier range reaches far enough; in IANA's registry, where
 * ranges hardly overlap, that is one or two steps.
 */
function rangeFinder(ranges: readonly RangePlace[]): (port: Port) => readonly number[] {
  const sorted = [...ranges].sort((a, b) => a.first - b.first);
  const firsts = sorted.map(({ first }) => first);
  let highest = -1;
  const reach = sorted.map(({ last }) => {
    highest = Math.max(highest, last);
    return highest;
  });
  return (port) => {
    const found: number[] = [];
    for (let at = countBelow(firsts, lastPort(port) + 1) - 1; at >= 0; at--) {
      if ((reach[at] ?? -1) < firstPort(port)) break;
      const range = sorted[at];
      if (range !== undefined && range.last >= firstPort(port)) found.push(range.place);
    }
    return found;
  };
}

/** Maps each name, in lower case, to the records that say they are its alias or its replacement. */
function relationsOf(records: readonly ServiceRecord[]): Map<string, number[]> {
  const relations = new Map<string, number[]>();
  records.forEach((record, place) => {
    for (const name of [aliasOf(record), replaces(record)])
      if (name !== undefined) append(relations, name.toLowerCase(), place);
  });
  return relations;
}
