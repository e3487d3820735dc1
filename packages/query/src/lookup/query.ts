import {
  formatPort,
  isTransportProtocol,
  type Port,
  parsePort,
  parseServiceCode,
  type ServiceRecord,
  type TransportProtocol,
} from "@portolan/model";
import { defined, requireText } from "@portolan/model/internal";

/** Holds what a person looks up. */
export type Query =
  | { readonly kind: "port"; readonly port: Port; readonly protocol?: TransportProtocol }
  | { readonly kind: "name"; readonly name: string; readonly protocol?: TransportProtocol }
  | { readonly kind: "dns-sd"; readonly name: string; readonly label: "tcp" | "udp" }
  | {
      readonly kind: "service-code";
      /** The codes that the text can stand for: letters fewer than four are padded in two ways. */
      readonly codes: readonly number[];
    };

/** `_http._tcp`, with the domain and the subtype (RFC 6763 §7.1) that may stand around it. */
const DNS_SD = /^(?:_[^.\s]+\._sub\.)?_([^.\s]+)\._(tcp|udp)(?:\.[^.\s]+)*\.?$/i;

/** A protocol as people and tools write it: `TCP`, `tcp6`; nmap's option `-p` has `T` and `U`. */
const PROTOCOL = /^(tcp|udp|sctp|dccp)[46]{0,2}$/i;
const NMAP_PROTOCOLS: ReadonlyMap<string, TransportProtocol> = new Map([
  ["T", "tcp"],
  ["U", "udp"],
  ["S", "sctp"],
]);

/**
 * Understands one query, as people and tools write it: a port or range (`443`, `:443`, `*:443`,
 * `host:443`, `[::1]:443`, `6000-6063`, `8000:8010`), a service name, a DNS-SD service type
 * (`_ipp._tcp`, `_ipp._tcp.local`), or a DCCP service code (`SC:DISC`, `1145656131`). A transport
 * protocol may stand before or after a port or name: `443/tcp`, `tcp/443`, `443 tcp`, `tcp:443`.
 *
 * @example
 * parseQuery("443/tcp"); // { kind: "port", port: 443, protocol: "tcp" }
 * parseQuery("cl/1"); // { kind: "name", name: "cl/1" }
 */
export function parseQuery(text: string): Query {
  requireText(text, "parseQuery", "text");
  const query = text.trim();
  // Most of a long list are plain: they take a third of the time.
  if (PLAIN_NAME.test(query)) return { kind: "name", name: query };
  const [, digits, after] = /^([1-9]\d{0,4})(?:\/(tcp|udp))?$/.exec(query) ?? [];
  const plain = digits === undefined ? undefined : parsePort(digits);
  if (plain !== undefined)
    return after === "tcp" || after === "udp"
      ? { kind: "port", port: plain, protocol: after }
      : { kind: "port", port: plain };
  const type = DNS_SD.exec(query);
  if (type !== null) {
    const label = type[2]?.toLowerCase() === "tcp" ? "tcp" : "udp";
    return { kind: "dns-sd", name: type[1] ?? "", label };
  }
  const codes = serviceCodesOf(query);
  if (codes.length > 0) return { kind: "service-code", codes };
  const { subject, protocol } = partProtocol(query);
  const port = portOf(subject);
  if (port !== undefined) return defined({ kind: "port", port, protocol });
  return defined({ kind: "name", name: nameOf(subject), protocol });
}

/** A name in which nothing can stand for a protocol, an address or a port. */
const PLAIN_NAME = /^[A-Za-z][\w-]*$/;

/** Holds one query of several, with the text that asks it. */
export interface AskedQuery {
  readonly text: string;
  readonly query: Query;
}

/**
 * Understands a text that may hold several queries: `22,80`, `443/tcp, 53/udp`, nmap's
 * `T:22,80,U:53`. In a list of ports, a protocol at its end is that of all (`80,443/tcp`).
 */
export function parseQueries(text: string): readonly AskedQuery[] {
  requireText(text, "parseQueries", "text");
  if (!text.includes(",")) return [{ text: text.trim(), query: parseQuery(text) }];
  const items = text.split(",").map((item) => item.trim());
  let asked: AskedQuery[] = [];
  for (const item of items) {
    const protocol = transportProtocolOf(item);
    const before = asked.at(-1);
    // `53/tcp,udp` is one port with two protocols.
    if (protocol !== undefined && before !== undefined && hasProtocol(before.query)) {
      const { query } = before;
      asked.push({ text: `${subjectOf(query)}/${protocol}`, query: { ...query, protocol } });
    } else if (item !== "") asked.push({ text: item, query: parseQuery(item) });
  }
  const [first] = asked;
  const last = asked.at(-1);
  const without = asked.filter(({ query }) => !("protocol" in query));
  if (first && /^[TUS]:/.test(first.text)) asked = withProtocolBefore(asked);
  else if (
    last?.query.kind === "port" &&
    last.query.protocol !== undefined &&
    without.length === asked.length - 1 &&
    without.every(({ query }) => query.kind === "port")
  ) {
    const { protocol } = last.query;
    asked = asked.map((one) => withProtocol(one, protocol));
  }
  return asked;
}

/** Tells whether a query is of a port or name with a protocol. */
function hasProtocol(query: Query): query is Extract<Query, { kind: "port" | "name" }> {
  return (query.kind === "port" || query.kind === "name") && query.protocol !== undefined;
}

function subjectOf(query: Extract<Query, { kind: "port" | "name" }>): string {
  return query.kind === "port" ? formatPort(query.port) : query.name;
}

/** Returns each port of nmap's list the protocol that was named last before it. */
function withProtocolBefore(asked: readonly AskedQuery[]): AskedQuery[] {
  let protocol: TransportProtocol | undefined;
  return asked.map((one) => {
    if ("protocol" in one.query) protocol = one.query.protocol;
    return protocol === undefined ? one : withProtocol(one, protocol);
  });
}

function withProtocol({ text, query }: AskedQuery, protocol: TransportProtocol): AskedQuery {
  if (query.kind !== "port") return { text, query };
  return { text: `${formatPort(query.port)}/${protocol}`, query: { ...query, protocol } };
}

/** `SC:DISC`, `SC=1145656131`, `SC=x44495343` (RFC 4340 §8.1.2), or a number that no port has. */
function serviceCodesOf(text: string): readonly number[] {
  const [, letters, number, hex] =
    /^SC(?::([ -~]{1,4})|=(\d+)|=x([0-9a-f]{1,8}))$/i.exec(text) ?? [];
  if (letters !== undefined) {
    const codeOf = (padded: string): number =>
      [...padded].reduce((code, char) => code * 256 + char.charCodeAt(0), 0);
    return [...new Set([codeOf(letters.padEnd(4, " ")), codeOf(letters)])];
  }
  if (hex !== undefined) return [Number.parseInt(hex, 16)];
  const code = parseServiceCode(number ?? text);
  return code === undefined || (number === undefined && code <= 0xffff) ? [] : [code];
}

/**
 * Tells whether a record speaks of a protocol, written in letters of any case, as people write `TCP` in lists.
 * One without protocol, such as an unassigned block, speaks of each.
 */
export function speaksOf(record: ServiceRecord, protocol: TransportProtocol | undefined): boolean {
  if (protocol === undefined || record.protocol === undefined) return true;
  return record.protocol === protocol || record.protocol.toLowerCase() === protocol;
}

/** Takes the protocol off a query; a name such as `cl/1` has none. */
function partProtocol(query: string): {
  readonly subject: string;
  readonly protocol?: TransportProtocol;
} {
  const [, before = "", between = "", after = ""] =
    /^([^\s/:]+)\s*([\s/:])\s*(\S.*)$/s.exec(query) ?? [];
  const first = NMAP_PROTOCOLS.get(between === ":" ? before : "") ?? transportProtocolOf(before);
  if (first !== undefined) return { subject: after, protocol: first };
  const at = Math.max(query.lastIndexOf("/"), query.search(/\s\S+$/));
  const last = at > 0 ? transportProtocolOf(query.slice(at + 1)) : undefined;
  return last === undefined
    ? { subject: query }
    : {
        subject: query
          .slice(0, at)
          .replace(/\s+\/?$/, "")
          .trim(),
        protocol: last,
      };
}

/** Returns the protocol that a word names: `TCP`, `udp6`. */
export function transportProtocolOf(word: string): TransportProtocol | undefined {
  const protocol = PROTOCOL.exec(word.trim())?.[1]?.toLowerCase();
  return protocol !== undefined && isTransportProtocol(protocol) ? protocol : undefined;
}

/** Begins what a firewall writes before a port: `dport 443`, `dpt:https`, `eq 443`. */
const PORT_WORD =
  /^-{0,2}(?:ports?|[sd]ports?|[sd]pts?|eq|destination-port|dst-port)\s*[\s=:]\s*(?=\S)/i;

/** Takes away what is around a port or name: a firewall's word, a peer behind an arrow. */
function bare(subject: string): string {
  return subject.replace(PORT_WORD, "").replace(/^(\S+?)->\S+$/, "$1");
}

/** Reads a port, a range, or the port behind an address. */
function portOf(text: string): Port | undefined {
  const subject = bare(text);
  const range = /^(\d+)\s*[-–:]\s*(\d+)$/.exec(subject);
  if (range !== null) return parsePort(`${range[1]}-${range[2]}`);
  const [, port] = PORTS.map((form) => form.exec(subject)).find((match) => match !== null) ?? [];
  return port === undefined ? undefined : parsePort(port);
}

const PORTS: readonly RegExp[] = [
  /^(\d+)$/,
  // `::1` alone is an address; `:::22` and `::1:631` are how netstat writes ports.
  /^(?!::[^:]*$)\S*:(\d+)$/,
  // The BSDs put a dot before the port.
  /^(?:\*|\d+\.\d+\.\d+\.\d+|(?=[\da-f]*:)[\da-f:]+(?:%\w+)?)\.(\d+)$/i,
  /^[a-z][\w+.-]*:\/\/[^/\s]*:(\d+)[/?#]/i,
];

/** Takes the address off a name that a tool writes behind it: `*:https`, `localhost:ipp`. */
function nameOf(text: string): string {
  const subject = bare(text);
  const [, scheme] = /^([a-z][\w+.-]*):\/\//i.exec(subject) ?? [];
  if (scheme !== undefined) return scheme;
  const [, label, behind] =
    /^_([A-Za-z0-9][^\s._]*)$|^(?:\*|[\w.-]+|\[[^\s\]]*\]|[\da-f:]*:)[:.]([A-Za-z][\w+.*-]*)$/i.exec(
      /^[^:]*:|^\*\.|^_/.test(subject) ? subject : "",
    ) ?? [];
  return label ?? behind ?? subject;
}
