import { requireRecord } from "./argument.js";
import type { ServiceRecord } from "./registry.js";
import { oneLine } from "./running-text.js";

// IANA's own sentences. The first two appear in assignment notes, the last in descriptions.
const ALIAS = /\bThis entry is an alias to "([^"]+)"/;
const DUPLICATE = /\bThis is a duplicate of the "([^"]+)" service\b/;
const REPLACEMENT = /\bIANA assigned this well-formed service name as a replacement for "([^"]+)"/;

/**
 * Gives the service name that a record says it is another name of: the well-formed twin of a
 * legacy name (`udt_os` of `udt-os`), or the service a duplicate repeats (`www` of `http`).
 */
export function aliasOf(record: ServiceRecord): string | undefined {
  requireRecord(record, "aliasOf", "record");
  if (record.notes === undefined) return undefined;
  const notes = oneLine(record.notes);
  return ALIAS.exec(notes)?.[1] ?? DUPLICATE.exec(notes)?.[1];
}

/** Gives the legacy name that a record's well-formed service name replaces (RFC 6335 §10.1). */
export function replaces(record: ServiceRecord): string | undefined {
  requireRecord(record, "replaces", "record");
  if (record.description === undefined) return undefined;
  return REPLACEMENT.exec(oneLine(record.description))?.[1];
}
