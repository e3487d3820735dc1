import {
  assigneesOf,
  dnsSdSubtypes,
  dnsSdTypes,
  firstPort,
  oneLine,
  portText,
  type Registry,
  type ServiceRecord,
  type TxtKey,
  txtKeysOf,
} from "@portolan/model";
import { addToGroup, defined, type Group, requireRecords } from "@portolan/model/internal";
import { type ReferenceFacts, referenceFacts } from "../lookup/facts.js";

/** Holds one DNS-SD service type (RFC 6763 §7) with what the registry says of it. */
export interface DnsSdRow {
  /** `_ipp._tcp`. */
  readonly type: string;
  readonly name: string;
  /** Transport protocols for which it is registered; none where the record leaves it open. */
  readonly protocols: readonly string[];
  /** Ports and ranges, the lowest first; none where it is registered by name only. */
  readonly ports: readonly string[];
  readonly subtypes: readonly string[];
  /** Absent where the notes do not speak of TXT keys; empty where they say that there are none. */
  readonly txtKeys?: readonly TxtKey[];
  readonly description: string;
  readonly assignees: readonly string[];
  readonly references: readonly ReferenceFacts[];
}

/**
 * Returns a row for each DNS-SD service type that the names of a registry make, in the order of the
 * registry. Several records may make one type: `_udp` stands for every protocol but TCP.
 */
export function dnsSdRows(registry: Pick<Registry, "records">): readonly DnsSdRow[] {
  requireRecords(registry, "dnsSdRows", "registry");
  const { records } = registry;
  const byType = new Map<string, Group<ServiceRecord>>();
  for (const record of records)
    for (const type of dnsSdTypes(record)) addToGroup(byType, type, record);
  return Array.from(byType, ([type, made]) => rowOf(type, made));
}

function rowOf(type: string, made: readonly ServiceRecord[]): DnsSdRow {
  const label = type.slice(type.lastIndexOf("_") + 1);
  // What is said of UDP itself counts before what is said of SCTP.
  const inOrder = [...made].sort((a, b) => rankOf(a, label) - rankOf(b, label));
  const [first] = inOrder;
  const txtKeys = inOrder.map(txtKeysOf).find((keys) => keys !== undefined);
  const described = inOrder.find(({ description }) => description !== undefined);
  const byPort = inOrder
    .filter(({ port }) => port !== undefined)
    .sort((a, b) => firstPort(a.port ?? 0) - firstPort(b.port ?? 0));
  return {
    type,
    name: first?.name ?? "",
    protocols: unique(inOrder.map(({ protocol }) => protocol)),
    ports: unique(byPort.map(portText)),
    subtypes: unique(inOrder.flatMap(dnsSdSubtypes)),
    ...defined({ txtKeys }),
    description: described?.description === undefined ? "" : oneLine(described.description),
    assignees: unique(inOrder.flatMap(assigneesOf)),
    references: references(inOrder),
  };
}

function rankOf({ protocol }: ServiceRecord, label: string): number {
  return protocol === label ? 0 : protocol === undefined ? 2 : 1;
}

function unique(items: readonly (string | undefined)[]): readonly string[] {
  return [...new Set(items)].filter((item) => item !== undefined);
}

function references(records: readonly ServiceRecord[]): readonly ReferenceFacts[] {
  const all = records.flatMap((record) => record.references.map(referenceFacts));
  return [...new Map(all.map((facts) => [facts.label, facts])).values()];
}
