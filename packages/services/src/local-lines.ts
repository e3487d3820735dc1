import { comparePlaces, parsePort, Report } from "@portolan/model";
import { plainLine, writableName } from "./line-text.js";
import type { Conflict, Omissions } from "./omissions.js";
import { hasName, NamePorts, type PortGroup, portKey } from "./port-groups.js";
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
    const [first, ...others] = line.names.map(({ text }) => text);
    const isWritable = line.names.every(({ text }) => writableName(text) === text);
    if (typeof port !== "number" || port === 0 || first === undefined || !isWritable) {
      omissions.add("local-line-unreadable", undefined, { name: line.names[0].text });
      continue;
    }
    lines.push({
      port,
      protocol: line.protocol.text,
      names: [first, ...others],
      ...(line.comment === undefined ? {} : { comment: plainLine(line.comment.text) }),
      line: report.at(line.start).line,
    });
  }
  for (const { start } of report.problems) {
    omissions.add("local-line-unreadable", undefined, { name: `line ${start?.line ?? 0}` });
  }
  return lines;
}

/** Holds the groups with the local lines in them, in the order of ports. */
export interface LocalMerge {
  readonly groups: readonly PortGroup[];
  /** The ports that the overrides give to names. */
  readonly chosen: NamePorts;
}

/**
 * Takes local lines in. Overrides win: their names come first on their port, and are found there
 * even if the registry has them on another one. The base only adds: a name that the registry does
 * not have becomes an alias of its port, or a line of its own where the port is free.
 *
 * @param registeredPorts - gives the ports of all names of the registry, also of those that are not
 * written.
 */
export function mergeLocalLines(
  groups: readonly PortGroup[],
  base: readonly LocalLine[],
  overrides: readonly LocalLine[],
  registeredPorts: () => NamePorts,
  omissions: Omissions,
): LocalMerge {
  const chosen = new NamePorts();
  if (base.length === 0 && overrides.length === 0) return { groups, chosen };
  const registered = registeredPorts();
  const byKey = new Map(groups.map((group) => [portKey(group.port, group.protocol), group]));
  const conflict = (kind: Conflict["kind"], line: LocalLine, name: string, other: string): void => {
    const { port, protocol, line: number } = line;
    omissions.conflicts.push({ kind, name, port, protocol, registered: other, line: number });
  };

  for (const line of overrides) {
    const { port, protocol, names } = line;
    const group = byKey.get(portKey(port, protocol));
    const former = group?.names[0]?.name;
    if (group?.origin === "registry" && former !== undefined && former !== names[0]) {
      conflict("override-renames-port", line, names[0], former);
    }
    for (const name of names) {
      const elsewhere = registered.get(name, protocol);
      if (elsewhere !== undefined && elsewhere !== port) {
        conflict("override-moves-name", line, name, portKey(elsewhere, protocol));
      }
      chosen.set(name, protocol, port);
    }
    byKey.set(portKey(port, protocol), withNames(line, group, "first"));
  }

  for (const line of base) {
    const { port, protocol } = line;
    const group = byKey.get(portKey(port, protocol));
    const isKnown = (name: string): boolean => registered.get(name, protocol) !== undefined;
    const added: string[] = [];
    for (const name of line.names) {
      const elsewhere = chosen.get(name, protocol) ?? registered.get(name, protocol);
      if (elsewhere === undefined) added.push(name);
      else if (elsewhere !== port && !hasName(group, name)) {
        conflict("base-name-elsewhere", line, name, portKey(elsewhere, protocol));
      }
    }
    const [first, ...others] = added;
    if (first === undefined) continue;
    const holder = group?.names[0]?.name;
    if (holder !== undefined && !line.names.some((name) => isKnown(name) || hasName(group, name))) {
      conflict("base-port-taken", line, first, holder);
    }
    byKey.set(
      portKey(port, protocol),
      withNames({ ...line, names: [first, ...others] }, group, "last"),
    );
  }
  return { groups: [...byKey.values()].sort(comparePlaces), chosen };
}

/** Adds a local line's names to the group of its port, in front (an override) or at the end (base). */
function withNames(
  { port, protocol, names, comment }: LocalLine,
  group: PortGroup | undefined,
  place: "first" | "last",
): PortGroup {
  const known = group?.names ?? [];
  const own = names.map((name) => known.find((other) => other.name === name) ?? { name });
  const leads = place === "first" || group === undefined;
  const ordered = leads ? [...own, ...known] : [...known, ...own];
  const text = leads ? comment : group.comment;
  return {
    port,
    protocol,
    names: [...new Set(ordered)],
    origin: leads ? (place === "first" ? "overrides" : "base") : group.origin,
    ...(text === undefined ? {} : { comment: text }),
  };
}
