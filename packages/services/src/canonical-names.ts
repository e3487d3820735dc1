/** Holds one decision about which of several registered names a port answers with. */
export interface CanonicalName {
  readonly port: number;
  readonly protocols: readonly string[];
  readonly name: string;
  /** Names registered for the same port that would come first by the registry's own facts. */
  readonly over: readonly string[];
  readonly reason: string;
}

/**
 * Lists the ports where the registry's facts (see `canonical-order.ts`) do not lead to the name that
 * people expect. Reviewed on the registry of 2025-09-22: of its 211 ports and protocols with
 * several names, 185 are decided by IANA's alias, duplicate and replacement sentences, the rest by
 * the facts named there, except for these.
 */
export const CANONICAL_NAMES: readonly CanonicalName[] = [
  {
    port: 42,
    protocols: ["tcp", "udp"],
    name: "nameserver",
    over: ["name"],
    reason:
      "Both are registered alike for the host name server of IEN 116; Fedora and FreeBSD answer nameserver, as Debian did while it listed the port.",
  },
  {
    port: 512,
    protocols: ["udp"],
    name: "biff",
    over: ["comsat"],
    reason:
      "The daemon is comsat, the service that programs ask for is biff (4.2BSD); Debian, Fedora and the BSDs answer biff.",
  },
  {
    port: 9100,
    protocols: ["tcp", "udp"],
    name: "pdl-datastream",
    over: ["hp-pdl-datastr"],
    reason:
      "Printers of every maker announce _pdl-datastream._tcp, and IANA's note names 9100 as its default port.",
  },
];
