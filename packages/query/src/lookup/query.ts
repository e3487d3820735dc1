import { isTransportProtocol, type Port, parsePort, type TransportProtocol } from "@portolan/model";

/** Holds what a person looks up. */
export type Query =
  | { readonly kind: "port"; readonly port: Port; readonly protocol?: TransportProtocol }
  | { readonly kind: "name"; readonly name: string; readonly protocol?: TransportProtocol }
  | { readonly kind: "dns-sd"; readonly name: string; readonly label: "tcp" | "udp" };

/** `_http._tcp`, with the domain and the subtype (RFC 6763 §7.1) that may stand around it. */
const DNS_SD = /^(?:_[^.]+\._sub\.)?_([^.]+)\._(tcp|udp)(?:\.[^.]+)*\.?$/i;

/**
 * Understands a query: a port or range (`443`, `6000-6063`), a service name or a DNS-SD service type
 * (`_ipp._tcp`); a port or name may be followed by `/` and a transport protocol.
 *
 * @example
 * parseQuery("443/tcp"); // { kind: "port", port: 443, protocol: "tcp" }
 * parseQuery("cl/1"); // { kind: "name", name: "cl/1" }
 */
export function parseQuery(text: string): Query {
  const query = text.trim();
  const type = DNS_SD.exec(query);
  if (type !== null) {
    const label = type[2]?.toLowerCase() === "tcp" ? "tcp" : "udp";
    return { kind: "dns-sd", name: type[1] ?? "", label };
  }
  const slash = query.lastIndexOf("/");
  const suffix = query.slice(slash + 1).toLowerCase();
  const protocol = slash > 0 && isTransportProtocol(suffix) ? suffix : undefined;
  const subject = protocol === undefined ? query : query.slice(0, slash);
  const given = protocol === undefined ? {} : { protocol };
  const port = parsePort(subject);
  if (port !== undefined) return { kind: "port", port, ...given };
  return { kind: "name", name: subject, ...given };
}
