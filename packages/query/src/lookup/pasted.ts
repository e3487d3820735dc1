import { requireText } from "@portolan/model/internal";
import { type AskedQuery, parseQueries, parseQuery, transportProtocolOf } from "./query.js";

/** Holds the queries that a text asks, and the lines in which none was found. */
export interface PastedQueries {
  readonly queries: readonly AskedQuery[];
  /** One-based numbers of the lines that are no heading, and in which there is nothing to look up. */
  readonly skipped: readonly number[];
}

/**
 * Picks the queries out of a text: a list with one or several a line, or what `ss`, `netstat`,
 * `nmap`, `lsof -i`, `docker ps` and firewalls print. Of each line of such a table it takes the local
 * port, not the peer's. Blank lines, lines that begin with `#`, and headings are passed over.
 */
export function queriesInText(text: string): PastedQueries {
  requireText(text, "queriesInText", "text");
  const queries: AskedQuery[] = [];
  const skipped: number[] = [];
  // Logs name the same ports over and over.
  const known = new Map<string, readonly AskedQuery[]>();
  text.split("\n").forEach((line, at) => {
    let found = known.get(line);
    if (found === undefined) {
      found = queriesInLine(line.trim());
      known.set(line, found);
    }
    if (found === PASSED_OVER) return;
    if (found.length === 0) skipped.push(at + 1);
    // A list may have very many lines, but hardly a line many queries.
    else for (const query of found) queries.push(query);
  });
  return { queries, skipped };
}

/** Begins the lines of the tools that hold no port of their own. */
const HEADING =
  /^(?:netid\s|state\s+recv-q|proto\s|active |port\s+state\b|to\s+action\b|command\s+pid\b|container id\b|chain\s|target\s+prot\b|pkts\s|--\s|starting nmap|nmap (?:scan|done)|host is up|other addresses|rdns record|not shown:|service (?:info|detection)|mac address|status:\s|logging:\s|default:\s|new profiles:|kernel ip)/i;

/** Stands for the queries of a line that holds none, and does not mean to. */
const PASSED_OVER: readonly AskedQuery[] = [];

function queriesInLine(line: string): readonly AskedQuery[] {
  if (line === "" || line.startsWith("#") || HEADING.test(line)) return PASSED_OVER;
  if (!/\s/.test(line)) return parseQueries(line);
  const grepable = [...line.matchAll(/\b(\d+)\/\w+\/(tcp|udp|sctp)\//g)];
  if (/\bPorts: /.test(line) && grepable.length > 0)
    return grepable.map(([, port, protocol]) => asked(`${port}/${protocol}`));
  const words = line.split(/\s+/);
  return inRule(line, words) ?? inTable(words) ?? inList(line, words) ?? [];
}

/** Finds the ports of a firewall's rule, with the protocol that the rule names. */
function inRule(line: string, words: readonly string[]): readonly AskedQuery[] | undefined {
  const ports = RULE_PORTS.exec(line)?.[1];
  // `dport 443` alone is a query as people write it.
  if (ports === undefined || words.length < 3) return undefined;
  const protocol = words.map(transportProtocolOf).find((word) => word !== undefined);
  return ports
    .split(/[\s,{}]+/)
    .filter((item) => item !== "")
    .map((item) =>
      asked(protocol === undefined || item.includes("/") ? item : `${item}/${protocol}`),
    );
}

function asked(text: string): AskedQuery {
  return { text, query: parseQuery(text) };
}

/** `22/tcp`, `8000:8010/udp`, `80,443/tcp`: ports with their protocol. */
const WITH_PROTOCOL = /^\d+(?:[-:,]\d+)*\/(?:tcp|udp|sctp|dccp)[46]?$/i;

/** What a rule of iptables, nft, pf or firewalld writes before its ports: `--dport 443`, `dport { 53, 123 }`. */
const RULE_PORTS =
  /(?:^|\s)(?:--dports?|dports?|--add-port|to\s+(?:any\s+)?port)(?:\s*=\s*|\s+)(\{[^{}]{1,2000}\}|[\w.,:/-]{1,2000})/i;

/** An address with a port, or with the name of one: `0.0.0.0:22`, `[::]:22`, `*:http`, `127.0.0.1.631`. */
const ADDRESS =
  /^(?:\[[^\s\]]*\]|\*|[\w.*%-]*|[\da-f:]*)(?:%[\w-]+)?:(?:\d+|[A-Za-z][\w+.-]*)(?:->\S*)?$|^(?:\*|\d+\.\d+\.\d+\.\d+|(?=[\da-f]*:)[\da-f:]+(?:%\w+)?)\.(?:\d+|[A-Za-z][\w+.-]*)$/i;

/** Finds the port in a row of a table: the first word that is one with a protocol or an address. */
function inTable(words: readonly string[]): readonly AskedQuery[] | undefined {
  const port = words.find((word) => WITH_PROTOCOL.test(word));
  if (port !== undefined) return parseQueries(port);
  const published = words.flatMap((word) => {
    const [, host, protocol] = /:(\d+)->\d+\/(tcp|udp|sctp),?$/.exec(word) ?? [];
    return host === undefined ? [] : [`${host}/${protocol}`];
  });
  if (published.length > 0) return [...new Set(published)].map(asked);
  if (words.length < 3) return undefined;
  const at = words.findIndex((word) => ADDRESS.test(word) && !/^(?:https?|ftp):/i.test(word));
  const address = words[at];
  if (address === undefined) return undefined;
  const before = words.slice(0, at).map(transportProtocolOf);
  const protocol = before.find((word) => word !== undefined);
  const local = address.replace(/->.*$/, "");
  const subject = /[:.]([^:.]+)$/.exec(local)?.[1] ?? local;
  return [asked(protocol === undefined ? subject : `${subject}/${protocol}`)];
}

/** Reads `443 tcp`, `22, 80`, `ssh 22`, or words that each are a query. */
function inList(line: string, words: readonly string[]): readonly AskedQuery[] | undefined {
  if (line.includes(",")) {
    const listed = parseQueries(line);
    return listed.every(({ query }) => query.kind !== "name" || !/\s/.test(query.name))
      ? listed
      : undefined;
  }
  const whole = parseQuery(line);
  if (whole.kind !== "name") return [{ text: line, query: whole }];
  if (!/\s/.test(whole.name)) return [{ text: line, query: whole }];
  const each = words.map(asked);
  const areQueries = each.every(
    ({ query }) => query.kind !== "name" || /^[A-Za-z0-9][\w.+*/-]*$/.test(query.name),
  );
  return areQueries && (each.length <= 3 || each.every(({ query }) => query.kind === "port"))
    ? each
    : undefined;
}
