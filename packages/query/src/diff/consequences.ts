import {
  aliasOf,
  firstPort,
  type Port,
  PortNames,
  type PortRange,
  type Registry,
  type ServiceRecord,
  statusOf,
} from "@portolan/model";
import { defined } from "@portolan/model/internal";
import { isEqual } from "../equal.js";
import { freePorts } from "../lookup/free-ports.js";
import { intersectRanges, mergeRanges, rangeOf } from "../port-set.js";
import type { RecordChange } from "./record-changes.js";

/**
 * Says what a change means for whoever resolves names and ports. Which name a port answers with, and
 * which port a name leads to, is what {@link PortNames} says.
 *
 * - `name-moved`: a name leads to another port, or to none;
 * - `name-gone`: a name is no longer registered for a protocol;
 * - `port-renamed`: a port answers with another name;
 * - `port-silent`: a port that answered with a name answers with none;
 * - `ports-freed`: ports that were taken are unassigned.
 */
export type Consequence =
  | {
      readonly kind: "name-moved";
      readonly name: string;
      readonly protocol?: string;
      readonly oldPort: Port;
      readonly newPort?: Port;
    }
  | {
      readonly kind: "name-gone";
      readonly name: string;
      readonly protocol?: string;
      readonly port?: Port;
      /** The name it was an alias of. */
      readonly aliasOf?: string;
      /** The name its record has now, where that changed. */
      readonly nowNamed?: string;
      /** The protocol its record has now, where that changed. */
      readonly nowProtocol?: string;
    }
  | {
      readonly kind: "port-renamed";
      readonly port: Port;
      readonly protocol: string;
      readonly oldName: string;
      readonly newName: string;
    }
  | {
      readonly kind: "port-silent";
      readonly port: Port;
      readonly protocol: string;
      readonly oldName: string;
    }
  | { readonly kind: "ports-freed"; readonly ports: PortRange };

/** Returns what the change from one registry to another means, in the order of the old records. */
export function consequencesOf(
  old: Pick<Registry, "records">,
  fresh: Pick<Registry, "records">,
  changes: readonly RecordChange[],
): readonly Consequence[] {
  return [
    ...nameConsequences(old.records, fresh.records, changes),
    ...portConsequences(old.records, fresh.records),
    ...freedPorts(old, fresh).map((ports) => ({ kind: "ports-freed", ports }) as const),
  ];
}

function* nameConsequences(
  old: readonly ServiceRecord[],
  fresh: readonly ServiceRecord[],
  changes: readonly RecordChange[],
): Generator<Consequence> {
  const before = lowestOf(old);
  const after = lowestOf(fresh);
  const successors = new Map(
    changes.flatMap((change) =>
      "new" in change && "old" in change ? [[change.old, change.new] as const] : [],
    ),
  );
  for (const [key, record] of before) {
    const { name, port, protocol } = record;
    if (name === undefined) continue;
    const now = after.get(key);
    if (now === undefined) {
      const successor = successors.get(record);
      yield defined({
        kind: "name-gone",
        name,
        protocol,
        port,
        aliasOf: aliasOf(record),
        nowNamed: changed(name, successor?.name),
        nowProtocol: changed(protocol, successor?.protocol),
      });
    } else if (port !== undefined && !isEqual(port, now.port)) {
      yield defined({ kind: "name-moved", name, protocol, oldPort: port, newPort: now.port });
    }
  }
}

/** Compares what each port that had a name answers; neighbours with one answer are told as a range. */
function* portConsequences(
  old: readonly ServiceRecord[],
  fresh: readonly ServiceRecord[],
): Generator<Consequence> {
  const before = new PortNames(old);
  const after = new PortNames(fresh);
  /** What was found last for each protocol: the next port may continue it. */
  const open = new Map<string, PortAnswer>();
  for (const { port, protocol } of before.places()) {
    const oldName = before.nameOf(port, protocol);
    const newName = after.nameOf(port, protocol);
    if (oldName === undefined || oldName === newName) continue;
    const last = open.get(protocol);
    if (last?.oldName === oldName && last.newName === newName && last.last + 1 === port) {
      last.last = port;
      continue;
    }
    if (last !== undefined) yield answerConsequence(last);
    open.set(protocol, { first: port, last: port, protocol, oldName, newName });
  }
  for (const last of open.values()) yield answerConsequence(last);
}

/** Holds ports that answered with one name, and what they answer with now. */
interface PortAnswer {
  readonly first: number;
  last: number;
  readonly protocol: string;
  readonly oldName: string;
  readonly newName: string | undefined;
}

function answerConsequence({ first, last, protocol, oldName, newName }: PortAnswer): Consequence {
  const port = first === last ? first : { first, last };
  return newName === undefined
    ? { kind: "port-silent", port, protocol, oldName }
    : { kind: "port-renamed", port, protocol, oldName, newName };
}

function freedPorts(
  old: Pick<Registry, "records">,
  fresh: Pick<Registry, "records">,
): readonly PortRange[] {
  const taken = old.records.flatMap((record) =>
    record.port === undefined || statusOf(record) === "unassigned" ? [] : [rangeOf(record.port)],
  );
  return intersectRanges(freePorts(fresh), mergeRanges(taken));
}

/** Returns, for each name and protocol, the record with the lowest port, to which the name leads. */
function lowestOf(records: readonly ServiceRecord[]): ReadonlyMap<string, ServiceRecord> {
  const lowest = new Map<string, ServiceRecord>();
  for (const record of records) {
    const { name, protocol } = record;
    if (name === undefined) continue;
    const key = `${name}\t${protocol ?? ""}`;
    const known = lowest.get(key);
    if (known === undefined || portRank(record) < portRank(known)) lowest.set(key, record);
  }
  return lowest;
}

function portRank({ port }: ServiceRecord): number {
  return port === undefined ? Number.POSITIVE_INFINITY : firstPort(port);
}

/** Returns a value where it is another than before. */
function changed<Value>(before: Value | undefined, now: Value | undefined): Value | undefined {
  return now === before ? undefined : now;
}
