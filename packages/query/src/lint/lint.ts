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
  defined,
  type Group,
  groupBy,
  isRegistryDate,
  requireObject,
  requireRegistry,
  type Span,
} from "@portolan/model/internal";
import { Citations, peopleOf, referencesOf } from "../cited.js";
import { type LintCode, lintProblems } from "./problems.js";

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
  const { source, offsets = [] } = options;
  const report = new Report<LintCode>(source);
  const rank = ([, place]: Fault): number => place ?? Number.MAX_SAFE_INTEGER;
  return CHECKS.flatMap((check) => [...check(registry)])
    .sort((a, b) => rank(a) - rank(b))
    .flatMap(([code, record, values = {}, cell = values.found ?? values.name ?? ""]) => {
      const span =
        source === undefined || record === undefined
          ? undefined
          : spanOf(source, offsets[record], offsets[record + 1], cell);
      report.add(lintProblems, code, { span, values });
      return report.take().map((problem) => defined({ ...problem, record }));
    });
}

/** Holds what a check found. */
type Fault = readonly [
  code: LintCode,
  /** Zero-based place of the record it is about, if it is about one. */
  place: number | undefined,
  /** Values of the message. */
  values?: Readonly<Record<string, string>>,
  /** What the record says there, so that its place can be told; else the value `found` or `name`. */
  cell?: string,
];

/** Holds every check, in the order in which their findings about one record are told. */
const CHECKS: readonly ((registry: Registry) => Iterable<Fault>)[] = [
  checkNumbers,
  checkNames,
  checkDates,
  checkServicesLines,
  checkDuplicates,
  checkAmbiguousNames,
  checkAmbiguousPorts,
  checkAliases,
  checkOrder,
  checkOverlaps,
  checkCitations,
];

function* checkNumbers({ records }: Registry): Generator<Fault> {
  for (const [place, { name, port, protocol, unparsed }] of records.entries()) {
    if (name === undefined && port === undefined && unparsed?.port === undefined)
      yield ["lint/record-empty", place];
    if (unparsed?.port !== undefined) yield ["lint/port-invalid", place, { found: unparsed.port }];
    if (unparsed?.serviceCode !== undefined)
      yield ["lint/service-code-invalid", place, { found: unparsed.serviceCode }];
    if (protocol !== undefined && !isTransportProtocol(protocol))
      yield ["lint/protocol-unknown", place, { found: protocol }];
  }
}

const NAME_FAULTS: Readonly<Record<ServiceNameFault, string>> = {
  empty: "it is empty",
  "too-long": "it is longer than 15 characters",
  character: "it has a character that is no letter, digit or hyphen",
  "no-letter": "it has no letter",
  "hyphen-at-edge": "it begins or ends with a hyphen",
  "double-hyphen": "it has two hyphens in a row",
};

function* checkNames({ records }: Registry): Generator<Fault> {
  for (const [place, record] of records.entries()) {
    const { name } = record;
    const broken = name === undefined ? undefined : serviceNameFault(name);
    if (name === undefined || broken === undefined) continue;
    const fault = NAME_FAULTS[broken];
    const target = aliasOf(record);
    if (target === undefined) yield ["lint/name-invalid", place, { name, fault }];
    else yield ["lint/name-historic", place, { name, fault, target }];
  }
}

function* checkDates({ records, updated }: Registry): Generator<Fault> {
  for (const [place, record] of records.entries()) {
    const { registrationDate: registered, modificationDate: modified } = record;
    const dates = [
      ["registration date", registered],
      ["modification date", modified],
    ] as const;
    for (const [column, found] of dates) {
      if (found === undefined) continue;
      if (!isRegistryDate(found)) yield ["lint/date-invalid", place, { column, found }];
      else if (updated !== undefined && isBefore(updated, found))
        yield ["lint/date-in-future", place, { column, found, updated }];
    }
    if (registered !== undefined && modified !== undefined && isBefore(modified, registered))
      yield ["lint/dates-reversed", place, { registered, modified }, modified];
  }
}

/** Tells whether a date is before another; what one of them leaves open (the day) does not count. */
function isBefore(date: string, other: string): boolean {
  if (!isRegistryDate(date) || !isRegistryDate(other)) return false;
  const length = Math.min(date.length, other.length);
  return date.slice(0, length) < other.slice(0, length);
}

/** A line of services(5) is a name, blanks, `port/protocol`; `#` begins a comment. */
function* checkServicesLines({ records }: Registry): Generator<Fault> {
  for (const [place, { name, port, protocol }] of records.entries()) {
    if (name === undefined || port === undefined) continue;
    const fault = /[\s#]/.test(name)
      ? "a blank or “#” ends a name there"
      : protocol === undefined
        ? "it has a port, but no protocol"
        : undefined;
    if (fault !== undefined) yield ["lint/services-inexpressible", place, { name, fault }];
  }
}

function* checkDuplicates({ records }: Registry): Generator<Fault> {
  const seen = new Set<string>();
  for (const [place, record] of records.entries()) {
    const { name = "", port } = record;
    if (name === "" && port === undefined) continue;
    const key = recordKey(record);
    if (seen.has(key))
      yield ["lint/duplicate", place, { key: recordLabel(record) }, name || portText(record)];
    seen.add(key);
  }
}

/** Holds a record that has a name and a port, with its zero-based place. */
interface NamedPort {
  readonly record: ServiceRecord;
  readonly place: number;
  readonly name: string;
  readonly port: Port;
}

function namedPortsOf(records: readonly ServiceRecord[]): readonly NamedPort[] {
  return records.flatMap((record, place) => {
    const { name, port } = record;
    return name === undefined || port === undefined ? [] : [{ record, place, name, port }];
  });
}

/** Finds names that are on several ports: the lowest is what a look-up gives. */
function* checkAmbiguousNames({ records }: Registry): Generator<Fault> {
  const groups = groupBy(
    namedPortsOf(records),
    ({ name, record }) => `${name.toLowerCase()}\t${record.protocol}`,
  );
  for (const group of groups.values()) {
    const [lowest, ...others] = group.toSorted((a, b) => firstPort(a.port) - firstPort(b.port));
    if (lowest === undefined) continue;
    const first = formatPort(lowest.port);
    for (const { record, place, name, port: found } of others) {
      const { protocol = "no protocol" } = record;
      const port = formatPort(found);
      if (port !== first)
        yield ["lint/name-ambiguous", place, { name, protocol, port, first }, port];
    }
  }
}

/** Finds ports with several names, unless one is declared to be another name of the first. */
function* checkAmbiguousPorts({ records }: Registry): Generator<Fault> {
  const groups = groupBy(
    namedPortsOf(records),
    ({ port, record }) => `${formatPort(port)}\t${record.protocol}`,
  );
  for (const group of groups.values()) {
    if (group.length === 1) continue;
    const canonical = canonicalOf(group);
    const { name: first = "" } = canonical;
    for (const { record, place, name, port } of group) {
      const { protocol = "no protocol" } = record;
      if (record !== canonical && !areOneService(canonical, record))
        yield ["lint/port-ambiguous", place, { port: formatPort(port), protocol, name, first }];
    }
  }
}

/** Returns the record whose name a look-up by port gives. */
function canonicalOf(group: Readonly<Group<NamedPort>>): ServiceRecord {
  const [{ record, port }] = group;
  const names = new PortNames(group.map((one) => one.record));
  return names.namesOf(firstPort(port), record.protocol ?? "")[0]?.record ?? record;
}

function areOneService(a: ServiceRecord, b: ServiceRecord): boolean {
  return a.name === b.name || names(a, b) || names(b, a);
}

/** Tells whether a record says that it is an alias of another's name, or replaces it. */
function names(a: ServiceRecord, b: ServiceRecord): boolean {
  return aliasOf(a) === b.name || replaces(a) === b.name;
}

function* checkAliases({ records }: Registry): Generator<Fault> {
  const registered = new Set(records.flatMap(({ name }) => name?.toLowerCase() ?? []));
  for (const [place, record] of records.entries()) {
    const target = aliasOf(record);
    if (target !== undefined && !registered.has(target.toLowerCase()))
      yield ["lint/alias-target-missing", place, { name: record.name ?? "", target }];
  }
}

/** Compares each record with a port to the one before it; records without port stand last. */
function* checkOrder({ records }: Registry): Generator<Fault> {
  for (const [place, { port }] of records.entries()) {
    const previous = records[place - 1];
    if (port === undefined || previous === undefined) continue;
    if (previous.port !== undefined && firstPort(previous.port) <= firstPort(port)) continue;
    const before =
      previous.port === undefined ? "a record without port" : `port ${formatPort(previous.port)}`;
    yield ["lint/order", place, { port: formatPort(port), before }, formatPort(port)];
  }
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
 * are no overlap: {@link checkAmbiguousPorts} tells of them.
 */
function* checkOverlaps({ records }: Registry): Generator<Fault> {
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
      const port = formatPort(after.port);
      yield ["lint/overlap", after.place, { port, other: formatPort(before.port) }, port];
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

/** What the data of a reference must look like to lead somewhere. */
const FORMS: ReadonlyMap<string, readonly [form: RegExp, fault: string]> = new Map([
  ["rfc", [/^rfc[1-9]\d*$/, "it is not “rfc” and a number"]],
  ["rfc-errata", [/^[1-9]\d*$/, "it is not the number of an erratum"]],
  ["draft", [/^(?:draft|RFC)-[A-Za-z0-9][A-Za-z0-9.-]*$/, "it is not the name of a draft"]],
  ["uri", [/^[A-Za-z][A-Za-z0-9+.-]*:[^\s<>"]+$/, "it is not a URI"]],
  ["person", [/\S/, "it names nobody"]],
]);

/**
 * Checks what records point to: people, footnotes and documents, and whether anything points to each person and
 * footnote. A format without contact information or footnotes cannot say which it leaves out.
 */
function* checkCitations(registry: Registry): Generator<Fault> {
  const { records, people, footnotes } = registry;
  const ids = new Set(people.map(({ id }) => id));
  const anchors = new Set(footnotes.map(({ anchor }) => anchor));
  const cited = new Citations();
  for (const [place, record] of records.entries()) {
    const references = referencesOf(record);
    cited.addRecord(record, references);
    const unknown = ids.size === 0 ? [] : peopleOf(record, references).filter((id) => !ids.has(id));
    for (const id of new Set(unknown)) yield ["lint/person-unknown", place, { id }, id];
    for (const reference of references) {
      const { type, data = "" } = reference;
      const found = referenceLabel(reference);
      const [form, fault = ""] = FORMS.get(type) ?? [];
      if (type === "note" && anchors.size > 0 && !anchors.has(found))
        yield ["lint/footnote-unknown", place, { anchor: found }, found];
      if (form !== undefined && !form.test(data))
        yield ["lint/reference-malformed", place, { found, type, fault }, data || found];
    }
  }
  cited.addHeader(registry);
  const seen = new Set<string>();
  for (const { id } of people) {
    if (seen.has(id)) yield ["lint/person-duplicate", undefined, { id }];
    else if (!cited.people.has(id)) yield ["lint/person-unused", undefined, { id }];
    seen.add(id);
  }
  for (const { anchor } of footnotes)
    if (!cited.footnotes.has(anchor)) yield ["lint/footnote-unused", undefined, { anchor }];
}

/** Finds a cell of a record; of one that is written in another way, such as `&amp;`, the record. */
function spanOf(
  source: string,
  start: number | undefined,
  end: number | undefined,
  cell: string,
): Span | undefined {
  if (start === undefined) return undefined;
  const at = cellIn(source.slice(start, end), cell);
  return at === undefined ? { start } : { start: start + at, end: start + at + cell.length };
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
