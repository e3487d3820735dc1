import type { Registry } from "@portolan/model";
import type { AuditFindings } from "./audit-findings.js";

import { COMPATIBILITY_ENTRIES } from "./compatibility-packs.js";
import { Omissions } from "./omissions.js";
import {
  type GroupName,
  groupByPort,
  hasName,
  isOtherNameOf,
  type PortGroup,
  portKey,
} from "./port-groups.js";
import type { ServiceLine, Token } from "./read-lines.js";

/** Finds what the lines of a services file say differently than the registry. */
export function compareWithRegistry(
  lines: readonly ServiceLine[],
  registry: Registry,
  findings: AuditFindings,
): void {
  const groups = groupByPort(registry, "expand", new Omissions());
  const byKey = new Map(groups.map((group) => [portKey(group.port, group.protocol), group]));
  const byName = new Map<string, PortGroup[]>();
  for (const group of groups) {
    for (const { name } of group.names) {
      const places = byName.get(name);
      if (places === undefined) byName.set(name, [group]);
      else places.push(group);
    }
  }
  for (const line of lines) {
    const group = byKey.get(keyOf(line));
    for (const name of line.names) {
      if (!hasName(group, name.text)) checkName(line, name, group, byName, findings);
    }
    if (group !== undefined) checkFirstName(line, group, findings);
  }
  findMissing(lines, byKey, findings);
}

function keyOf({ port, protocol }: ServiceLine): string {
  return portKey(port.text, protocol.text);
}

/** Says what is wrong with a name that the registry does not have on the line's port. */
function checkName(
  line: ServiceLine,
  name: Token,
  group: PortGroup | undefined,
  byName: ReadonlyMap<string, readonly PortGroup[]>,
  findings: AuditFindings,
): void {
  const add = (code: Parameters<AuditFindings["add"]>[0], registered: readonly string[]): void =>
    findings.add(code, line, name, { name: name.text, registered });
  const places = byName.get(name.text) ?? [];
  const keys = (of: readonly PortGroup[]): readonly string[] =>
    of.map(({ port, protocol }) => portKey(port, protocol));
  const compatible = compatibleService(name.text, group);
  const sameProtocol = places.filter(({ protocol }) => protocol === line.protocol.text);
  const samePort = places.filter(({ port }) => String(port) === line.port.text);
  if (sameProtocol.length > 0) add("audit/wrong-port", keys(sameProtocol));
  else if (samePort.length > 0) add("audit/wrong-protocol", keys(samePort));
  else if (places.length > 0) add("audit/wrong-port", keys(places));
  else if (compatible !== undefined) {
    const isFirst = name === line.names[0];
    add(isFirst ? "audit/stale-name" : "audit/compatibility-name", [compatible]);
  } else if (group === undefined) {
    if (name === line.names[0]) add("audit/unknown-service", []);
  } else {
    const names = group.names.map((other) => other.name);
    const isAlias = line.names.some(({ text }) => names.includes(text));
    if (isAlias) add("audit/unknown-name", names);
    else if (name === line.names[0]) add("audit/port-taken", names);
  }
}

/** Gives the service that a name is known to stand for on a port, though it is not registered. */
function compatibleService(name: string, group: PortGroup | undefined): string | undefined {
  if (group === undefined) return undefined;
  return COMPATIBILITY_ENTRIES.find(
    ({ port, protocols, service, aliases }) =>
      port === group.port &&
      protocols.includes(group.protocol) &&
      aliases.includes(name) &&
      hasName(group, service),
  )?.service;
}

function checkFirstName(line: ServiceLine, group: PortGroup, findings: AuditFindings): void {
  const [first] = line.names;
  const named = group.names.find(isRegistered(first.text));
  const [canonical] = group.names;
  if (named?.record === undefined || canonical === undefined || named === canonical) return;
  const registered = group.names.flatMap(({ name, record }) =>
    record === undefined ? [] : [{ name, record }],
  );
  if (!isOtherNameOf(first.text, named.record, registered)) return;
  findings.add("audit/stale-name", line, first, {
    name: first.text,
    registered: [canonical.name],
  });
}

function isRegistered(name: string): (other: GroupName) => boolean {
  return (other) => other.name === name;
}

/**
 * Finds registered names that none of the lines of their port has. Ports without a line are fine,
 * and so are those that the system has given to another service, which is a finding of its own.
 */
function findMissing(
  lines: readonly ServiceLine[],
  byKey: ReadonlyMap<string, PortGroup>,
  findings: AuditFindings,
): void {
  const firstLines = new Map<string, ServiceLine>();
  const written = new Map<string, Set<string>>();
  for (const line of lines) {
    const key = keyOf(line);
    if (!firstLines.has(key)) firstLines.set(key, line);
    const names = written.get(key) ?? new Set();
    written.set(key, names);
    for (const { text } of line.names) names.add(text);
  }
  for (const [key, line] of firstLines) {
    const names = byKey.get(key)?.names ?? [];
    const missing = names.filter(({ name }) => !written.get(key)?.has(name));
    if (missing.length === names.length) continue;
    for (const { name } of missing) {
      findings.add("audit/missing-alias", line, line.names[0], { name });
    }
  }
}
