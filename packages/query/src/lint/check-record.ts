import {
  aliasOf,
  isRegistryDate,
  isTransportProtocol,
  type Registry,
  type ServiceNameFault,
  type ServiceRecord,
  serviceNameFault,
} from "@portolan/model";
import type { Findings } from "./findings.js";

const NAME_FAULTS: Readonly<Record<ServiceNameFault, string>> = {
  empty: "it is empty",
  "too-long": "it is longer than 15 characters",
  character: "it has a character that is no letter, digit or hyphen",
  "no-letter": "it has no letter",
  "hyphen-at-edge": "it begins or ends with a hyphen",
  "double-hyphen": "it has two hyphens in a row",
};

/** Checks what a record says by itself. */
export function checkRecord(
  record: ServiceRecord,
  place: number,
  registry: Registry,
  findings: Findings,
): void {
  checkNumbers(record, place, findings);
  checkName(record, place, findings);
  checkDates(record, place, registry.updated, findings);
  checkServicesLine(record, place, findings);
}

function checkNumbers(record: ServiceRecord, place: number, findings: Findings): void {
  const { name, port, protocol, unparsed } = record;
  if (name === undefined && port === undefined && unparsed?.port === undefined)
    findings.add("lint/record-empty", place);
  if (unparsed?.port !== undefined)
    findings.add("lint/port-invalid", place, { found: unparsed.port });
  if (unparsed?.serviceCode !== undefined)
    findings.add("lint/service-code-invalid", place, { found: unparsed.serviceCode });
  if (protocol !== undefined && !isTransportProtocol(protocol))
    findings.add("lint/protocol-unknown", place, { found: protocol });
}

function checkName(record: ServiceRecord, place: number, findings: Findings): void {
  const { name } = record;
  const broken = name === undefined ? undefined : serviceNameFault(name);
  if (name === undefined || broken === undefined) return;
  const fault = NAME_FAULTS[broken];
  const target = aliasOf(record);
  if (target === undefined) findings.add("lint/name-invalid", place, { name, fault });
  else findings.add("lint/name-historic", place, { name, fault, target });
}

function checkDates(
  record: ServiceRecord,
  place: number,
  updated: string | undefined,
  findings: Findings,
): void {
  const dates = [
    ["registration date", record.registrationDate],
    ["modification date", record.modificationDate],
  ] as const;
  for (const [column, found] of dates) {
    if (found === undefined) continue;
    if (!isRegistryDate(found)) findings.add("lint/date-invalid", place, { column, found });
    else if (updated !== undefined && isBefore(updated, found))
      findings.add("lint/date-in-future", place, { column, found, updated });
  }
  const { registrationDate: registered, modificationDate: modified } = record;
  if (registered !== undefined && modified !== undefined && isBefore(modified, registered))
    findings.add("lint/dates-reversed", place, { registered, modified });
}

/** Tells whether a date is before another; what one of them leaves open (the day) does not count. */
function isBefore(date: string, other: string): boolean {
  if (!isRegistryDate(date) || !isRegistryDate(other)) return false;
  const length = Math.min(date.length, other.length);
  return date.slice(0, length) < other.slice(0, length);
}

/** A line of services(5) is a name, blanks, `port/protocol`; `#` begins a comment. */
function checkServicesLine(record: ServiceRecord, place: number, findings: Findings): void {
  const { name, port, protocol } = record;
  if (name === undefined || port === undefined) return;
  const fault = /[\s#]/.test(name)
    ? "a blank or “#” ends a name there"
    : protocol === undefined
      ? "it has a port, but no protocol"
      : undefined;
  if (fault !== undefined) findings.add("lint/services-inexpressible", place, { name, fault });
}
