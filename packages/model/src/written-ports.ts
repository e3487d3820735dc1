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

/** A port with its protocol in one cell: `443/tcp`. */
const PORT_AND_PROTOCOL = /^(\S.*?) ?\/ ?(tcp|udp|sctp|dccp)$/i;

/** Says how a cell writes a port: as a decimal number, or in another way than the registry. */
export type PortSpelling = "decimal" | "other";

/** Holds what a cell of a port means, as the registry writes it. */
export interface UnderstoodPort {
  readonly port: string;
  /** The protocol that stood beside the port. */
  readonly protocol?: TransportProtocol;
  readonly spelling: PortSpelling;
}

/** Tells whether a cell has the form of a port of the registry, or nothing: then it needs no understanding. */
export function isPlainPort(text: string): boolean {
  return PLAIN_PORT.test(text);
}

/**
 * Gives what a port, range, or port with its protocol means that a person or program wrote: `80.0`, `0080`,
 * `6000 – 6063`, `443/TCP`; undefined where that is not certain, as for `2,049`, which may be two ports.
 */
export function understandPort(text: string): UnderstoodPort | undefined {
  const [, number = text, beside] = PORT_AND_PROTOCOL.exec(text) ?? [];
  const whole = DECIMAL_PORT.exec(number)?.[1];
  const [, first, last] = WRITTEN_PORT.exec(whole ?? number) ?? [];
  if (first === undefined) return undefined;
  const port = last === undefined ? `${Number(first)}` : `${Number(first)}-${Number(last)}`;
  if (parsePort(port) === undefined) return undefined;
  const protocol = beside === undefined ? undefined : understandProtocol(beside);
  const spelling = whole === undefined ? "other" : "decimal";
  return protocol === undefined ? { port, spelling } : { port, protocol, spelling };
}

/** Gives the transport protocol that a cell names in letters of any case; undefined for any other text. */
export function understandProtocol(text: string): TransportProtocol | undefined {
  const protocol = text.toLowerCase();
  return isTransportProtocol(protocol) ? protocol : undefined;
}
