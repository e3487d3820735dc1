import { firstPort, formatPort, lastPort, type Port, type ServiceRecord } from "@portolan/model";
import type { Findings } from "./findings.js";

/** Checks the order of the records by port, and whether their ranges overlap. */
export function checkPorts(records: readonly ServiceRecord[], findings: Findings): void {
  checkOrder(records, findings);
  checkOverlaps(records, findings);
}

/** Compares each record with a port to the one before it; records without port stand last. */
function checkOrder(records: readonly ServiceRecord[], findings: Findings): void {
  records.forEach(({ port }, place) => {
    const previous = records[place - 1];
    if (port === undefined || previous === undefined) return;
    if (previous.port !== undefined && firstPort(previous.port) <= firstPort(port)) return;
    const before =
      previous.port === undefined ? "a record without port" : `port ${formatPort(previous.port)}`;
    findings.add("lint/order", place, { port: formatPort(port), before });
  });
}

/** Holds a record's ports and protocol with its zero-based place. */
interface Stretch {
  readonly place: number;
  readonly port: Port;
  readonly protocol: string | undefined;
}

/**
 * Walks over the ports from low to high and remembers, for each protocol, which record reaches
 * farthest. A record without protocol speaks of all of them. Different names on the very same ports
 * are no overlap: {@link checkNames} tells of them.
 */
function checkOverlaps(records: readonly ServiceRecord[], findings: Findings): void {
  const farthest = new Map<string | undefined, Stretch>();
  let farthestOfAll: Stretch | undefined;
  for (const stretch of stretchesOf(records)) {
    const rivals =
      stretch.protocol === undefined
        ? [farthestOfAll]
        : [farthest.get(stretch.protocol), farthest.get(undefined)];
    const rival = rivals.find((other) => other !== undefined && overlaps(other.port, stretch.port));
    if (rival !== undefined) {
      const [before, after] = rival.place < stretch.place ? [rival, stretch] : [stretch, rival];
      const values = { port: formatPort(after.port), other: formatPort(before.port) };
      findings.add("lint/overlap", after.place, values);
    }
    farthest.set(stretch.protocol, farther(farthest.get(stretch.protocol), stretch));
    farthestOfAll = farther(farthestOfAll, stretch);
  }
}

function stretchesOf(records: readonly ServiceRecord[]): readonly Stretch[] {
  return records
    .flatMap(({ port, protocol }, place): readonly Stretch[] =>
      port === undefined ? [] : [{ place, port, protocol }],
    )
    .sort((a, b) => firstPort(a.port) - firstPort(b.port));
}

/** Tells whether ports that begin at or after a stretch overlap it without being the same. */
function overlaps(before: Port, port: Port): boolean {
  return firstPort(port) <= lastPort(before) && formatPort(before) !== formatPort(port);
}

function farther(a: Stretch | undefined, b: Stretch): Stretch {
  return a !== undefined && lastPort(a.port) >= lastPort(b.port) ? a : b;
}
