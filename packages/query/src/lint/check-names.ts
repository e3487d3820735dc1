import {
  aliasOf,
  formatPort,
  portText,
  recordKey,
  recordLabel,
  replaces,
  type ServiceRecord,
} from "@portolan/model";
import type { Findings } from "./findings.js";

/** Holds a record with its zero-based place. */
interface Placed {
  readonly record: ServiceRecord;
  readonly place: number;
}

/** Checks names against each other: duplicates, ambiguous names and ports, aliases of nothing. */
export function checkNames(records: readonly ServiceRecord[], findings: Findings): void {
  checkDuplicates(records, findings);
  checkAmbiguousNames(records, findings);
  checkAmbiguousPorts(records, findings);
  checkAliases(records, findings);
}

function checkDuplicates(records: readonly ServiceRecord[], findings: Findings): void {
  const seen = new Set<string>();
  records.forEach((record, place) => {
    const { name = "", port } = record;
    if (name === "" && port === undefined) return;
    const key = recordKey(record);
    if (seen.has(key)) findings.add("lint/duplicate", place, { key: recordLabel(record) });
    seen.add(key);
  });
}

/** Finds names that stand on several ports; without a port nothing is looked up by them. */
function checkAmbiguousNames(records: readonly ServiceRecord[], findings: Findings): void {
  const groups = groupBy(records, ({ name, port, protocol }) =>
    name === undefined || port === undefined ? undefined : `${name.toLowerCase()}\t${protocol}`,
  );
  for (const [first, ...others] of groups) {
    for (const { record, place } of others) {
      const { name = "", protocol = "no protocol" } = record;
      if (portText(record) === portText(first.record)) continue;
      findings.add("lint/name-ambiguous", place, {
        name,
        protocol,
        port: portText(record),
        first: portText(first.record),
      });
    }
  }
}

/** Finds ports with several names, unless one is declared to be another name of the first. */
function checkAmbiguousPorts(records: readonly ServiceRecord[], findings: Findings): void {
  const groups = groupBy(records, ({ name, port, protocol }) =>
    name === undefined || port === undefined ? undefined : `${formatPort(port)}\t${protocol}`,
  );
  for (const [first, ...others] of groups) {
    for (const { record, place } of others) {
      const { name = "", protocol = "no protocol" } = record;
      if (areOneService(first.record, record)) continue;
      findings.add("lint/port-ambiguous", place, {
        port: portText(record),
        protocol,
        name,
        first: first.record.name ?? "",
      });
    }
  }
}

function areOneService(a: ServiceRecord, b: ServiceRecord): boolean {
  return a.name === b.name || names(a, b) || names(b, a);
}

/** Tells whether a record says that it is an alias of another's name, or replaces it. */
function names(a: ServiceRecord, b: ServiceRecord): boolean {
  return aliasOf(a) === b.name || replaces(a) === b.name;
}

function checkAliases(records: readonly ServiceRecord[], findings: Findings): void {
  const registered = new Set(records.flatMap(({ name }) => name?.toLowerCase() ?? []));
  records.forEach((record, place) => {
    const target = aliasOf(record);
    if (target !== undefined && !registered.has(target.toLowerCase()))
      findings.add("lint/alias-target-missing", place, { name: record.name ?? "", target });
  });
}

/** Collects the records of each key in their order; those without key are left out. */
function groupBy(
  records: readonly ServiceRecord[],
  keyOf: (record: ServiceRecord) => string | undefined,
): Iterable<readonly [Placed, ...Placed[]]> {
  const groups = new Map<string, [Placed, ...Placed[]]>();
  records.forEach((record, place) => {
    const key = keyOf(record);
    if (key === undefined) return;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [{ record, place }]);
    else group.push({ record, place });
  });
  return groups.values();
}
