import {
  aliasOf,
  firstPort,
  formatPort,
  lastPort,
  type Port,
  type PortRange,
  type Registry,
  type ServiceRecord,
  statusOf,
} from "@portolan/model";
import { freePorts } from "../lookup/free-ports.js";
import { intersectRanges, mergeRanges } from "../port-set.js";
import { isEqual } from "./equal.js";
import type { RecordChange } from "./record-changes.js";

/**
 * Says what a change means for whoever resolves names and ports. As in /etc/services, the first
 * record of a name and protocol, or of a port and protocol, is the one that answers.
 *
 * - `name-moved`: a name leads to another port;
 * - `name-gone`: a name is no longer registered for a protocol;
 * - `port-renamed`: a port answers with another name;
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
      readonly protocol?: string;
      readonly oldName: string;
      readonly newName: string;
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
  const nameKey = ({ name, protocol }: ServiceRecord): string | undefined =>
    name === undefined ? undefined : `${name}\t${protocol ?? ""}`;
  const before = firstOf(old, nameKey);
  const after = firstOf(fresh, nameKey);
  const successors = new Map(
    changes.flatMap((change) =>
      "new" in change && "old" in change ? [[change.old, change.new] as const] : [],
    ),
  );
  for (const [key, record] of before) {
    const { name, port } = record;
    if (name === undefined) continue;
    const now = after.get(key);
    if (now === undefined) {
      const successor = successors.get(record);
      yield {
        kind: "name-gone",
        name,
        ...given("protocol", record.protocol),
        ...given("port", port),
        ...given("aliasOf", aliasOf(record)),
        ...given("nowNamed", changed(name, successor?.name)),
        ...given("nowProtocol", changed(record.protocol, successor?.protocol)),
      };
    } else if (port !== undefined && !isEqual(port, now.port)) {
      yield {
        kind: "name-moved",
        name,
        ...given("protocol", record.protocol),
        oldPort: port,
        ...given("newPort", now.port),
      };
    }
  }
}

function* portConsequences(
  old: readonly ServiceRecord[],
  fresh: readonly ServiceRecord[],
): Generator<Consequence> {
  const portKey = ({ name, port, protocol }: ServiceRecord): string | undefined =>
    name === undefined || port === undefined ? undefined : `${formatPort(port)}\t${protocol ?? ""}`;
  const after = firstOf(fresh, portKey);
  for (const [key, { name, port, protocol }] of firstOf(old, portKey)) {
    const now = after.get(key)?.name;
    if (name === undefined || port === undefined || now === undefined || now === name) continue;
    yield {
      kind: "port-renamed",
      port,
      ...given("protocol", protocol),
      oldName: name,
      newName: now,
    };
  }
}

function freedPorts(
  old: Pick<Registry, "records">,
  fresh: Pick<Registry, "records">,
): readonly PortRange[] {
  const taken = old.records.flatMap((record) =>
    record.port === undefined || statusOf(record) === "unassigned"
      ? []
      : [{ first: firstPort(record.port), last: lastPort(record.port) }],
  );
  return intersectRanges(freePorts(fresh), mergeRanges(taken));
}

function firstOf(
  records: readonly ServiceRecord[],
  keyOf: (record: ServiceRecord) => string | undefined,
): ReadonlyMap<string, ServiceRecord> {
  const first = new Map<string, ServiceRecord>();
  for (const record of records) {
    const key = keyOf(record);
    if (key !== undefined && !first.has(key)) first.set(key, record);
  }
  return first;
}

/** Returns a value where it is another than before. */
function changed<Value>(before: Value | undefined, now: Value | undefined): Value | undefined {
  return now === before ? undefined : now;
}

/** Makes an object of one property, or of none where the value is absent. */
function given<Key extends string, Value>(
  key: Key,
  value: Value | undefined,
): { readonly [K in Key]?: Value } {
  return (value === undefined ? {} : { [key]: value }) as { readonly [K in Key]?: Value };
}
