import {
  aliasOf,
  dnsSdTypes,
  firstPort,
  type Port,
  PortNames,
  portClass,
  replaces,
  type ServiceRecord,
  type Status,
  statusOf,
  TRANSPORT_PROTOCOLS,
} from "@portolan/model";
import {
  defined,
  requireObject,
  requireRecord,
  requireTextOrObject,
} from "@portolan/model/internal";
import { distance } from "fastest-levenshtein";
import { isEqual } from "../equal.js";
import { parseQuery, type Query, speaksOf } from "./query.js";
import type { RegistryIndex } from "./registry-index.js";

/**
 * Names why a record answers a query:
 *
 * - `exact`: its port or name is the one asked for, in the same case;
 * - `case`: its name is, in another case;
 * - `range`: its range holds the port asked for;
 * - `alias-target`: the name asked for is registered as an alias of its name;
 * - `replacement`: it replaces the legacy name asked for, which has no record of its own.
 */
export type MatchKind = "exact" | "case" | "range" | "alias-target" | "replacement";

/** Holds one record that answers a query. */
export interface LookupEntry {
  readonly record: ServiceRecord;
  /** Zero-based place of the record in the registry. */
  readonly index: number;
  readonly match: MatchKind;
}

/**
 * Says what a port is: the status of its records, assigned before any other; `dynamic` for a port
 * without record that nobody can register (RFC 6335 §6), `unlisted` for any other without record.
 */
export type PortStatus = Status | "dynamic" | "unlisted";

/** Holds the answer to one query. */
export interface LookupAnswer {
  readonly query: Query;
  /**
   * The records that answer it; none where nothing was found. Those on one port are in the order
   * of its names, the canonical name first (see `PortNames` of `@portolan/model`), all others in
   * the order of the registry.
   */
  readonly entries: readonly LookupEntry[];
  /** What the port is; given for queries by port. */
  readonly status?: PortStatus;
  /** The names of one port for each protocol asked for, the canonical name first. */
  readonly names?: Readonly<Record<string, readonly string[]>>;
  /** Protocols for which the port or name is registered, where the one asked for is not among them. */
  readonly otherProtocols?: readonly string[];
  /** Registered names much like the one asked for, where it was not found. */
  readonly suggestions?: readonly string[];
}

/**
 * Looks a port, name, DNS-SD type or service code up.
 *
 * @param query what to look up. A text is understood by {@link parseQuery}, unless it is a name that
 * the registry has, whatever it looks like.
 * @example
 * const index = createIndex(registry);
 * lookup(index, "443/tcp").entries[0]?.record.name; // "https"
 */
export function lookup(index: RegistryIndex, query: string | Query): LookupAnswer {
  requireObject(index, "lookup", "index", "an index, as createIndex makes it");
  requireTextOrObject(query, "lookup", "query", "a string or a query");
  const asked = typeof query === "string" ? understood(index, query) : query;
  switch (asked.kind) {
    case "port":
      return lookupPort(index, asked);
    case "service-code":
      return lookupServiceCode(index, asked);
    default:
      return lookupName(index, asked);
  }
}

/** Old registries have names with blanks and slashes, which look like something else. */
function understood(index: RegistryIndex, text: string): Query {
  const query = parseQuery(text);
  const name = text.trim();
  const isPlain = query.kind === "port" || (query.kind === "name" && query.name === name);
  return isPlain || index.named(name).length === 0 ? query : { kind: "name", name };
}

function lookupPort(index: RegistryIndex, query: Query & { kind: "port" }): LookupAnswer {
  const { port, protocol } = query;
  const all = entriesAt(index, index.onPort(port), (record) =>
    typeof port === "number" && typeof record.port === "object" ? "range" : "exact",
  );
  const asked = all.filter(({ record }) => speaksOf(record, protocol));
  const { names, entries } =
    typeof port === "number" ? inOrderOfNames(port, asked) : { names: undefined, entries: asked };
  return {
    query,
    entries,
    status: statusOfPort(port, entries),
    ...defined({ names }),
    ...(entries.length === 0 && all.length > 0 ? { otherProtocols: protocolsOf(all) } : {}),
  };
}

/**
 * Sorts the records of a port by its names: first those of the first protocol, the canonical one
 * before the others, each with all its protocols.
 */
function inOrderOfNames(
  port: number,
  entries: readonly LookupEntry[],
): Pick<LookupAnswer, "names" | "entries"> {
  // Port 0 is reserved: nothing is named by it.
  const only = port === 0 ? undefined : onlyNameOf(entries);
  if (only !== undefined) return { names: only, entries };
  const portNames = new PortNames(entries.map(({ record }) => record));
  const names = Object.fromEntries(
    portNames
      .protocols()
      .map((protocol) => [protocol, portNames.namesOf(port, protocol).map(({ name }) => name)]),
  );
  if (entries.length < 2) return { names, entries };
  const order = new Map([...new Set(Object.values(names).flat())].map((name, at) => [name, at]));
  const rankOf = ({ name, protocol }: ServiceRecord): number => {
    const isPlaced = name !== undefined && protocol !== undefined;
    return (isPlaced ? order.get(name) : undefined) ?? order.size;
  };
  const protocols = portNames.protocols();
  const protocolRankOf = ({ protocol = "" }: ServiceRecord): number => protocols.indexOf(protocol);
  const sorted = entries
    .map((entry) => ({
      entry,
      rank: rankOf(entry.record),
      protocol: protocolRankOf(entry.record),
    }))
    .sort((a, b) => a.rank - b.rank || (a.rank < order.size ? a.protocol - b.protocol : 0));
  return { names, entries: sorted.map(({ entry }) => entry) };
}

/**
 * Returns the names of a port on which there is one name at most, and one record for each protocol in
 * their usual order: most ports are so, and there is nothing to be sorted.
 */
function onlyNameOf(
  entries: readonly LookupEntry[],
): Record<string, readonly string[]> | undefined {
  const names: Record<string, readonly string[]> = {};
  let rank = -1;
  for (const { record } of entries) {
    const { name, protocol } = record;
    const at = (TRANSPORT_PROTOCOLS as readonly string[]).indexOf(protocol ?? "");
    if (name === undefined || at <= rank || name !== (entries[0]?.record.name ?? ""))
      return undefined;
    rank = at;
    names[TRANSPORT_PROTOCOLS[at] ?? ""] = [name];
  }
  return names;
}

function lookupServiceCode(
  index: RegistryIndex,
  query: Query & { kind: "service-code" },
): LookupAnswer {
  const places = query.codes.flatMap((code) => index.withServiceCode(code)).sort((a, b) => a - b);
  return { query, entries: entriesAt(index, places, () => "exact") };
}

type NameQuery = Query & { readonly kind: "name" | "dns-sd" };

function statusOfPort(port: Port, entries: readonly LookupEntry[]): PortStatus {
  const statuses = entries.map(({ record }) => statusOf(record));
  if (statuses.includes("assigned")) return "assigned";
  const other = statuses.find((status) => status !== "unassigned") ?? statuses[0];
  return other ?? (portClass(firstPort(port)) === "dynamic" ? "dynamic" : "unlisted");
}

function lookupName(index: RegistryIndex, query: NameQuery): LookupAnswer {
  const { name } = query;
  const own = entriesAt(index, index.named(name), (record) =>
    record.name === name ? "exact" : "case",
  );
  const related = own.length > 0 ? aliasTargets(index, own) : replacements(index, name);
  const all = [...own, ...related].sort((a, b) => a.index - b.index);
  const entries = all.filter(({ record, match }) => answers(query, record, match));
  return {
    query,
    entries,
    ...(entries.length === 0 && all.length > 0 ? { otherProtocols: protocolsOf(all) } : {}),
    ...(all.length === 0 ? { suggestions: nearNames(name, index.names()) } : {}),
  };
}

/** Finds the records that the records found call themselves aliases of, on the same port and protocol. */
function aliasTargets(index: RegistryIndex, found: readonly LookupEntry[]): readonly LookupEntry[] {
  const places = new Set<number>();
  for (const { record } of found) {
    const target = aliasOf(record);
    if (target === undefined) continue;
    for (const place of index.named(target))
      if (isSameEndpoint(index.record(place), record)) places.add(place);
  }
  for (const { index: place } of found) places.delete(place);
  return entriesAt(index, [...places], () => "alias-target");
}

function isSameEndpoint(a: ServiceRecord, b: ServiceRecord): boolean {
  return a.protocol === b.protocol && isEqual(a.port, b.port);
}

function replacements(index: RegistryIndex, name: string): readonly LookupEntry[] {
  const places = index
    .relatedTo(name)
    .filter((place) => replaces(index.record(place))?.toLowerCase() === name.toLowerCase());
  return entriesAt(index, places, () => "replacement");
}

/** Tells whether a record, found by name, is of the protocol or DNS-SD type asked for. */
function answers(query: NameQuery, record: ServiceRecord, match: MatchKind): boolean {
  if (query.kind === "dns-sd") {
    const type = `_${record.name}._${query.label}`;
    // An alias is a name of its own in DNS-SD: only the type asked for counts.
    return match !== "alias-target" && dnsSdTypes(record).includes(type);
  }
  return speaksOf(record, query.protocol);
}

function entriesAt(
  index: RegistryIndex,
  places: readonly number[],
  matchOf: (record: ServiceRecord) => MatchKind,
): readonly LookupEntry[] {
  return places.map((place) => {
    const record = index.record(place);
    return { record, index: place, match: matchOf(record) };
  });
}

/**
 * Returns the other names of a record's service: those that it is an alias of or replaces, and those
 * that are an alias of it or replace it.
 */
export function otherNamesOf(index: RegistryIndex, record: ServiceRecord): readonly string[] {
  requireObject(index, "otherNamesOf", "index", "an index, as createIndex makes it");
  requireRecord(record, "otherNamesOf", "record");
  const { name } = record;
  if (name === undefined) return [];
  const related = index.relatedTo(name).map((place) => index.record(place).name);
  const others = new Set([aliasOf(record), replaces(record), ...related]);
  others.delete(undefined);
  others.delete(name);
  return [...others].filter((other) => other !== undefined);
}

function protocolsOf(entries: readonly LookupEntry[]): readonly string[] {
  const found = new Set(entries.flatMap(({ record }) => record.protocol ?? []));
  const known = TRANSPORT_PROTOCOLS.filter((protocol) => found.has(protocol));
  return [...new Set([...known, ...found])];
}

/** Most names that a suggestion holds. */
const MOST = 5;

/**
 * Returns the names nearest to one that was not found: at most two letters wrong, missing or too many
 * (one in names of up to four letters), the nearest first, else in the order given.
 */
function nearNames(wanted: string, names: Iterable<string>): readonly string[] {
  const target = wanted.toLowerCase();
  const limit = target.length <= 4 ? 1 : 2;
  const near: (readonly [steps: number, name: string])[] = [];
  for (const name of names) {
    if (Math.abs(name.length - target.length) > limit) continue;
    const steps = distance(target, name.toLowerCase());
    if (steps <= limit) near.push([steps, name]);
  }
  return near
    .sort(([a], [b]) => a - b)
    .slice(0, MOST)
    .map(([, name]) => name);
}
