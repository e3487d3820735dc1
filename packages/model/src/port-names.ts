import { aliasOf, replaces } from "./alias.js";
import { requireTextOrObject } from "./argument.js";
import { compareDates } from "./date.js";
import { addToGroup, type Group } from "./groups.js";
import { lastAtMost } from "./line-index.js";
import { compareProtocols } from "./order.js";
import { firstPort, lastPort, type PortRange } from "./port.js";
import { assigneesOf, type ServiceRecord } from "./registry.js";
import { oneLine } from "./running-text.js";

/** Holds a name that the registry has for a port and protocol, with the record it comes from. */
export interface PortName {
  readonly name: string;
  readonly record: ServiceRecord;
}

/** Holds a port number with a transport protocol. */
export interface PortPlace {
  readonly port: number;
  readonly protocol: string;
}

/**
 * Answers which names a port has and which port a name has, for each transport protocol. This is
 * the one place that decides it: services files, look-ups, checks and differences all ask here.
 *
 * - A port has every name that a record registers for it, also for a range around it. The first of
 *   them is its canonical name: what a look-up by port answers (see {@link CANONICAL_NAMES} for the
 *   rules).
 * - A name leads to the lowest port that it is registered on.
 * - Records without a name, a port or a protocol take no part. Neither does port 0, which is
 *   reserved. Names are compared as they are written.
 *
 * Ranges are kept as ranges, so the time and memory depend on the number of records only.
 *
 * @example
 * const names = new PortNames(registry.records);
 * names.namesOf(80, "tcp").map(({ name }) => name); // ["http", "www", "www-http"]
 * names.portOf("http", "tcp"); // 80
 */
export class PortNames {
  readonly #byProtocol = new Map<string, ProtocolNames>();

  constructor(records: Iterable<ServiceRecord>) {
    requireTextOrObject(records, "PortNames", "records", "records in order, a list for example");
    let place = 0;
    for (const record of records) {
      const { name, port, protocol } = record;
      place++;
      if (name === undefined || port === undefined || protocol === undefined) continue;
      const first = Math.max(1, firstPort(port));
      const last = lastPort(port);
      if (first > last) continue;
      this.#namesOn(protocol).add({ name, record, first, last, place });
    }
  }

  /** Returns the names of a port, the canonical name first; none where nothing is registered. */
  namesOf(port: number, protocol: string): readonly PortName[] {
    return this.#byProtocol.get(protocol)?.namesOf(port) ?? [];
  }

  /** Returns the canonical name of a port: what a look-up by port answers. */
  nameOf(port: number, protocol: string): string | undefined {
    return this.namesOf(port, protocol)[0]?.name;
  }

  /** Returns the lowest port that a name is registered on: where a look-up by name leads. */
  portOf(name: string, protocol: string): number | undefined {
    return this.#byProtocol.get(protocol)?.portOf(name);
  }

  /** Returns the protocols that have names, in the registry's order, then by name. */
  protocols(): readonly string[] {
    return [...this.#byProtocol.keys()].sort(compareProtocols);
  }

  /** Returns every port that has a name, ranges expanded, in the order of {@link comparePlaces}. */
  *places(): Generator<PortPlace, void, undefined> {
    const protocols = this.protocols();
    // A number for each stretch of ports sorts by its first port, then by the protocol.
    const keys: number[] = [];
    const lasts = new Map<number, number>();
    for (const [rank, protocol] of protocols.entries()) {
      const names = this.#namesOn(protocol);
      for (const port of names.singlePorts()) keys.push(port * protocols.length + rank);
      for (const { first, last } of names.coveredPorts()) {
        const key = first * protocols.length + rank;
        keys.push(key);
        lasts.set(key, last);
      }
    }
    const sorted = Float64Array.from(keys).sort();
    let open: { rank: number; last: number }[] = [];
    let port = 0;
    for (let next = 0; next < sorted.length || open.length > 0; port++) {
      if (open.length === 0) {
        const key = sorted[next] ?? 0;
        port = Math.floor(key / protocols.length);
        // Nearly all stretches are one port.
        if (!lasts.has(key)) {
          yield { port, protocol: protocols[key % protocols.length] ?? "" };
          next++;
          port--;
          continue;
        }
      }
      const openBefore = open.length;
      for (let key = sorted[next] ?? -1; Math.floor(key / protocols.length) === port; ) {
        open.push({ rank: key % protocols.length, last: lasts.get(key) ?? port });
        key = sorted[++next] ?? -1;
      }
      if (openBefore > 0 && open.length > openBefore) open.sort((a, b) => a.rank - b.rank);
      for (const { rank } of open) yield { port, protocol: protocols[rank] ?? "" };
      open = open.filter(({ last }) => last > port);
    }
  }

  #namesOn(protocol: string): ProtocolNames {
    const known = this.#byProtocol.get(protocol);
    if (known !== undefined) return known;
    const names = new ProtocolNames(protocol);
    this.#byProtocol.set(protocol, names);
    return names;
  }
}

/** Compares by port, then by protocol in the registry's order: tcp, udp, sctp, dccp, others. */
export function comparePlaces(a: PortPlace, b: PortPlace): number {
  return a.port - b.port || compareProtocols(a.protocol, b.protocol);
}

/** Holds a name with the ports it is registered on and the place of its record in the registry. */
interface RegisteredName extends PortName {
  readonly first: number;
  readonly last: number;
  readonly place: number;
}

/** Holds the names of one protocol. */
class ProtocolNames {
  readonly #protocol: string;
  /** Names of single ports, in the order of the registry. */
  readonly #single = new Map<number, Group<RegisteredName>>();
  /** Names of ranges, in the order of the registry. */
  readonly #ranges: RegisteredName[] = [];
  /** The lowest port of each name. */
  #lowest: Map<string, number> | undefined;
  #covered: readonly PortRange[] | undefined;
  /** The first ports of these. */
  #firsts: readonly number[] | undefined;
  #inRanges: ReadonlySet<number> | undefined;
  /** The ports at which a range begins, or at which one has ended, in order. */
  #borders: readonly number[] | undefined;
  /** The sorted names of ports that no range has. */
  readonly #sortedSingle = new Map<number, readonly PortName[]>();
  /** The sorted names that were last asked for of a port that a range has. */
  #last: { readonly key: string; readonly names: readonly PortName[] } | undefined;

  constructor(protocol: string) {
    this.#protocol = protocol;
  }

  add(registered: RegisteredName): void {
    const { first, last } = registered;
    if (first === last) addToGroup(this.#single, first, registered);
    else this.#ranges.push(registered);
  }

  namesOf(port: number): readonly PortName[] {
    const single = this.#single.get(port) ?? NO_NAMES;
    const isInRange =
      single === NO_NAMES ? this.#isCovered(port) : this.#singleInRanges().has(port);
    if (!isInRange) {
      if (single.length < 2) return single;
      const known = this.#sortedSingle.get(port);
      if (known !== undefined) return known;
      const names = this.#sorted(port, single);
      this.#sortedSingle.set(port, names);
      return names;
    }
    // All ports between two borders have the same names, unless something is said of one of them.
    const isAlone = single.length > 0 || isReviewed(port, this.#protocol);
    this.#borders ??= [
      ...new Set(this.#ranges.flatMap(({ first, last }) => [first, last + 1])),
    ].sort((a, b) => a - b);
    const key = isAlone ? `port ${port}` : `stretch ${lastAtMost(this.#borders, port)}`;
    if (this.#last?.key !== key) {
      const all = [...single, ...this.#ranges.filter((range) => isOn(range, port))];
      const inOrder = all.sort((a, b) => a.place - b.place);
      this.#last = { key, names: this.#sorted(port, inOrder) };
    }
    return this.#last.names;
  }

  portOf(name: string): number | undefined {
    if (this.#lowest === undefined) {
      this.#lowest = new Map();
      for (const names of [...this.#single.values(), this.#ranges]) {
        for (const { name: each, first } of names) {
          const known = this.#lowest.get(each);
          if (known === undefined || first < known) this.#lowest.set(each, first);
        }
      }
    }
    return this.#lowest.get(name);
  }

  /** Returns the ports that have names, and that no range covers. */
  *singlePorts(): Generator<number, void, undefined> {
    const inRanges = this.#singleInRanges();
    for (const port of this.#single.keys()) if (!inRanges.has(port)) yield port;
  }

  /** Returns the ports that ranges cover, as stretches that do not overlap, in order. */
  coveredPorts(): readonly PortRange[] {
    if (this.#covered !== undefined) return this.#covered;
    const covered: { first: number; last: number }[] = [];
    for (const { first, last } of this.#ranges.toSorted((a, b) => a.first - b.first)) {
      const before = covered.at(-1);
      if (before !== undefined && first <= before.last) before.last = Math.max(before.last, last);
      else covered.push({ first, last });
    }
    this.#covered = covered;
    return covered;
  }

  #sorted(port: number, names: readonly RegisteredName[]): readonly PortName[] {
    if (names.length === 1) return names;
    const once = new Map<string, RegisteredName>();
    for (const named of names) if (!once.has(named.name)) once.set(named.name, named);
    return once.size === 1 ? [...once.values()] : sortCanonical(port, this.#protocol, once);
  }

  /** Returns the single ports that ranges cover, too. */
  #singleInRanges(): ReadonlySet<number> {
    if (this.#inRanges !== undefined) return this.#inRanges;
    const inRanges = new Set<number>();
    for (const { first, last } of this.coveredPorts()) {
      for (let port = first; port <= last; port++) if (this.#single.has(port)) inRanges.add(port);
    }
    this.#inRanges = inRanges;
    return inRanges;
  }

  #isCovered(port: number): boolean {
    if (this.#ranges.length === 0) return false;
    const covered = this.coveredPorts();
    this.#firsts ??= covered.map(({ first }) => first);
    const stretch = covered[lastAtMost(this.#firsts, port)];
    return stretch !== undefined && isOn(stretch, port);
  }
}

const NO_NAMES: readonly RegisteredName[] = [];

function isOn({ first, last }: PortRange, port: number): boolean {
  return first <= port && port <= last;
}

/**
 * Sorts the names of one port and protocol, which come in the order of the registry, so that the
 * canonical name comes first. {@link CANONICAL_NAMES} has the rules.
 */
function sortCanonical(
  port: number,
  protocol: string,
  names: ReadonlyMap<string, PortName>,
): readonly PortName[] {
  const replaced = new Set<string>();
  for (const { name, record } of names.values()) {
    const legacy = replaces(record);
    if (legacy !== undefined && legacy !== name) replaced.add(legacy);
  }
  const ranked = Array.from(names.values(), (named) => {
    const { name, record } = named;
    const target = aliasOf(record);
    const isOtherName =
      replaced.has(name) || (target !== undefined && target !== name && names.has(target));
    return { named, isOtherName, isReviewed: isReviewed(port, protocol, name) };
  });
  // The first fact that tells two names apart is mostly the first: the others are seldom looked at.
  const standings = new Map<ServiceRecord, readonly boolean[]>();
  const standing = (record: ServiceRecord): readonly boolean[] => {
    const known = standings.get(record) ?? standingOf(record);
    standings.set(record, known);
    return known;
  };
  ranked.sort((a, b) => {
    if (a.isOtherName !== b.isOtherName) return a.isOtherName ? 1 : -1;
    if (a.isReviewed !== b.isReviewed) return a.isReviewed ? -1 : 1;
    const other = standing(b.named.record);
    for (const [rule, isLater] of standing(a.named.record).entries()) {
      if (isLater !== other[rule]) return isLater ? 1 : -1;
    }
    return compareDates(dateOf(a.named), dateOf(b.named));
  });
  return ranked.map(({ named }) => named);
}

function dateOf({ record }: PortName): string {
  return record.registrationDate ?? "";
}

/** Returns what puts a record's name after others, by the rules 3 to 6. */
function standingOf(record: ServiceRecord): readonly boolean[] {
  const { description, notes } = record;
  const facts = `${description === undefined ? "" : oneLine(description)}\n${notes === undefined ? "" : oneLine(notes)}`;
  const assignees = assigneesOf(record);
  return [
    /\brecords an unassigned but widespread use\b/.test(facts),
    /\bhistoric\b/i.test(facts),
    !assignees.includes("IESG"),
    !record.references.some(({ type }) => type === "rfc"),
    assignees.length === 0,
  ];
}

/** Tells whether the reviewed table has a port and protocol, or a name of it. */
function isReviewed(port: number, protocol: string, name?: string): boolean {
  return CANONICAL_NAMES.some(
    (entry) =>
      entry.port === port &&
      entry.protocols.includes(protocol) &&
      (name === undefined || entry.name === name),
  );
}

/** Holds one reviewed decision about which of several registered names is a port's canonical name. */
export interface CanonicalName {
  readonly port: number;
  readonly protocols: readonly string[];
  readonly name: string;
  /** Names registered for the same port that would come first by the registry's own facts. */
  readonly over: readonly string[];
  readonly reason: string;
}

/**
 * Lists the ports where the registry's facts do not lead to the name that people expect. Of several
 * names of one port and protocol, these rules choose the first; where they leave names equal, the
 * order of the registry stays:
 *
 * 1. a name that IANA calls an alias or duplicate of another name of the port, or that another name
 *    of the port replaces, comes after it;
 * 2. a name of this table comes first;
 * 3. a name that only “records an unassigned but widespread use” comes after an assigned one;
 * 4. so does one that the registry calls historic;
 * 5. what the IETF standardized comes first: assigned to the IESG, then defined by an RFC;
 * 6. a name assigned to somebody comes before one assigned to nobody;
 * 7. the earlier registration date comes first; names without one are older than all dates.
 *
 * Reviewed on the registry of 2025-09-22: of its 211 ports and protocols with several names, IANA's
 * alias, duplicate and replacement sentences decide 185, the other facts the rest, except for these.
 */
export const CANONICAL_NAMES: readonly CanonicalName[] = [
  {
    port: 42,
    protocols: ["tcp", "udp"],
    name: "nameserver",
    over: ["name"],
    reason:
      "Both are registered alike for the host name server of IEN 116; Fedora and FreeBSD answer nameserver, as Debian did while it listed the port.",
  },
  {
    port: 512,
    protocols: ["udp"],
    name: "biff",
    over: ["comsat"],
    reason:
      "The daemon is comsat, the service that programs ask for is biff (4.2BSD); Debian, Fedora and the BSDs answer biff.",
  },
  {
    port: 9100,
    protocols: ["tcp", "udp"],
    name: "pdl-datastream",
    over: ["hp-pdl-datastr"],
    reason:
      "Printers of every maker announce _pdl-datastream._tcp, and IANA's note names 9100 as its default port.",
  },
];
