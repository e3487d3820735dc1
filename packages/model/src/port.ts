import { requireNumber, requirePort, requireText } from "./argument.js";

/** Holds a range of ports, both ends inclusive, 0 to 65535. */
export interface PortRange {
  readonly first: number;
  readonly last: number;
}

/** Holds one port number or a range. */
export type Port = number | PortRange;

/** Names the three ranges of RFC 6335 §6. */
export type PortClass = "system" | "user" | "dynamic";

/** Highest port number. */
export const MAX_PORT = 65535;

/** Lists the port classes from low to high. */
export const PORT_CLASSES: readonly PortClass[] = ["system", "user", "dynamic"];

/** First and last port of each class (RFC 6335 §6). */
export const CLASS_RANGES: Readonly<Record<PortClass, PortRange>> = {
  system: { first: 0, last: 1023 },
  user: { first: 1024, last: 49151 },
  dynamic: { first: 49152, last: MAX_PORT },
};

/**
 * Reads a port number or a range, as the registry writes them.
 *
 * @returns the port, or undefined for anything else: signs, leading zeros, ports above 65535, a
 * range that ends before it starts.
 * @example
 * parsePort("80"); // 80
 * parsePort("6000-6063"); // { first: 6000, last: 6063 }
 * parsePort("080"); // undefined
 */
export function parsePort(text: string): Port | undefined {
  requireText(text, "parsePort", "text");
  const dash = text.indexOf("-");
  if (dash === -1) return parsePortNumber(text);
  const first = parsePortNumber(text.slice(0, dash));
  const last = parsePortNumber(text.slice(dash + 1));
  if (first === undefined || last === undefined || last < first) return undefined;
  return { first, last };
}

/** Reads digits without a leading zero. Every record has some: a regular expression takes thrice the time. */
function parsePortNumber(text: string): number | undefined {
  if (text === "" || text.length > 5 || (text.length > 1 && text.startsWith("0"))) return undefined;
  let number = 0;
  for (let i = 0; i < text.length; i++) {
    const digit = text.charCodeAt(i) - 0x30;
    if (digit < 0 || digit > 9) return undefined;
    number = 10 * number + digit;
  }
  return number <= MAX_PORT ? number : undefined;
}

/** Writes a port as the registry does: `80`, `6000-6063`. */
export function formatPort(port: Port): string {
  requirePort(port, "formatPort", "port");
  return typeof port === "number" ? String(port) : `${port.first}-${port.last}`;
}

/** Gives the lowest port of a port or range. */
export function firstPort(port: Port): number {
  requirePort(port, "firstPort", "port");
  return typeof port === "number" ? port : port.first;
}

/** Gives the highest port of a port or range. */
export function lastPort(port: Port): number {
  requirePort(port, "lastPort", "port");
  return typeof port === "number" ? port : port.last;
}

/** Tells whether a port number lies in a port or range. */
export function containsPort(port: Port, number: number): boolean {
  requirePort(port, "containsPort", "port");
  requireNumber(number, "containsPort", "number");
  return firstPort(port) <= number && number <= lastPort(port);
}

/**
 * Gives the class of a port (RFC 6335 §6). A range belongs to the class of its first port; no
 * registered range crosses a border.
 */
export function portClass(port: Port): PortClass {
  requirePort(port, "portClass", "port");
  const first = firstPort(port);
  if (first <= CLASS_RANGES.system.last) return "system";
  return first <= CLASS_RANGES.user.last ? "user" : "dynamic";
}
