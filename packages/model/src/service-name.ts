import { requireText } from "./argument.js";

/** Names the rule of RFC 6335 §5.1 that a service name breaks. */
export type ServiceNameFault =
  | "empty"
  | "too-long"
  | "character"
  | "no-letter"
  | "hyphen-at-edge"
  | "double-hyphen";

/**
 * Checks a service name against RFC 6335 §5.1: 1 to 15 characters, letters A to Z and a to z,
 * digits and hyphens, at least one letter, no hyphen at an edge, no two in a row.
 *
 * @returns the first rule broken, or undefined for a valid name.
 * @example
 * serviceNameFault("https"); // undefined
 * serviceNameFault("whois++"); // "character"
 */
export function serviceNameFault(name: string): ServiceNameFault | undefined {
  requireText(name, "serviceNameFault", "name");
  if (name === "") return "empty";
  if (/[^A-Za-z0-9-]/.test(name)) return "character";
  if (name.length > 15) return "too-long";
  if (!/[A-Za-z]/.test(name)) return "no-letter";
  if (name.startsWith("-") || name.endsWith("-")) return "hyphen-at-edge";
  if (name.includes("--")) return "double-hyphen";
  return undefined;
}
