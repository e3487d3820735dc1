/** Names the transport protocols that RFC 6335 §3 registers services for. */
export type TransportProtocol = "tcp" | "udp" | "sctp" | "dccp";

/** Lists the transport protocols in the registry's own order. */
export const TRANSPORT_PROTOCOLS: readonly TransportProtocol[] = ["tcp", "udp", "sctp", "dccp"];

const BY_NAME: ReadonlyMap<string, TransportProtocol> = new Map(
  TRANSPORT_PROTOCOLS.map((protocol) => [protocol, protocol]),
);

/** Tells whether a text names a transport protocol of the registry (lower case, as registered). */
export function isTransportProtocol(text: string): text is TransportProtocol {
  return BY_NAME.has(text);
}

/** Gives the same string for each text that names the same transport protocol; others as they are. */
export function sharedProtocol(text: string): string {
  return BY_NAME.get(text) ?? text;
}
