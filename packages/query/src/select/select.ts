import {
  type PortClass,
  portClass,
  type Registry,
  type RegistryHeader,
  type ServiceRecord,
  type Status,
  statusOf,
} from "@portolan/model";
import {
  compareDates,
  isRegistryDate,
  type NameMatcher,
  type RegistryTail,
  requireObject,
  requireRegistry,
} from "@portolan/model/internal";
import { Citations } from "../cited.js";
import { overlapsPortSet, type PortSet } from "../port-set.js";
import { plainFinder, recordMatches } from "../search/search.js";

/** Says which records to take: those that meet every criterion given. */
export interface Selection {
  /** The record's port is in the set, or its range overlaps it. */
  readonly ports?: PortSet;
  /** The record has one of these protocols, lower case; `none` is a record without protocol. */
  readonly protocols?: readonly string[];
  /** The record's name matches one of these. */
  readonly names?: readonly NameMatcher[];
  readonly statuses?: readonly Status[];
  /** The record's port is of one of these classes; a record without port is of none. */
  readonly classes?: readonly PortClass[];
  /** The record was registered or modified on this date or later; a month is its first day. */
  readonly since?: string;
  /** One of the twelve columns or a link's target contains this text, in whatever case. */
  readonly where?: string;
}

type Criterion = (record: ServiceRecord) => boolean;

/**
 * Takes the records that meet a selection, in their order, with the people and footnotes they cite.
 * A selection without criteria gives the registry as it is.
 *
 * @example
 * select(registry, { classes: ["system"], protocols: ["tcp"] }).records.length;
 */
export function select(registry: Registry, selection: Selection): Registry {
  requireRegistry(registry, "select", "registry");
  requireObject(selection, "select", "selection");
  const selector = new Selector(selection);
  if (selector.takesAll) return registry;
  const records = registry.records.filter((record) => selector.takes(record));
  return { ...registry, records, ...selector.tailOf(registry, registry) };
}

/** Selects from a registry that comes part by part, as {@link select} does from a whole one. */
export class Selector {
  readonly #criteria: readonly Criterion[];
  readonly #citations = new Citations();
  #taken = 0;

  constructor(selection: Selection) {
    requireObject(selection, "Selector", "selection");
    this.#criteria = criteriaOf(selection);
  }

  /** Whether there are no criteria: every record is taken, and everybody. */
  get takesAll(): boolean {
    return this.#criteria.length === 0;
  }

  /** How many records were taken. */
  get taken(): number {
    return this.#taken;
  }

  /** Tells whether the next record is taken. */
  takes(record: ServiceRecord): boolean {
    if (!this.#criteria.every((meets) => meets(record))) return false;
    if (!this.takesAll) this.#citations.addRecord(record);
    this.#taken++;
    return true;
  }

  /** Returns the people and footnotes that the records that were taken, or the header, cite. */
  tailOf(header: RegistryHeader, { people, footnotes }: RegistryTail): RegistryTail {
    if (this.takesAll) return { people, footnotes };
    const cited = this.#citations;
    cited.addHeader(header);
    return {
      people: people.filter(({ id }) => cited.people.has(id)),
      footnotes: footnotes.filter(({ anchor }) => cited.footnotes.has(anchor)),
    };
  }
}

function criteriaOf(selection: Selection): readonly Criterion[] {
  const { ports, protocols, names, statuses, classes, since, where } = selection;
  const criteria: Criterion[] = [];
  if (ports !== undefined)
    criteria.push(({ port }) => port !== undefined && overlapsPortSet(ports, port));
  if (protocols !== undefined)
    criteria.push(({ protocol }) => protocols.includes(protocol?.toLowerCase() ?? "none"));
  if (names !== undefined)
    criteria.push(({ name }) => name !== undefined && names.some((matches) => matches(name)));
  if (statuses !== undefined) criteria.push((record) => statuses.includes(statusOf(record)));
  if (classes !== undefined)
    criteria.push(({ port }) => port !== undefined && classes.includes(portClass(port)));
  if (since !== undefined)
    criteria.push(
      ({ registrationDate, modificationDate }) =>
        isSince(registrationDate, since) || isSince(modificationDate, since),
    );
  if (where !== undefined) {
    const finder = plainFinder(where);
    criteria.push((record) => recordMatches(record, finder));
  }
  return criteria;
}

function isSince(date: string | undefined, since: string): boolean {
  return date !== undefined && isRegistryDate(date) && compareDates(date, since) >= 0;
}
