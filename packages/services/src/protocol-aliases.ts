import type { CompatibilityPack } from "./compatibility-packs.js";

/** Holds names of a protocol that systems have always carried, but the registry does not have. */
export interface ProtocolAliases {
  readonly number: number;
  /** Registered keyword that the aliases stand for. */
  readonly keyword: string;
  readonly aliases: readonly string[];
  readonly packs: readonly CompatibilityPack[];
  /** Why programs ask for them. */
  readonly reason: string;
}

const ALL = ["debian", "fedora", "bsd"] as const;

/** Lists the aliases of all packs, by number. Sources: Debian netbase 6.4, FreeBSD lib/libc/net. */
export const PROTOCOL_ALIASES: readonly ProtocolAliases[] = [
  {
    number: 0,
    keyword: "HOPOPT",
    aliases: ["ip", "IP"],
    packs: ALL,
    reason: "the pseudo protocol number that setsockopt takes for IP (IPPROTO_IP)",
  },
  {
    number: 4,
    keyword: "IPv4",
    aliases: ["ipencap", "IP-ENCAP"],
    packs: ALL,
    reason: "the name before the registry's IPv4; packet filters use it",
  },
  {
    number: 58,
    keyword: "IPv6-ICMP",
    aliases: ["icmp6"],
    packs: ["bsd"],
    reason: "the name that pf.conf(5) uses",
  },
  {
    number: 73,
    keyword: "CPHB",
    aliases: ["rspf", "RSPF"],
    packs: ["debian"],
    reason: "Radio Shortest Path First, which uses this number",
  },
  {
    number: 89,
    keyword: "OSPFIGP",
    aliases: ["ospf"],
    packs: ALL,
    reason: "what everybody calls it; routing daemons and packet filters ask for ospf",
  },
  {
    number: 124,
    keyword: "ISIS over IPv4",
    aliases: ["isis", "ISIS"],
    packs: ["debian"],
    reason: "the short form of a keyword with blanks",
  },
];
