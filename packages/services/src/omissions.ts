import { type Port, type Report, recordLabel, type ServiceRecord } from "@portolan/model";
import { servicesProblems } from "./problems.js";

/** Names why something is not in a plan, or not in the way that the registry has it. */
export type OmissionReason =
  | "no-name"
  | "no-port"
  | "no-protocol"
  | "port-zero"
  | "protocol-not-expressible"
  | "name-not-expressible"
  | "name-rewritten"
  | "range"
  | "name-elsewhere"
  | "alias-elsewhere"
  | "local-line-unreadable"
  | "frequencies-unreadable"
  | "over-budget"
  | "name-unknown"
  | "name-not-written";

/** Holds one thing that a plan does not express. */
export interface Omission {
  readonly reason: OmissionReason;
  readonly name?: string | undefined;
  readonly port?: Port | undefined;
  readonly protocol?: string | undefined;
  /** The record it comes from; an alias of a pack and a name asked for have none. */
  readonly record?: ServiceRecord | undefined;
}

/** Names a contradiction between a local file and the registry. */
export type ConflictKind =
  | "override-moves-name"
  | "override-renames-port"
  | "base-name-elsewhere"
  | "base-port-taken";

/** Holds one contradiction between a local file and the registry. */
export interface Conflict {
  readonly kind: ConflictKind;
  readonly name: string;
  readonly port: number;
  readonly protocol: string;
  /** What the registry has: the port of the name, or the name of the port. */
  readonly registered: string;
  /** One-based line of the local file. */
  readonly line: number;
}

/** Collects what a plan does not express. */
export class Omissions {
  #list: Omission[] = [];
  readonly conflicts: Conflict[] = [];

  /** Adds a record, or a name on one of its ports. */
  add(reason: OmissionReason, record: ServiceRecord | undefined, at: Place = record ?? {}): void {
    const { name, port, protocol } = at;
    this.#list.push({ reason, name, port, protocol, record });
  }

  get list(): readonly Omission[] {
    return this.#list;
  }

  /** Forgets what is not about what was asked for. */
  keepOnly(isAskedFor: (omission: Omission) => boolean): void {
    this.#list = this.#list.filter(isAskedFor);
  }

  /** Reports each reason and each kind of conflict once, with its count and its first example. */
  reportTo(report: Report): void {
    for (const [reason, { count, first }] of tally(this.list, ({ reason }) => reason)) {
      if (reason === "name-unknown" || reason === "name-not-written") {
        const names = this.list.flatMap((one) => (one.reason === reason ? [one.name ?? ""] : []));
        const values = { count, names: names.join(", ") };
        report.add(servicesProblems, `services/${reason}`, { values });
        continue;
      }
      const values = { count, example: recordLabel(first) };
      report.add(servicesProblems, `services/${reason}`, { values });
    }
    for (const [kind, { count, first }] of tally(this.conflicts, ({ kind }) => kind)) {
      const values = { count, example: `${recordLabel(first)} (${first.registered})` };
      report.add(servicesProblems, `services/${kind}`, { values });
    }
  }
}

/** Says where something is: name, port and protocol, as far as there are any. */
type Place = Pick<Omission, "name" | "port" | "protocol">;

/** Counts items by their kind, in the order in which the kinds are met first. */
function tally<Item, Kind>(
  items: readonly Item[],
  kindOf: (item: Item) => Kind,
): ReadonlyMap<Kind, { readonly count: number; readonly first: Item }> {
  const tallies = new Map<Kind, { count: number; readonly first: Item }>();
  for (const item of items) {
    const seen = tallies.get(kindOf(item));
    if (seen === undefined) tallies.set(kindOf(item), { count: 1, first: item });
    else seen.count++;
  }
  return tallies;
}
