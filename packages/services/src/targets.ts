/** Names whose resolver a services file is written for. */
export type Target = "portable" | "glibc" | "musl" | "bsd" | "go";

/** Lists the targets; the first is the default. */
export const TARGETS: readonly Target[] = ["portable", "glibc", "musl", "bsd", "go"];

/** Says what becomes of a named range of ports, which no resolver reads as `a-b`. */
export type Ranges = "first" | "expand" | "comment" | "omit";

/**
 * Says what becomes of a name that is registered on several ports of one protocol: written `once`,
 * for the lowest port, or on `every-port`, so that each of them answers with it.
 */
export type RepeatedNames = "once" | "every-port";

/** Holds what one resolver can read: limits, and the choices that are safe for it. */
export interface TargetProfile {
  /** Longest line in bytes, its line feed not counted. */
  readonly maxLineBytes: number;
  /** Longest name in bytes that a look-up finds. */
  readonly maxNameBytes: number;
  /** Protocols that a look-up can ask for; absent where it takes any. */
  readonly protocols?: readonly string[];
  /** Number of different protocols that one file may hold. */
  readonly maxProtocols: number;
  /** A name with upper-case letters is only found through its lower-case form. */
  readonly needsLowerCase: boolean;
  /** Whether further lines of a name need a line of its first port before and after them. */
  readonly framesRepeats: boolean;
}

const NO_LIMIT = Number.POSITIVE_INFINITY;

// nss/nss_files/files-service.c: first match, any protocol, any length; 2,000-character names work.
const glibc: TargetProfile = {
  maxLineBytes: NO_LIMIT,
  maxNameBytes: NO_LIMIT,
  maxProtocols: NO_LIMIT,
  needsLowerCase: false,
  framesRepeats: false,
};

// src/network/lookup_serv.c: `char line[128]` filled by fgets, so the bytes after 127 are read
// as a line of its own; only `/tcp` and `/udp` (compared over four bytes). It scans on after a hit,
// so getaddrinfo answers with two ports of a name that is on two lines.
// src/network/getnameinfo.c: `if (p-line > 32) continue` leaves 31 bytes for a name found by port.
const musl: TargetProfile = {
  maxLineBytes: 127,
  maxNameBytes: 31,
  protocols: ["tcp", "udp"],
  maxProtocols: 2,
  needsLowerCase: false,
  framesRepeats: true,
};

// FreeBSD and OpenBSD lib/libc/net/getservent.c: first match; OpenBSD's services(5) ignores lines
// over BUFSIZ (1,024). services_mkdb.c: PROTOMAX 5, a sixth protocol is fatal; lines of one port and
// protocol are merged into at most BUFSIZ bytes; of a repeated name the lowest port is kept. Names
// have no limit of their own; 255 bytes leave room for the rest of the line.
const bsd: TargetProfile = {
  maxLineBytes: 1022,
  maxNameBytes: 255,
  maxProtocols: 5,
  needsLowerCase: false,
  framesRepeats: false,
};

// src/net/port_unix.go: last line wins, and nothing is ever asked by port; lines up to the 64 KiB of
// its buffer. src/net/lookup.go: only tcp and udp networks; the query is lower-cased, the file is
// not; `maxPortBufSize = len("mobility-header") + 10`.
const go: TargetProfile = {
  maxLineBytes: 65_535,
  maxNameBytes: 25,
  protocols: ["tcp", "udp"],
  maxProtocols: 2,
  needsLowerCase: true,
  framesRepeats: true,
};

// What is right in all four. Protocols that musl and Go do not know are written all the same: they
// skip such lines without harm.
const portable: TargetProfile = {
  maxLineBytes: Math.min(glibc.maxLineBytes, musl.maxLineBytes, bsd.maxLineBytes, go.maxLineBytes),
  maxNameBytes: Math.min(glibc.maxNameBytes, musl.maxNameBytes, bsd.maxNameBytes, go.maxNameBytes),
  maxProtocols: bsd.maxProtocols,
  needsLowerCase: true,
  framesRepeats: true,
};

const PROFILES: Readonly<Record<Target, TargetProfile>> = { portable, glibc, musl, bsd, go };

/**
 * Returns the profile of a target.
 *
 * @throws {TypeError} for a target that there is not.
 */
export function targetProfile(target: Target): TargetProfile {
  const profile = PROFILES[target];
  if (profile === undefined) throw new TypeError(`There is no target “${String(target)}”.`);
  return profile;
}
