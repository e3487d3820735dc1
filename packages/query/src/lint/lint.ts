import {
  aliasOf,
  firstPort,
  formatPort,
  isTransportProtocol,
  lastPort,
  type Port,
  PortNames,
  type Problem,
  portText,
  type Reference,
  type Registry,
  Report,
  recordKey,
  recordLabel,
  referenceLabel,
  replaces,
  type ServiceNameFault,
  type ServiceRecord,
  serviceNameFault,
} from "@portolan/model";
import {
  addToGroup,
  defined,
  type Group,
  isRegistryDate,
  requireObject,
  requireRegistry,
  type Span,
} from "@portolan/model/internal";
import { citedBy, referencesOf } from "../cited.js";
import { type LintCode, lintProblems } from "./problems.js";

/**
 * Looks for what is wrong in a registry, or a trap for its users: see {@link lintProblems} for
 * everything it knows.
 *
 * @returns the findings in the order of the records; those about people and footnotes stand last.
 * @example
 * const { registry, offsets } = fromCsv(source);
 * lint(registry, { source, offsets }).filter(({ severity }) => severity === "error");
 */
export function lint(registry: Registry, options: LintOptions = {}): readonly Finding[] {
  requireRegistry(registry, "lint", "registry");
  requireObject(options, "lint", "options");
  const findings = new Findings(options);
  registry.records.forEach((record, place) => {
    checkRecord(record, place, registry, findings);
  });
  checkNames(registry.records, findings);
  checkPorts(registry.records, findings);
  checkCitations(registry, findings);
  return findings.inOrder();
}

const NAME_FAULTS: Readonly<Record<ServiceNameFault, string>> = {
  empty: "it is empty",
  "too-long": "it is longer than 15 characters",
  character: "it has a character that is no letter, digit or hyphen",
  "no-letter": "it has no letter",
  "hyphen-at-edge": "it begins or ends with a hyphen",
  "double-hyphen": "it has two hyphens in a row",
};

/** Checks what a record says by itself. */
function checkRecord(
  record: ServiceRecord,
  place: number,
  registry: Registry,
  findings: Findings,
): void {
  checkNumbers(record, place, findings);
  checkName(record, place, findings);
  checkDates(record, place, registry.updated, findings);
  checkServicesLine(record, place, findings);
}

function checkNumbers(record: ServiceRecord, place: number, findings: Findings): void {
  const { name, port, protocol, unparsed } = record;
  if (name === undefined && port === undefined && unparsed?.port === undefined)
    findings.add("lint/record-empty", place);
  if (unparsed?.port !== undefined)
    findings.add("lint/port-invalid", place, { found: unparsed.port });
  if (unparsed?.serviceCode !== undefined)
    findings.add("lint/service-code-invalid", place, { found: unparsed.serviceCode });
  if (protocol !== undefined && !isTransportProtocol(protocol))
    findings.add("lint/protocol-unknown", place, { found: protocol });
}

function checkName(record: ServiceRecord, place: number, findings: Findings): void {
  const { name } = record;
  const broken = name === undefined ? undefined : serviceNameFault(name);
  if (name === undefined || broken === undefined) return;
  const fault = NAME_FAULTS[broken];
  const target = aliasOf(record);
  if (target === undefined) findings.add("lint/name-invalid", place, { name, fault });
  else findings.add("lint/name-historic", place, { name, fault, target });
}

function checkDates(
  record: ServiceRecord,
  place: number,
  updated: string | undefined,
  findings: Findings,
): void {
  const dates = [
    ["registration date", record.registrationDate],
    ["modification date", record.modificationDate],
  ] as const;
  for (const [column, found] of dates) {
    if (found === undefined) continue;
    if (!isRegistryDate(found)) findings.add("lint/date-invalid", place, { column, found });
    else if (updated !== undefined && isBefore(updated, found))
      findings.add("lint/date-in-future", place, { column, found, updated });
  }
  const { registrationDate: registered = "", modificationDate: modified = "" } = record;
  if (isBefore(modified, registered))
    findings.add("lint/dates-reversed", place, { registered, modified }, modified);
}

/** Tells whether a date is before another; what one of them leaves open (the day) does not count. */
function isBefore(date: string, other: string): boolean {
  if (!isRegistryDate(date) || !isRegistryDate(other)) return false;
  const length = Math.min(date.length, other.length);
  return date.slice(0, length) < other.slice(0, length);
}

/** A line of services(5) is a name, blanks, `port/protocol`; `#` begins a comment. */
function checkServicesLine(record: ServiceRecord, place: number, findings: Findings): void {
  const { name, port, protocol } = record;
  if (name === undefined || port === undefined) return;
  const fault = /[\s#]/.test(name)
    ? "a blank or “#” ends a name there"
    : protocol === undefined
      ? "it has a port, but no protocol"
      : undefined;
  if (fault !== undefined) findings.add("lint/services-inexpressible", place, { name, fault });
}

/** Holds a record with its zero-based place. */
interface Placed {
  readonly record: ServiceRecord;
  readonly place: number;
}

/** Checks names against each other: duplicates, ambiguous names and ports, aliases of nothing. */
function checkNames(records: readonly ServiceRecord[], findings: Findings): void {
  checkDuplicates(records, findings);
  checkAmbiguousNames(records, findings);
  checkAmbiguousPorts(records, findings);
  checkAliases(records, findings);
}

function checkDuplicates(records: readonly ServiceRecord[], findings: Findings): void {
  const seen = new Set<string>();
  records.forEach((record, place) => {
    const { name = "", port } = record;
    if (name === "" && port === undefined) return;
    const key = recordKey(record);
    if (seen.has(key))
      findings.add("lint/duplicate", place, { key: recordLabel(record) }, name || portText(record));
    seen.add(key);
  });
}

/** Finds names that are on several ports: the lowest is what a look-up gives. */
function checkAmbiguousNames(records: readonly ServiceRecord[], findings: Findings): void {
  const groups = placedBy(records, ({ name, port, protocol }) =>
    name === undefined || port === undefined ? undefined : `${name.toLowerCase()}\t${protocol}`,
  );
  for (const group of groups) {
    const [first, ...others] = group.toSorted((a, b) => startOf(a) - startOf(b));
    if (first === undefined) continue;
    for (const { record, place } of others) {
      const { name = "", protocol = "no protocol" } = record;
      if (portText(record) === portText(first.record)) continue;
      const values = { name, protocol, port: portText(record), first: portText(first.record) };
      findings.add("lint/name-ambiguous", place, values, values.port);
    }
  }
}

function startOf({ record: { port } }: Placed): number {
  return port === undefined ? Number.POSITIVE_INFINITY : firstPort(port);
}

/** Finds ports with several names, unless one is declared to be another name of the first. */
function checkAmbiguousPorts(records: readonly ServiceRecord[], findings: Findings): void {
  const groups = placedBy(records, ({ name, port, protocol }) =>
    name === undefined || port === undefined ? undefined : `${formatPort(port)}\t${protocol}`,
  );
  for (const group of groups) {
    if (group.length === 1) continue;
    const first = canonicalOf(group);
    for (const { record, place } of group) {
      const { name = "", protocol = "no protocol" } = record;
      if (record === first || areOneService(first, record)) continue;
      findings.add("lint/port-ambiguous", place, {
        port: portText(record),
        protocol,
        name,
        first: first.name ?? "",
      });
    }
  }
}

/** Returns the record whose name a look-up by port gives. */
function canonicalOf(group: Readonly<Group<Placed>>): ServiceRecord {
  const [{ record: first }] = group;
  const { port, protocol = "" } = first;
  if (port === undefined) return first;
  const names = new PortNames(group.map(({ record }) => record));
  return names.namesOf(firstPort(port), protocol)[0]?.record ?? first;
}

function areOneService(a: ServiceRecord, b: ServiceRecord): boolean {
  return a.name === b.name || names(a, b) || names(b, a);
}

/** Tells whether a record says that it is an alias of another's name, or replaces it. */
function names(a: ServiceRecord, b: ServiceRecord): boolean {
  return aliasOf(a) === b.name || replaces(a) === b.name;
}

function checkAliases(records: readonly ServiceRecord[], findings: Findings): void {
  const registered = new Set(records.flatMap(({ name }) => name?.toLowerCase() ?? []));
  records.forEach((record, place) => {
    const target = aliasOf(record);
    if (target !== undefined && !registered.has(target.toLowerCase()))
      findings.add("lint/alias-target-missing", place, { name: record.name ?? "", target });
  });
}

/** Collects the records of each key in their order; those without key are left out. */
function placedBy(
  records: readonly ServiceRecord[],
  keyOf: (record: ServiceRecord) => string | undefined,
): Iterable<Readonly<Group<Placed>>> {
  const groups = new Map<string, Group<Placed>>();
  records.forEach((record, place) => {
    const key = keyOf(record);
    if (key !== undefined) addToGroup(groups, key, { record, place });
  });
  return groups.values();
}

/** Checks the order of the records by port, and whether their ranges overlap. */
function checkPorts(records: readonly ServiceRecord[], findings: Findings): void {
  checkOrder(records, findings);
  checkOverlaps(records, findings);
}

/** Compares each record with a port to the one before it; records without port stand last. */
function checkOrder(records: readonly ServiceRecord[], findings: Findings): void {
  records.forEach(({ port }, place) => {
    const previous = records[place - 1];
    if (port === undefined || previous === undefined) return;
    if (previous.port !== undefined && firstPort(previous.port) <= firstPort(port)) return;
    const before =
      previous.port === undefined ? "a record without port" : `port ${formatPort(previous.port)}`;
    findings.add("lint/order", place, { port: formatPort(port), before }, formatPort(port));
  });
}

/** Holds a record's ports and protocol with its zero-based place. */
interface Stretch {
  readonly place: number;
  readonly port: Port;
  readonly protocol: string | undefined;
}

/**
 * Walks over the ports from low to high and remembers, for each protocol, which record reaches
 * farthest. A record without protocol speaks of all of them. Different names on the very same ports
 * are no overlap: {@link checkNames} tells of them.
 */
function checkOverlaps(records: readonly ServiceRecord[], findings: Findings): void {
  const farthest = new Map<string | undefined, Stretch>();
  let farthestOfAll: Stretch | undefined;
  for (const stretch of stretchesOf(records)) {
    const rivals =
      stretch.protocol === undefined
        ? [farthestOfAll]
        : [farthest.get(stretch.protocol), farthest.get(undefined)];
    const rival = rivals.find((other) => other !== undefined && overlaps(other.port, stretch.port));
    if (rival !== undefined) {
      const [before, after] = rival.place < stretch.place ? [rival, stretch] : [stretch, rival];
      const values = { port: formatPort(after.port), other: formatPort(before.port) };
      findings.add("lint/overlap", after.place, values, values.port);
    }
    farthest.set(stretch.protocol, farther(farthest.get(stretch.protocol), stretch));
    farthestOfAll = farther(farthestOfAll, stretch);
  }
}

function stretchesOf(records: readonly ServiceRecord[]): readonly Stretch[] {
  return records
    .flatMap(({ port, protocol }, place): readonly Stretch[] =>
      port === undefined ? [] : [{ place, port, protocol }],
    )
    .sort((a, b) => firstPort(a.port) - firstPort(b.port));
}

/** Tells whether ports that begin at or after a stretch overlap it without being the same. */
function overlaps(before: Port, port: Port): boolean {
  return firstPort(port) <= lastPort(before) && formatPort(before) !== formatPort(port);
}

function farther(a: Stretch | undefined, b: Stretch): Stretch {
  return a !== undefined && lastPort(a.port) >= lastPort(b.port) ? a : b;
}

/** Checks what the registry points to: people, footnotes and documents. */
function checkCitations(registry: Registry, findings: Findings): void {
  const known = {
    people: new Set(registry.people.map(({ id }) => id)),
    footnotes: new Set(registry.footnotes.map(({ anchor }) => anchor)),
  };
  registry.records.forEach((record, place) => {
    checkPeople(record, place, known.people, findings);
    for (const reference of referencesOf(record)) {
      if (reference.type === "note") checkFootnote(reference, place, known.footnotes, findings);
      else checkReference(reference, place, findings);
    }
  });
  checkUnused(registry, findings);
}

/** Formats without contact information cannot say whom they leave out. */
function checkPeople(
  record: ServiceRecord,
  place: number,
  known: ReadonlySet<string>,
  findings: Findings,
): void {
  if (known.size === 0) return;
  const inText = referencesOf(record).flatMap(({ type, data }) =>
    type === "person" && data !== undefined ? [data] : [],
  );
  const cited = new Set([...(record.assignees ?? []), ...record.contacts, ...inText]);
  for (const id of cited)
    if (!known.has(id)) findings.add("lint/person-unknown", place, { id }, id);
}

function checkFootnote(
  reference: Reference,
  place: number,
  known: ReadonlySet<string>,
  findings: Findings,
): void {
  const anchor = referenceLabel(reference);
  if (known.size > 0 && !known.has(anchor))
    findings.add("lint/footnote-unknown", place, { anchor }, anchor);
}

/** What the data of a reference must look like to lead somewhere. */
const FORMS: ReadonlyMap<string, readonly [form: RegExp, fault: string]> = new Map([
  ["rfc", [/^rfc[1-9]\d*$/, "it is not “rfc” and a number"]],
  ["rfc-errata", [/^[1-9]\d*$/, "it is not the number of an erratum"]],
  ["draft", [/^(?:draft|RFC)-[A-Za-z0-9][A-Za-z0-9.-]*$/, "it is not the name of a draft"]],
  ["uri", [/^[A-Za-z][A-Za-z0-9+.-]*:[^\s<>"]+$/, "it is not a URI"]],
  ["person", [/\S/, "it names nobody"]],
]);

function checkReference(reference: Reference, place: number, findings: Findings): void {
  const { type, data = "" } = reference;
  const rule = FORMS.get(type);
  if (rule === undefined) return;
  const [form, fault] = rule;
  if (form.test(data)) return;
  const values = { found: referenceLabel(reference), type, fault };
  findings.add("lint/reference-malformed", place, values, data || values.found);
}

function checkUnused(registry: Registry, findings: Findings): void {
  const cited = citedBy(registry);
  const seen = new Set<string>();
  for (const { id } of registry.people) {
    if (seen.has(id)) findings.add("lint/person-duplicate", undefined, { id });
    else if (!cited.people.has(id)) findings.add("lint/person-unused", undefined, { id });
    seen.add(id);
  }
  for (const { anchor } of registry.footnotes) {
    if (!cited.footnotes.has(anchor)) findings.add("lint/footnote-unused", undefined, { anchor });
  }
}

/** Describes one thing that lint found. */
export interface Finding extends Problem {
  readonly code: LintCode;
  /** Zero-based place of the record it is about; absent where it is about something else. */
  readonly record?: number;
}

/** Where the linted registry was read from, for positions. */
export interface LintOptions {
  /** The text it was read from. */
  readonly source?: string | undefined;
  /** Zero-based offset in the source of each record, as a reader's result has them. */
  readonly offsets?: readonly number[] | undefined;
}

/** Lists what stands around a cell in XML and HTML, in JSON, in tables, and in running text. */
const CELL_EDGES: readonly (readonly [before: RegExp, after: RegExp])[] = [
  [/>\s*$/, /^\s*</],
  [/"$/, /^"(?!\s*:)/],
  [/(?:^|[,;|\t\n\r[]) *$/, /^ *(?:$|[,;|\t\n\r\]])/],
  [/(?:^|[^\w-])$/, /^(?![\w-]|\s*:)/],
];

/**
 * Finds where the text of a record has a cell.
 *
 * @returns its zero-based offset; undefined where it is not written as it was read.
 */
function cellIn(text: string, cell: string): number | undefined {
  if (cell === "") return undefined;
  for (const [before, after] of CELL_EDGES) {
    let end = 0;
    for (let at = text.indexOf(cell); at !== -1; at = text.indexOf(cell, end)) {
      end = at + cell.length;
      if (
        before.test(text.slice(Math.max(0, at - 80), at)) &&
        after.test(text.slice(end, end + 80))
      )
        return at;
    }
  }
  return undefined;
}

/** Collects findings and gives them their messages and positions. */
class Findings {
  readonly #report: Report;
  readonly #source: string;
  readonly #offsets: readonly number[];
  readonly #about: { readonly code: LintCode; readonly record: number | undefined }[] = [];

  constructor({ source, offsets = [] }: LintOptions) {
    this.#report = new Report(source);
    this.#source = source ?? "";
    this.#offsets = source === undefined ? [] : offsets;
  }

  /**
   * Adds what was found about a record (or about nothing of the kind), with the message's values.
   *
   * @param cell what the record says there, so that its place can be told; without it, the value
   * `found` or `name`.
   */
  add(
    code: LintCode,
    record: number | undefined,
    values: Readonly<Record<string, string | number>> = {},
    cell: string | number | undefined = values.found ?? values.name,
  ): void {
    const span = record === undefined ? undefined : this.#spanOf(record, `${cell ?? ""}`);
    this.#report.add(lintProblems, code, { span, values });
    this.#about.push({ code, record });
  }

  /** Finds a cell of a record; of one that is written in another way, such as `&amp;`, the record. */
  #spanOf(record: number, cell: string): Span | undefined {
    const start = this.#offsets[record];
    if (start === undefined) return undefined;
    const text = this.#source.slice(start, this.#offsets[record + 1]);
    const at = cellIn(text, cell);
    return at === undefined ? { start } : { start: start + at, end: start + at + cell.length };
  }

  /** Returns the findings in the order of the records; those about none stand last. */
  inOrder(): readonly Finding[] {
    const findings = this.#report.problems.flatMap((problem, at): readonly Finding[] => {
      const about = this.#about[at];
      if (about === undefined) return [];
      const { code, record } = about;
      return [defined({ ...problem, code, record })];
    });
    const place = ({ record }: Finding): number => record ?? Number.MAX_SAFE_INTEGER;
    return findings.toSorted((a, b) => place(a) - place(b));
  }
}
