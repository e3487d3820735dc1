import {
  firstPort,
  isTransportProtocol,
  lastPort,
  type PortPlace,
  TRANSPORT_PROTOCOLS,
} from "@portolan/model";
import { addToGroup, type Group } from "@portolan/model/internal";
import { CARRIED_LINES, COMPATIBILITY_ENTRIES } from "../compatibility-packs.js";
import { hasName, isOtherNameOf, type PortGroup, portKey, portsOf } from "../port-groups.js";
import type { Token } from "../read-lines.js";
import type { Findings } from "./findings.js";
import type { MeantLine } from "./meant-lines.js";
import type { AuditCode } from "./problems.js";
import type { RegisteredNames } from "./registered-names.js";

/**
 * Finds what the lines of a services file say differently than the registry.
 *
 * @param maxNameBytes longest name that the target finds: longer ones are not missed.
 */
export function compareWithRegistry(
  lines: readonly MeantLine[],
  registered: RegisteredNames,
  maxNameBytes: number,
  findings: Findings,
): void {
  const seen = new Set<string>();
  for (const meant of lines) {
    if (!isTransportProtocol(meant.protocol)) {
      findForeignProtocol(meant, findings);
      continue;
    }
    if (meant.port === undefined) continue;
    const group = registered.group(portKey(firstPort(meant.port), meant.protocol));
    const isFirstLine = !seen.has(meant.key);
    for (const name of meant.names) {
      if (!isRegistered(name.text, meant, registered))
        checkName(name, { meant, group, isFirstLine }, registered, findings);
    }
    // A port answers with the first of its lines.
    if (group !== undefined && isFirstLine) checkFirstName(meant, group, findings);
    seen.add(meant.key);
  }
  findMissing(lines, registered, maxNameBytes, findings);
}

/** Tells whether the registry has a name for the whole range of a line. */
function isRegistered(name: string, meant: MeantLine, registered: RegisteredNames): boolean {
  const { port = 0, protocol, key } = meant;
  if (typeof port === "number") return registered.has(name, port, protocol, key);
  const first = firstPort(port);
  const last = lastPort(port);
  return registered.has(name, first, protocol) && registered.has(name, last, protocol);
}

/** Finds a protocol that has no ports in this registry: AppleTalk's is known, others may be slips. */
function findForeignProtocol({ line, names, key, protocol }: MeantLine, findings: Findings): void {
  if (protocol === "ddp") return;
  const meant = TRANSPORT_PROTOCOLS.find((known) => isSlip(protocol.toLowerCase(), known));
  const code: AuditCode =
    meant === undefined ? "audit/foreign-protocol" : "audit/protocol-misspelt";
  const values = { found: line.protocol.text, protocol: meant ?? "" };
  findings.add(code, line.protocol, { name: names[0].text, key, values });
}

/** Tells whether a word is another one with a letter too many, too few, wrong, or two exchanged. */
function isSlip(word: string, known: string): boolean {
  if (word === known || word === "" || Math.abs(word.length - known.length) > 1) return false;
  let at = 0;
  while (at < word.length && word[at] === known[at]) at++;
  const [rest, wanted] = [word.slice(at), known.slice(at)];
  const isExchanged =
    rest.length === wanted.length &&
    rest[0] === wanted[1] &&
    rest[1] === wanted[0] &&
    rest.slice(2) === wanted.slice(2);
  return (
    isExchanged ||
    rest.slice(1) === wanted.slice(1) ||
    rest.slice(1) === wanted ||
    rest === wanted.slice(1)
  );
}

/** Holds what is known of a line. */
interface LineNames {
  readonly meant: MeantLine;
  /** What the registry has for its port. */
  readonly group: PortGroup | undefined;
  /** It is the first line of its port, whose first name the port answers with. */
  readonly isFirstLine: boolean;
}

/** Says what is to be said of a name that the registry does not have on the line's port. */
function checkName(
  token: Token,
  { meant, group, isFirstLine }: LineNames,
  registered: RegisteredNames,
  findings: Findings,
): void {
  const { key, protocol } = meant;
  const name = token.text;
  const add = (code: AuditCode, facts: readonly string[]): void =>
    findings.add(code, token, { name, key, registered: facts });
  const isFirst = token.start === meant.names[0].start;
  const names = group?.names.map((other) => other.name) ?? [];
  const compatible = compatibleService(name, group);
  const sameLetters = names.find((other) => other.toLowerCase() === name.toLowerCase());
  if (compatible !== undefined) {
    add(
      isFirst && isFirstLine && registered.places(name).length === 0
        ? "audit/stale-name"
        : "audit/compatibility-name",
      [compatible],
    );
  } else if (isCarried(name, key)) add("audit/carried-name", names);
  else if (sameLetters !== undefined) {
    // The lower-case form is what Go asks for; our own files have it.
    if (name !== name.toLowerCase()) add("audit/other-case", [sameLetters]);
  } else if (registered.places(name).length > 0) add(...elsewhere(name, meant, registered));
  else if (registered.hasWithoutPort(name, protocol)) add("audit/without-port", []);
  else if (group === undefined) {
    if (isFirst) add("audit/unknown-service", []);
  } else if (meant.names.some(({ text }) => hasName(group, text))) add("audit/unknown-name", names);
  else if (isFirst) add("audit/port-taken", names);
}

/** Says where else a name is registered: best on another port of the protocol, then on the port itself. */
function elsewhere(
  name: string,
  { port = 0, protocol }: MeantLine,
  registered: RegisteredNames,
): [code: AuditCode, places: readonly string[]] {
  const sameProtocol = registered.places(name, protocol);
  if (sameProtocol.length > 0) return ["audit/wrong-port", placesText(portsOf(sameProtocol))];
  const samePort = registered.placesOfPort(name, firstPort(port));
  return samePort.length > 0
    ? ["audit/wrong-protocol", placesText(samePort)]
    : ["audit/wrong-port", placesText(portsOf(registered.places(name)))];
}

/** Most places that a message lists; x11 alone has 64. */
const LISTED_PLACES = 4;

function placesText(places: readonly PortPlace[]): readonly string[] {
  const listed = places.slice(0, LISTED_PLACES);
  const keys = listed.map(({ port, protocol }) => portKey(port, protocol));
  const others = places.length - LISTED_PLACES;
  return others > 0 ? [...keys, `${others} more`] : keys;
}

/** Gives the service that a name is known to stand for on a port, though it is not registered. */
export function compatibleService(name: string, group: PortGroup | undefined): string | undefined {
  if (group === undefined) return undefined;
  return COMPATIBILITY_ENTRIES.find(
    ({ port, protocols, service, aliases }) =>
      port === group.port &&
      protocols.includes(group.protocol) &&
      aliases.includes(name) &&
      hasName(group, service),
  )?.service;
}

/** Finds a former name, or another name, in front of the current one. */
function checkFirstName(meant: MeantLine, group: PortGroup, findings: Findings): void {
  const [first] = meant.names;
  const named = group.names.find(({ name }) => name === first.text);
  const [canonical] = group.names;
  if (named?.record === undefined || canonical === undefined || named === canonical) return;
  const registered = group.names.flatMap(({ name, record }) =>
    record === undefined ? [] : [{ name, record }],
  );
  if (!isOtherNameOf(first.text, named.record, registered)) return;
  findings.add("audit/stale-name", first, {
    name: first.text,
    key: meant.key,
    registered: [canonical.name],
  });
}

/**
 * Finds registered names that the file does not have. Ports without a line are fine, and so are those
 * that the system has given to another service, which is a finding of its own. A name that leads to
 * another of its ports is there: an alias more would not be found.
 */
function findMissing(
  lines: readonly MeantLine[],
  registered: RegisteredNames,
  maxNameBytes: number,
  findings: Findings,
): void {
  const byKey = new Map<string, Group<MeantLine>>();
  for (const meant of lines) {
    const names = registered.group(meant.key)?.names ?? [];
    // Of one name nothing is missing, where the line is about that service at all.
    if (names.length > 1) addToGroup(byKey, meant.key, meant);
  }
  let named: ReadonlyMap<string, ReadonlySet<string>> | undefined;
  for (const [key, own] of byKey) {
    const [first] = own;
    const written = new Set(own.flatMap((meant) => meant.names.map(({ text }) => text)));
    const names = (registered.group(key)?.names ?? []).map(({ name }) => name);
    const others = names.filter((name) => !written.has(name));
    if (others.length === 0 || others.length === names.length) continue;
    named ??= namesByProtocol(lines);
    const here = named.get(first.protocol);
    const missing = others.filter((name) => name.length <= maxNameBytes && !here?.has(name));
    if (missing.length === 0) continue;
    findings.add("audit/missing-alias", first.names[0], { name: missing.join("”, “"), key });
  }
}

function namesByProtocol(lines: readonly MeantLine[]): ReadonlyMap<string, ReadonlySet<string>> {
  const named = new Map<string, Set<string>>();
  for (const { protocol, byteNames } of lines) {
    const names = named.get(protocol) ?? new Set();
    named.set(protocol, names);
    for (const name of byteNames) names.add(name);
  }
  return named;
}

/** Tells whether systems have always had a name on a port and protocol, as our packs do. */
export function isCarried(name: string, key: string): boolean {
  carried ??= new Set(
    CARRIED_LINES.flatMap(({ port, protocols, names }) =>
      protocols.flatMap((protocol) =>
        names.flatMap((each) =>
          [each, each.toLowerCase()].map((form) => `${portKey(port, protocol)} ${form}`),
        ),
      ),
    ),
  );
  return carried.has(`${key} ${name}`);
}

let carried: ReadonlySet<string> | undefined;
