import { lastPort, type PortRange, parsePort } from "./port.js";
import type { Problem } from "./problem.js";
import type { Reference } from "./reference.js";
import { oneLine, type RunningText } from "./running-text.js";

/**
 * Holds IANA's registry of assigned Internet protocol numbers, the field that IPv4 calls Protocol
 * and IPv6 calls Next Header.
 */
export interface ProtocolNumbers {
  /** Date of the last change IANA made, `YYYY-MM-DD`. */
  readonly updated?: string;
  /** Records in document order, which is that of the numbers. */
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
  /** Whether it is an IPv6 extension header (RFC 7045); absent where the registry does not say. */
  readonly ipv6Extension?: boolean;
  readonly references: readonly Reference[];
  /** `YYYY-MM` or `YYYY-MM-DD`, as published, never widened. */
  readonly registrationDate?: string;
  /** `YYYY-MM` or `YYYY-MM-DD`, as published, never widened. */
  readonly modificationDate?: string;
}

/** Holds what a reader of protocol numbers found, and every problem on the way. */
export interface ProtocolNumbersResult {
  readonly numbers: ProtocolNumbers;
  readonly problems: readonly Problem[];
  /** Zero-based offset in the source of each record, in the order of `numbers.records`. */
  readonly offsets: readonly number[];
}

/** Highest protocol number: the field has 8 bits. */
const MAX_PROTOCOL_NUMBER = 255;

/**
 * Reads a protocol number or a range, which the registry writes as it writes ports.
 *
 * @returns the number, or undefined for anything else.
 * @example
 * parseProtocolNumber("6"); // 6
 * parseProtocolNumber("148-252"); // { first: 148, last: 252 }
 * parseProtocolNumber("256"); // undefined
 */
export function parseProtocolNumber(text: string): ProtocolRecord["number"] | undefined {
  const number = parsePort(text);
  return number !== undefined && lastPort(number) <= MAX_PROTOCOL_NUMBER ? number : undefined;
}

/** Tells whether the registry marks a protocol as deprecated, which it does in the keyword. */
export function isDeprecatedProtocol({ keyword = "", description = "" }: ProtocolRecord): boolean {
  return /\(deprecated\)/i.test(keyword) || /\(deprecated\)/i.test(oneLine(description));
}
