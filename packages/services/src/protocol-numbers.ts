import { oneLine, type PortRange, type Reference, type RunningText } from "@portolan/model";

/**
 * Holds IANA's registry of assigned Internet protocol numbers, the field that IPv4 calls Protocol
 * and IPv6 calls Next Header.
 */
export interface ProtocolNumbers {
  /** Date of the last change IANA made, `YYYY-MM-DD`. */
  readonly updated?: string;
  /** Records in the order of numbers. */
  readonly records: readonly ProtocolRecord[];
}

/** Holds one record of the protocol numbers. Absent fields are absent, never empty. */
export interface ProtocolRecord {
  /** Protocol number, 0 to 255, or a range of them; a local file may have higher numbers. */
  readonly number: number | PortRange;
  /** Keyword as registered, for example `TCP` or `ARGUS (deprecated)`. */
  readonly keyword?: string;
  /** Further names that a local file has. */
  readonly aliases?: readonly string[];
  /** What the registry calls Protocol: the name in full. */
  readonly description?: RunningText;
  /** True for an IPv6 extension header (RFC 7045). */
  readonly ipv6Extension?: true;
  readonly references: readonly Reference[];
}

/** Tells whether the registry marks a protocol as deprecated, which it does in the keyword. */
export function isDeprecatedProtocol({ keyword = "", description = "" }: ProtocolRecord): boolean {
  return /\(deprecated\)/i.test(keyword) || /\(deprecated\)/i.test(oneLine(description));
}
