import { requireRecord } from "./argument.js";
import { formatPort, type Port } from "./port.js";
import type { ServiceRecord } from "./registry.js";

/**
 * Gives the text of a record's port: as the registry writes it, what stood in its place where that is
 * no port, empty where nothing did.
 */
export function portText(record: ServiceRecord): string {
  requireRecord(record, "portText", "record");
  const { port, unparsed } = record;
  return port === undefined ? (unparsed?.port ?? "") : formatPort(port);
}

/** Gives the text of a record's service code in the same way. */
export function serviceCodeText(record: ServiceRecord): string {
  requireRecord(record, "serviceCodeText", "record");
  const { serviceCode, unparsed } = record;
  return serviceCode === undefined ? (unparsed?.serviceCode ?? "") : String(serviceCode);
}

/**
 * Gives what tells a record from the others of a registry: its name, port and protocol. A few of
 * IANA's records share them.
 */
export function recordKey(record: ServiceRecord): string {
  requireRecord(record, "recordKey", "record");
  return JSON.stringify([record.name ?? "", portText(record), record.protocol ?? ""]);
}

/** Holds what a record, or a line of a services file, is called by. */
interface Labelled {
  readonly name?: string | undefined;
  readonly port?: Port | undefined;
  readonly protocol?: string | undefined;
}

/**
 * Names a record for people by its name, port and protocol, as far as it has them.
 *
 * @example
 * recordLabel({ name: "http", port: 80, protocol: "tcp" }); // "http 80/tcp"
 * recordLabel({ port: { first: 6000, last: 6063 } }); // "6000-6063"
 */
export function recordLabel(record: Labelled): string {
  requireRecord(record, "recordLabel", "record");
  const { name, port, protocol } = record;
  const place = joined([port === undefined ? undefined : formatPort(port), protocol], "/");
  return joined([name, place], " ");
}

/** Joins those of the texts that are there. */
function joined(texts: readonly (string | undefined)[], separator: string): string {
  return texts.filter((text) => text !== undefined && text !== "").join(separator);
}
