import { firstPort, lastPort, type Port, type PortRange, parsePort } from "@portolan/model";
import type { Parsed } from "@portolan/model/internal";

/** Holds a set of ports as ranges in rising order that neither overlap nor touch. */
export type PortSet = readonly PortRange[];

/**
 * Reads a list of ports and ranges, `1-1023,8080`; blanks around items do not matter.
 *
 * @example
 * parsePortSet("8080, 1-1023,1024"); // { value: [{ first: 1, last: 1024 }, { first: 8080, last: 8080 }] }
 */
export function parsePortSet(text: string): Parsed<PortSet> {
  const ranges: PortRange[] = [];
  for (const item of text.split(",")) {
    const port = parsePort(item.trim());
    if (port === undefined) {
      return {
        message: `“${item.trim()}” is neither a port (0 to 65535) nor a range such as 6000-6063.`,
      };
    }
    ranges.push(rangeOf(port));
  }
  return { value: mergeRanges(ranges) };
}

/** Sorts ranges and joins those that overlap or touch. */
export function mergeRanges(ranges: readonly PortRange[]): PortSet {
  const sorted = [...ranges].sort((a, b) => a.first - b.first);
  const merged: PortRange[] = [];
  for (const range of sorted) {
    const open = merged.at(-1);
    if (open === undefined || range.first > open.last + 1) merged.push(range);
    else if (range.last > open.last) merged[merged.length - 1] = { ...open, last: range.last };
  }
  return merged;
}

/** Tells whether a port, or any port of a range, is in a set. */
export function overlapsPortSet(set: PortSet, port: Port): boolean {
  return set.some((range) => overlap(range, port));
}

/** Tells whether two ports or ranges have a port in common. */
export function overlap(a: Port, b: Port): boolean {
  return firstPort(a) <= lastPort(b) && firstPort(b) <= lastPort(a);
}

/** Returns a port or range as a range. */
export function rangeOf(port: Port): PortRange {
  return { first: firstPort(port), last: lastPort(port) };
}

/** Takes the ports of one set out of another. */
export function subtractRanges(set: PortSet, minus: PortSet): PortSet {
  const left: PortRange[] = [];
  let at = 0;
  for (const range of set) {
    let { first } = range;
    while ((minus[at]?.last ?? Number.POSITIVE_INFINITY) < first) at++;
    for (let next = at; (minus[next]?.first ?? Number.POSITIVE_INFINITY) <= range.last; next++) {
      const taken = minus[next];
      if (taken === undefined) break;
      if (taken.first > first) left.push({ first, last: taken.first - 1 });
      first = taken.last + 1;
    }
    if (first <= range.last) left.push({ first, last: range.last });
  }
  return left;
}

/** Returns the ports that are in both sets. */
export function intersectRanges(a: PortSet, b: PortSet): PortSet {
  return subtractRanges(a, subtractRanges(a, b));
}
