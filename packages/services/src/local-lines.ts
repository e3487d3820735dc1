import { type PortNames, type PortPlace, parsePort, Report } from "@portolan/model";
import { defined } from "@portolan/model/internal";
import { plainLine, writableName } from "./line-text.js";
import type { Conflict, Omissions } from "./omissions.js";
import {
  type GroupName,
  isWritableProtocol,
  type PortGroup,
  portKey,
  portsOf,
  rangeOf,
  replacePorts,
} from "./port-groups.js";
import { readLines } from "./read-lines.js";

/** Holds one line of a local file that a plan can take in. */
export interface LocalLine {
  readonly port: number;
  readonly protocol: string;
  /** The name, and then the aliases. */
  readonly names: readonly [string, ...string[]];
  readonly comment?: string;
  /** One-based line of the file. */
  readonly line: number;
}

/** Reads the lines of a local file in any dialect; those with no single decimal port are omitted. */
export function readLocalLines(source: string, omissions: Omissions): readonly LocalLine[] {
  const report = new Report(source);
  const lines: LocalLine[] = [];
  for (const line of readLines(source, report)) {
    const port = parsePort(line.port.text);
    const [first, ...others] = line.names;
    const isWritable =
      line.names.every(({ text }) => writableName(text) === text) &&
      isWritableProtocol(line.protocol.text);
    if (typeof port !== "number" || port === 0 || !isWritable) {
      omissions.add("local-line-unreadable", undefined, { name: first.text });
      continue;
    }
    lines.push(
      defined({
        port,
        protocol: line.protocol.text,
        names: [first.text, ...others.map(({ text }) => text)],
        comment: line.comment && plainLine(line.comment.text),
        line: report.at(line.start).line,
      }),
    );
  }
  for (const { start } of report.problems) {
    omissions.add("local-line-unreadable", undefined, { name: `line ${start?.line ?? 0}` });
  }
  return lines;
}

/** Knows one port of each name on each protocol: the first that it was put on. */
export class NameHomes {
  readonly #byProtocol = new Map<string, Map<string, number>>();
  /** Tells whether no name is on a port. */
  get isEmpty(): boolean {
    return this.#byProtocol.size === 0;
  }

  get(name: string, protocol: string): number | undefined {
    return this.#byProtocol.get(protocol)?.get(name);
  }

  /** Tells whether a name is on a port of any protocol. */
  has(name: string): boolean {
    for (const homes of this.#byProtocol.values()) if (homes.has(name)) return true;
    return false;
  }

  /** Puts a name on a port, unless it is on one already. */
  put(name: string, protocol: string, port: number): void {
    const homes = this.#byProtocol.get(protocol);
    if (homes === undefined) this.#byProtocol.set(protocol, new Map([[name, port]]));
    else if (!homes.has(name)) homes.set(name, port);
  }
}

/** Holds the groups with the local lines in them, in the order of ports. */
export interface LocalMerge {
  readonly groups: readonly PortGroup[];
  /** The ports that the local lines give to names. */
  readonly homes: NameHomes;
}

/**
 * Takes local lines in. Each line stays as it is: its name answers for the port, its aliases follow,
 * then what the registry has for the port. Where both files have a port, the overrides come first.
 *
 * A name of several lines leads to the first of them in its file, as in a C library. The overrides
 * may lead it away from the port that the registry has for it; the base may only choose between the
 * ports that the registry has for it.
 *
 * @param registered Knows all names of the registry, also those that are not written.
 */
export function mergeLocalLines(
  groups: readonly PortGroup[],
  base: readonly LocalLine[],
  overrides: readonly LocalLine[],
  registered: PortNames,
  omissions: Omissions,
): LocalMerge {
  const homes = new NameHomes();
  if (base.length === 0 && overrides.length === 0) return { groups, homes };
  const byKey = new Map<string, MergedLines>();
  const written = lowestPorts(groups);
  const tell = (kind: Conflict["kind"], line: LocalLine, name: string, other: string): void => {
    const { port, protocol, line: number } = line;
    omissions.conflicts.push({ kind, name, port, protocol, registered: other, line: number });
  };
  const linesOn = ({ port, protocol }: LocalLine): MergedLines => {
    const key = portKey(port, protocol);
    const known = byKey.get(key);
    if (known !== undefined) return known;
    const registeredNames = registered.namesOf(port, protocol).map(({ name }) => name);
    const registeredHere = new Set(registeredNames);
    const fresh = { port, protocol, overrides: [], base: [], registered: registeredHere };
    byKey.set(key, fresh);
    return fresh;
  };

  /** The overrides' lines that lead names to their ports. */
  const leading = new Map<string, LocalLine>();
  for (const line of overrides) {
    const { port, protocol, names } = line;
    const merged = linesOn(line);
    const [canonical] = merged.registered;
    if (merged.overrides.length === 0 && canonical !== undefined && canonical !== names[0])
      tell("override-renames-port", line, names[0], canonical);
    for (const name of names) {
      const elsewhere = registered.portOf(name, protocol);
      const isMove = homes.get(name, protocol) === undefined && elsewhere !== port;
      if (isMove && elsewhere !== undefined)
        tell("override-moves-name", line, name, portKey(elsewhere, protocol));
      homes.put(name, protocol, port);
      const key = `${name}/${protocol}`;
      if (!leading.has(key)) leading.set(key, line);
    }
    merged.overrides.push(line);
  }
  const inBase = new Set<string>();
  for (const line of base) {
    const { port, protocol, names } = line;
    const merged = linesOn(line);
    const [canonical] = merged.registered;
    const [other] = merged.overrides;
    if (other !== undefined && canonical === undefined && merged.base.length === 0)
      if (other.names[0] !== names[0])
        tell("override-renames-port", other, other.names[0], names[0]);
    if (canonical !== undefined && !names.some((name) => merged.registered.has(name)))
      tell("base-port-taken", line, names[0], canonical);
    for (const name of names) {
      const elsewhere = registered.portOf(name, protocol);
      const key = `${name}/${protocol}`;
      const mover = inBase.has(key) ? undefined : leading.get(key);
      inBase.add(key);
      if (mover !== undefined && elsewhere === undefined && mover.port !== port)
        tell("override-moves-name", mover, name, portKey(port, protocol));
      if (homes.get(name, protocol) !== undefined) continue;
      if (elsewhere !== undefined && !merged.registered.has(name)) {
        tell("base-name-elsewhere", line, name, portKey(elsewhere, protocol));
        homes.put(name, protocol, written.get(name, protocol) ?? port);
      } else homes.put(name, protocol, port);
    }
    merged.base.push(line);
  }
  const known = new Map<string, PortGroup>();
  for (const { port, protocol, group } of portsOf(groups))
    known.set(portKey(port, protocol), group);
  const local = Array.from(byKey, ([key, merged]) => groupOf(merged, known.get(key)?.names ?? []));
  return { groups: replacePorts(groups, local), homes };
}

/** Holds the local lines of one port and protocol, and the names registered there. */
interface MergedLines extends PortPlace {
  readonly overrides: LocalLine[];
  readonly base: LocalLine[];
  readonly registered: ReadonlySet<string>;
}

/** Makes the group of a port with local lines, whose names come before those that are written anyway. */
function groupOf(
  { port, protocol, overrides, base }: MergedLines,
  written: readonly GroupName[],
): PortGroup {
  const lines = [...overrides, ...base];
  const known = new Map(written.map((named) => [named.name, named]));
  const names = new Map<string, GroupName>();
  for (const name of lines.flatMap((line) => line.names))
    names.set(name, { ...known.get(name), name, isLocal: true });
  for (const [name, named] of known) if (!names.has(name)) names.set(name, named);
  return {
    port,
    last: port,
    protocol,
    names: [...names.values()],
    origin: overrides.length > 0 ? "overrides" : "base",
    ...defined({ comment: lines[0]?.comment }),
  };
}

/**
 * Returns the lowest port of each name.
 *
 * @param groups In the order of ports.
 * @param wanted Limits the names; by default all are wanted.
 */
export function lowestPorts(groups: readonly PortGroup[], wanted?: ReadonlySet<string>): NameHomes {
  const lowest = new NameHomes();
  for (const { port, protocol, names } of groups) {
    for (const { name, leadsTo } of names) {
      if (leadsTo === undefined && (wanted === undefined || wanted.has(name)))
        lowest.put(name, protocol, port);
    }
  }
  return lowest;
}

/** Returns the names that may lead to another port than one that they are on. */
export function namesOfSeveralPorts(groups: readonly PortGroup[]): ReadonlySet<string> {
  const ports = new Map<string, number>();
  const repeated = new Set<string>();
  for (const { port, names } of groups) {
    for (const named of names) {
      const known = ports.get(named.name);
      if (known === undefined) ports.set(named.name, port);
      const isElsewhere = known !== undefined && known !== port;
      if (isElsewhere || named.leadsTo !== undefined || rangeOf(named) !== undefined)
        repeated.add(named.name);
    }
  }
  return repeated;
}
