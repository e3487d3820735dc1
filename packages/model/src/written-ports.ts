import { parsePort } from "./port.js";
import { isTransportProtocol, type TransportProtocol } from "./protocol.js";

/** A port or range as the registry writes it, as nearly all are. */
const PLAIN_PORT = /^(?!0\d)\d*(?:-(?!0)\d+)?$/;

/** A port that a program wrote as a decimal number: `80.0`. */
const DECIMAL_PORT = /^(\d{1,5})\.0{1,6}$/;

/**
 * A port as people and programs write it: with zeros before it, or with an apostrophe or as a formula,
 * which keep the zeros in a spreadsheet; a range with another dash, blanks, dots, or “to”.
 */
const WRITTEN_PORT =
  /^(?:=(?="\d+"$)|'(?=\d+$))?"?0*(\d{1,5})(?: ?(?:[-‐-―−]|\.\.|to) ?0*(\d{1,5}))?"?$/i;

/** A port with its protocols in one cell: `443/tcp`, `53/tcp/udp`. */
const PORT_AND_PROTOCOLS = /^(\S.*?) ?\/ ?((?:tcp|udp|sctp|dccp)\b.*)$/i;

/** What parts protocols in one cell: `tcp/udp`, `TCP, UDP`, `tcp & udp`, `tcp or udp`, or each in a line. */
const BETWEEN_PROTOCOLS = /\s*[/,;|&+]\s*|\s+(?:(?:and|or)\s+)?/i;

/** Protocols in front of words that a blank parts, too: `tcp & udp`, `TCP`; `TCP UDP Relay` may be for one. */
const IN_FRONT =
  /^(?:tcp|udp|sctp|dccp)(?:(?: ?[/,;|&+] ?| (?:and|or) )(?:tcp|udp|sctp|dccp))*(?= |$)/i;
const SMALL_IN_FRONT = /^(?:tcp|udp|sctp|dccp)(?: (?:tcp|udp|sctp|dccp))+(?= |$)/;

/** Longest cell that is looked at, in UTF-16 code units; what is longer is a text. */
const LONGEST = 64;

/** Says how a cell writes a port: as a decimal number, or in another way than the registry. */
export type PortSpelling = "decimal" | "other";

/** Holds what a cell of a port means, as the registry writes it. */
export interface UnderstoodPort {
  readonly port: string;
  /** The protocols that stood beside the port. */
  readonly protocols?: readonly TransportProtocol[];
  readonly spelling: PortSpelling;
}

/** Tells whether a cell has the form of a port of the registry, or nothing: then it needs no understanding. */
export function isPlainPort(text: string): boolean {
  return PLAIN_PORT.test(text);
}

/**
 * Gives what a port, range, or port with its protocols means that a person or program wrote: `80.0`, `0080`,
 * `6000 – 6063`, `443/TCP`; undefined where that is not certain, as for `2,049`, which may be two ports.
 */
export function understandPort(text: string): UnderstoodPort | undefined {
  if (text.length > LONGEST) return undefined;
  const [, number = text, beside] = PORT_AND_PROTOCOLS.exec(text) ?? [];
  const whole = DECIMAL_PORT.exec(number)?.[1];
  const [, first, last] = WRITTEN_PORT.exec(whole ?? number) ?? [];
  if (first === undefined) return undefined;
  const port = last === undefined ? `${Number(first)}` : `${Number(first)}-${Number(last)}`;
  if (parsePort(port) === undefined) return undefined;
  const spelling = whole === undefined ? "other" : "decimal";
  if (beside === undefined) return { port, spelling };
  const protocols = understandProtocols(beside);
  return protocols && { port, protocols, spelling };
}

/**
 * Gives the transport protocols that a cell names in letters of any case, in its order and each once: one,
 * or several as in `TCP/UDP`; undefined for any other text.
 */
export function understandProtocols(text: string): readonly TransportProtocol[] | undefined {
  if (isTransportProtocol(text)) return [text];
  if (text.length > LONGEST) return undefined;
  const protocols = text.toLowerCase().split(BETWEEN_PROTOCOLS);
  return protocols.every(isTransportProtocol) ? [...new Set(protocols)] : undefined;
}

/** Gives the transport protocols with which words begin, as they stand there; "" where they begin with none. */
export function protocolsInFront(words: string): string {
  return (SMALL_IN_FRONT.exec(words) ?? IN_FRONT.exec(words))?.[0] ?? "";
}
