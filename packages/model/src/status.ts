import { requireRecord } from "./argument.js";
import type { ServiceRecord } from "./registry.js";
import { oneLine } from "./running-text.js";

/**
 * Names what a record says about its port or name (RFC 6335 §6, §8). `discouraged` is a port
 * in private or unclear use that the registry describes but assigns to no service name.
 */
export type Status =
  | "assigned"
  | "unassigned"
  | "reserved"
  | "de-registered"
  | "deprecated"
  | "discouraged";

/** Lists every status. */
export const STATUSES: readonly Status[] = [
  "assigned",
  "unassigned",
  "reserved",
  "de-registered",
  "deprecated",
  "discouraged",
];

const UNNAMED: readonly (readonly [RegExp, Status])[] = [
  [/^\(?unassigned\b/i, "unassigned"],
  [/^reserved\b/i, "reserved"],
  [/^(?:de-registered|removed|de-?commissioned|decomissioned)\b/i, "de-registered"],
  [/^deprecated\b/i, "deprecated"],
];

/**
 * Gives the status of a record. A record with a service name is assigned, whatever words its
 * description holds (`RemoteWare Unassigned` is a name of a product), unless the whole description
 * is one of IANA's own states.
 */
export function statusOf(record: ServiceRecord): Status {
  requireRecord(record, "statusOf", "record");
  const description = record.description === undefined ? "" : oneLine(record.description);
  if (record.name !== undefined) {
    return /^(?:de-registered|removed)$/i.test(description) ? "de-registered" : "assigned";
  }
  for (const [pattern, status] of UNNAMED) if (pattern.test(description)) return status;
  return description === "" ? "unassigned" : "discouraged";
}
