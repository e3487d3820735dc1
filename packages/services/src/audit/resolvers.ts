import { type Target, targetProfile } from "../targets.js";

/** Lists the readers of /etc/services whose answers an audit foretells. */
export const RESOLVERS = ["glibc", "musl", "bsd", "go"] as const;

/** Bytes of a line that musl takes for one. */
export const MUSL_BYTES: number = targetProfile("musl").maxLineBytes;

/** Longest name that musl gives for a port. */
export const MUSL_NAME_BYTES: number = targetProfile("musl").maxNameBytes;

/** Longest name that Go can be asked for. */
export const GO_NAME_BYTES: number = targetProfile("go").maxNameBytes;

/** Longest line that OpenBSD reads, its line feed not counted. */
export const OPENBSD_BYTES: number = targetProfile("bsd").maxLineBytes;

export type Resolver = (typeof RESOLVERS)[number];

/** Holds what a resolver makes of one line. Names are bytes, one in each character. */
export interface Reading {
  readonly names: readonly string[];
  readonly port: number;
  readonly protocol: string;
}

/** Names the resolvers that a target's file is read by. */
export function resolversOf(target: Target): readonly Resolver[] {
  return target === "portable" ? RESOLVERS : [target];
}

/** Tells whether a resolver can be asked for a protocol at all. */
export function knowsProtocol(resolver: Resolver, protocol: string): boolean {
  return targetProfile(resolver).protocols?.includes(protocol) ?? true;
}

const TITLES: Readonly<Record<Resolver, string>> = {
  glibc: "glibc",
  musl: "musl",
  bsd: "the BSDs",
  go: "Go",
};

/** Names resolvers in a sentence: `musl, the BSDs and Go`. */
export function titlesOf(resolvers: readonly Resolver[]): string {
  const titles = resolvers.map((resolver) => TITLES[resolver]);
  return titles.length < 2
    ? titles.join("")
    : `${titles.slice(0, -1).join(", ")} and ${titles.at(-1)}`;
}

/**
 * Gives what a resolver reads from one line of the file.
 *
 * @param line bytes, one in each character, without the line feed.
 */
export function readAs(resolver: Resolver, line: string): readonly Reading[] {
  return READERS[resolver](line);
}

const READERS: Readonly<Record<Resolver, (line: string) => readonly Reading[]>> = {
  glibc: readAsGlibc,
  musl: readAsMusl,
  bsd: readAsBsd,
  go: readAsGo,
};

const NOTHING: readonly Reading[] = [];

/** `isspace` of the C locale. */
const C_SPACE = /[ \t\v\f\r]+/;

/**
 * nss/nss_files/files-service.c and files-parse.c: `strtou32(line, &endp, 0)`, so that a zero in front
 * is octal, and `htons` of it, so that only 16 bits count; then any number of slashes.
 */
function readAsGlibc(line: string): readonly Reading[] {
  const [name, ...rest] = wordsOf(cutAtHash(line), C_SPACE);
  const [place, ...aliases] = rest;
  // "80" with nothing behind it has an empty protocol, for which nobody asks here.
  const match = /^([+-]?)(0x[0-9a-f]+|0[0-7]*|[1-9]\d*)\/+(.*)$/is.exec(place ?? "");
  if (name === undefined || match === null) return NOTHING;
  const [, sign, digits = "", protocol = ""] = match;
  return [{ names: [name, ...aliases], port: portOf16Bits(sign === "-", digits), protocol }];
}

function portOf16Bits(isNegative: boolean, digits: string): number {
  const octal = /^0[0-7]+$/.test(digits);
  const number = octal ? Number.parseInt(digits, 8) : Number(digits);
  const unsigned = isNegative && number > 0 ? 0xffff_ffff : Math.min(number, 0xffff_ffff);
  return unsigned % 0x1_0000;
}

/**
 * src/network/lookup_serv.c: `fgets` into 128 bytes, so that a longer line is several; `strtoul` in
 * base 10 after the first white space; `strncmp` with `/tcp` or `/udp`. A name is any of the words.
 */
function readAsMusl(line: string): readonly Reading[] {
  const readings: Reading[] = [];
  for (let at = 0; at === 0 || at < line.length; at += MUSL_BYTES) {
    const piece = cutAtHash(line.slice(at, at + MUSL_BYTES));
    const match = /^[^ \t\v\f\r]*[ \t\v\f\r]+\+?(\d+)\/(tcp|udp)/.exec(piece);
    if (match === null || Number(match[1]) > 65_535) continue;
    const names = wordsOf(piece, C_SPACE);
    names.splice(/^[ \t\v\f\r]/.test(piece) ? 0 : 1, 1);
    readings.push({ names, port: Number(match[1]), protocol: match[2] ?? "" });
  }
  return readings;
}

/**
 * FreeBSD and OpenBSD lib/libc/net/getservent.c: words end at blanks and tabs only; `/` or `,` before
 * the protocol; a decimal number up to 65535 and nothing else before it.
 */
function readAsBsd(line: string): readonly Reading[] {
  if (line.startsWith("#") || line.startsWith("+")) return NOTHING;
  const match = /^([^ \t]*)[ \t]+[+]?(\d+)[,/]([^ \t]*)(.*)$/s.exec(cutAtHash(line));
  if (match === null || Number(match[2]) > 65_535) return NOTHING;
  const [, name = "", port, protocol = "", aliases = ""] = match;
  return [{ names: [name, ...wordsOf(aliases, /[ \t]+/)], port: Number(port), protocol }];
}

/**
 * src/net/port_unix.go: decimal digits and a slash. A number above 65535 is kept, and refused when it
 * is asked for (src/net/lookup.go).
 */
function readAsGo(line: string): readonly Reading[] {
  const [name, place, ...aliases] = wordsOf(cutAtHash(line), /[ \t\r]+/);
  const match = /^(\d+)\/(.*)$/s.exec(place ?? "");
  const port = Number(match?.[1]);
  if (name === undefined || !(port > 0 && port < 0xff_ffff)) return NOTHING;
  return [{ names: [name, ...aliases], port, protocol: match?.[2] ?? "" }];
}

function cutAtHash(line: string): string {
  const hash = line.indexOf("#");
  return hash === -1 ? line : line.slice(0, hash);
}

function wordsOf(text: string, space: RegExp): string[] {
  return text.split(space).filter((word) => word !== "");
}
