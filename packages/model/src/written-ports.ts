import { parsePort } from "./port.js";
import { isTransportProtocol, type TransportProtocol } from "./protocol.js";

/** A port or range as the registry writes it, as nearly all are. */
const PLAIN_PORT = /^(?!0\d)\d*(?:-(?!0)\d+)?$/;

/**
 * A port that a program wrote as a decimal number: `80.0`, or `80,0` where people write a comma. `8.000` may be eight
 * thousand, by the habit of many countries.
 */
const DECIMAL_PORT = /^(?!\d\d?[.,]000$)(\d{1,5})[.,]0{1,6}$/;

/**
 * A port as people and programs write it: with zeros before it, or with an apostrophe or as a formula,
 * which keep the zeros in a spreadsheet; a range with another dash, blanks, dots, or “to”.
 */
const WRITTEN_PORT =
  /^(?:=(?="\d+"$)|'(?=\d+$))?"?0*(\d{1,5})(?: ?(?:[-‐-―−]|\.\.|to) ?0*(\d{1,5}))?"?$/i;

/** A port with its protocols in one cell: `443/tcp`, `53/tcp/udp`, `443 (TCP)`. */
const PORT_AND_PROTOCOLS = /^(\S.*?) ?(?:[/:] ?)?\(?((?:tcp|udp|sctp|dccp)\b[^()]*)\)?$/i;

/** The same in the other order: `TCP 443`, `udp/53`, `TCP/UDP: 53`. */
const PROTOCOLS_AND_PORT = /^((?:tcp|udp|sctp|dccp)(?!\w).*?) ?[/:]? ?(\d.*)$/i;

/** The mark of a footnote behind a port: `53¹`, `53[1]`, `53 [note 2]`. */
const FOOTNOTE = /(?<=\d)(?:[¹²³⁰⁴-⁹]| ?\[(?:(?:note|nb) )?(?:[a-z]|\d{1,3})\])+$/i;

/** What parts ports in one cell: `80, 443`, `80;443`, `80 & 443`, `80 and 443`, or each in a line. */
const BETWEEN_PORTS = /\s*[,;|&+\n]\s*(?:(?:and|or)\s+)?|\s+(?:and|or)\s+/i;

/** Ports that a stroke parts, as people write those of one service: `20/21`. */
const STROKED_PORTS = /^\d{1,5}(?: ?\/ ?\d{1,5})+$/;

/** Numbers of transport protocols, which may stand behind a stroke: `53/17` is UDP. */
const STROKED_PROTOCOL = /\/ ?(?:6|17|33|132)$/;

/** Brackets around a whole list, as programming languages and PostgreSQL write it: `[80, 443]`, `{80,443}`. */
const LIST = /^(?:\[([^[\]]*)\]|\{([^{}]*)\})$/;

/** A number between 1,000 and 65,535 in groups of three digits, or two ports: `2,049`. */
const GROUPED = /^[1-9]\d?,\d{3}$/;

/** What parts protocols in one cell: `tcp/udp`, `TCP, UDP`, `tcp & udp`, `tcp or udp`, or each in a line. */
const BETWEEN_PROTOCOLS = /\s*[/,;|&+]\s*|\s+(?:(?:and|or)\s+)?/i;

/** Protocols in front of words that a blank parts, too: `tcp & udp`, `TCP`; `TCP UDP Relay` may be for one. */
const IN_FRONT =
  /^(?:tcp|udp|sctp|dccp)(?:(?: ?[/,;|&+] ?| (?:and|or) )(?:tcp|udp|sctp|dccp))*(?= |$)/i;
const SMALL_IN_FRONT = /^(?:tcp|udp|sctp|dccp)(?: (?:tcp|udp|sctp|dccp))+(?= |$)/;

/** Longest cell that is looked at, in UTF-16 code units; what is longer is a text. */
const LONGEST = 256;

/** Says how a cell writes a port: as a decimal number, or in another way than the registry. */
export type PortSpelling = "decimal" | "other";

/** Holds what a cell of a port means: a port as the registry writes it, or several. */
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
 * Gives the ports and ranges, with their protocols, that a person or program meant with a cell: `80.0`, `0080`,
 * `6000 – 6063`, `443/TCP`, `80, 443`; undefined where that is not certain, as for `2,049`, which may be two ports.
 *
 * @returns at least one; either all have protocols or none has.
 */
export function understandPorts(text: string): readonly UnderstoodPort[] | undefined {
  if (text.length > LONGEST) return undefined;
  const only = understandPort(text);
  if (only !== undefined) return [only];
  const list = (LIST.exec(text)?.slice(1).find(Boolean) ?? text).trim();
  if (GROUPED.test(list) && parsePort(list.replace(",", "")) !== undefined) return undefined;
  const isStroked = STROKED_PORTS.test(list) && !STROKED_PROTOCOL.test(list);
  // `TCP 80, 443` is TCP for both.
  const isInFront = PROTOCOLS_AND_PORT.test(list);
  const ports: UnderstoodPort[] = [];
  for (const item of list.split(isStroked ? "/" : BETWEEN_PORTS)) {
    const bare = item.trim().replace(/^(["'])(.*)\1$/, "$2");
    // What begins with a zero may be the end of a number in groups: `1,024-2,048`.
    const port = /^0\d/.test(bare) ? undefined : understandPort(bare);
    if (port === undefined) return undefined;
    const protocols = port.protocols ?? (isInFront ? ports.at(-1)?.protocols : undefined);
    ports.push(protocols === undefined ? port : { ...port, protocols });
  }
  const withProtocols = ports.filter(({ protocols }) => protocols !== undefined).length;
  return withProtocols === 0 || withProtocols === ports.length ? ports : undefined;
}

/** Gives what a cell with one port or range means. */
function understandPort(text: string): UnderstoodPort | undefined {
  const bare = text.replace(FOOTNOTE, "");
  const [, before, behind = bare] = PROTOCOLS_AND_PORT.exec(bare) ?? [];
  const [, number = behind, after = before] = PORT_AND_PROTOCOLS.exec(behind) ?? [];
  const whole = DECIMAL_PORT.exec(number)?.[1];
  const [, first, last] = WRITTEN_PORT.exec(whole ?? number) ?? [];
  if (first === undefined) return undefined;
  const port = last === undefined ? `${Number(first)}` : `${Number(first)}-${Number(last)}`;
  if (parsePort(port) === undefined) return undefined;
  const spelling = whole === undefined ? "other" : "decimal";
  if (after === undefined) return { port, spelling };
  const protocols = understandProtocols(after);
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
