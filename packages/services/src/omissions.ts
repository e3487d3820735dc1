import { formatPort, type Port, type Report, type ServiceRecord } from "@portolan/model";
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
  | "by-port-only"
  | "alias-elsewhere"
  | "local-line-unreadable"
  | "over-budget"
  | "name-unknown";

/** Holds one thing that a plan does not express. */
export interface Omission {
  readonly reason: OmissionReason;
  readonly name?: string;
  readonly port?: Port;
  readonly protocol?: string;
  /** The record it comes from; an alias of a pack and a name asked for have none. */
  readonly record?: ServiceRecord;
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
  add(
    reason: OmissionReason,
    record: ServiceRecord | undefined,
    at: Partial<Omission> = {},
  ): undefined {
    this.#list.push({ ...pick(record), ...at, reason });
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
    const byCode = new Map<keyof typeof servicesProblems, { count: number; example: string }>();
    const count = (code: keyof typeof servicesProblems, example: string): void => {
      const seen = byCode.get(code);
      if (seen === undefined) byCode.set(code, { count: 1, example });
      else seen.count++;
    };
    for (const omission of this.list) count(`services/${omission.reason}`, describe(omission));
    for (const conflict of this.conflicts) {
      count(`services/${conflict.kind}`, `${describe(conflict)} (${conflict.registered})`);
    }
    for (const [code, values] of byCode) report.add(servicesProblems, code, { values });
  }
}

function pick(record: ServiceRecord | undefined): Omit<Omission, "reason"> {
  if (record === undefined) return {};
  const { name, port, protocol } = record;
  return {
    ...(name === undefined ? {} : { name }),
    ...(port === undefined ? {} : { port }),
    ...(protocol === undefined ? {} : { protocol }),
    record,
  };
}

/** Writes name, port and protocol, as far as there are any, for a message. */
function describe({ name, port, protocol }: Pick<Omission, "name" | "port" | "protocol">): string {
  const place = [port === undefined ? undefined : formatPort(port), protocol];
  const key = place.filter((part) => part !== undefined).join("/");
  return [name, key].filter((part) => part !== undefined && part !== "").join(" ");
}
