import {
  dnsSdTypes,
  firstPort,
  formatPort,
  lastPort,
  oneLine,
  type Port,
  type Registry,
  type Report,
  type ServiceRecord,
} from "@portolan/model";
import { compareDates, compareProtocols, compareTexts } from "@portolan/model/internal";
import { typeScriptProblems } from "./problems.js";

/** Holds what the records of one service name and transport protocol say together. */
export interface Service {
  readonly name: string;
  readonly protocol: string | undefined;
  /** The port that was registered first; undefined for a service without any. */
  readonly port: Port | undefined;
  /** All its ports, in ascending order. */
  readonly ports: readonly Port[];
  /** Its DNS-SD service types (RFC 6763 §7): two for a service without a protocol. */
  readonly dnsSdTypes: readonly string[];
  /** The description of the record that was registered first, on one line. */
  readonly description: string | undefined;
}

/** Says which records count. */
interface ServiceSelection {
  /** Names of the transport protocols that count, `any` for records without one; by default all. */
  readonly protocols?: readonly string[];
  /** Whether names without a port count. */
  readonly dnsSd?: boolean;
  /** Receives what was left out. */
  readonly report?: Report;
}

/**
 * Gathers the named records by name and protocol, sorted by both. The result does not depend on
 * the order of the records.
 */
export function gatherServices(
  registry: Registry,
  { protocols, dnsSd = false, report }: ServiceSelection,
): readonly Service[] {
  const groups = new Map<string, Group>();
  let unread = 0;
  for (const record of registry.records) {
    const { name, protocol } = record;
    if (protocols !== undefined && !protocols.includes(protocol ?? "any")) continue;
    // Ports without a name, and names without a port, are normal facts of the registry and no loss.
    if (name === undefined) continue;
    if (record.unparsed?.port !== undefined) {
      unread++;
      continue;
    }
    if (record.port === undefined && !dnsSd) continue;
    const key = JSON.stringify([name, protocol]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { name, protocol, records: [record] });
    else group.records.push(record);
  }
  if (unread > 0) {
    const values = { count: unread };
    report?.add(typeScriptProblems, "typescript/port-not-a-number", { values });
  }
  return [...groups.values()]
    .sort((a, b) => compareTexts(a.name, b.name) || compareProtocols(a.protocol, b.protocol))
    .map(toService);
}

interface Group {
  readonly name: string;
  readonly protocol: string | undefined;
  readonly records: ServiceRecord[];
}

function toService({ name, protocol, records }: Group): Service {
  const ordered = records.sort(compareRegistrations);
  const ports = new Map<string, Port>();
  for (const { port } of ordered) if (port !== undefined) ports.set(formatPort(port), port);
  const [port] = ports.values();
  const [first] = ordered;
  const description = ordered.map(describe).find((text) => text !== "");
  return {
    name,
    protocol,
    port,
    ports: [...ports.values()].sort(comparePorts),
    dnsSdTypes: first === undefined ? [] : dnsSdTypes(first),
    description,
  };
}

/**
 * Orders the records of one service by their registration, so that one that is added later comes
 * later: those without a port last, those without a date first (IANA began to note dates when
 * most were registered), then by date and port. The description decides what is left.
 */
function compareRegistrations(a: ServiceRecord, b: ServiceRecord): number {
  return (
    Number(a.port === undefined) - Number(b.port === undefined) ||
    compareDates(a.registrationDate ?? "", b.registrationDate ?? "") ||
    comparePorts(a.port ?? 0, b.port ?? 0) ||
    compareTexts(describe(a), describe(b))
  );
}

function comparePorts(a: Port, b: Port): number {
  return firstPort(a) - firstPort(b) || lastPort(a) - lastPort(b);
}

function describe({ description }: ServiceRecord): string {
  return description === undefined ? "" : oneLine(description);
}
