import {
  aliasOf,
  assigneesOf,
  formatPort,
  type PortRange,
  portText,
  recordKey,
  replaces,
  type ServiceRecord,
  statusOf,
} from "@portolan/model";
import { addToGroup, type Group } from "@portolan/model/internal";
import { isEqual } from "../equal.js";
import { rangeOf } from "../port-set.js";
import { shownTexts } from "../record-text.js";
import {
  diffLists,
  type ListChange,
  type ListDiff,
  type Pair,
  type Placed,
  type Sign,
} from "./list-diff.js";

/**
 * Names how a record changed; the first that applies:
 *
 * - `renamed`: another service name on the same port and protocol, for what is the same service;
 * - `resized`: a record without name, such as a free block, covers other ports;
 * - `moved`: the same name on another port;
 * - `reassigned`: from one assignee to another;
 * - `rewritten`: only what no column shows: white space, mark-up, a link's target, who inferred what;
 * - `edited`: anything else.
 */
export type RecordChangeKind =
  | "renamed"
  | "resized"
  | "moved"
  | "reassigned"
  | "rewritten"
  | "edited";

/** Holds one change of a record. */
export type RecordChange = ListChange<ServiceRecord, RecordChangeKind>;

/** Compares the records of two registries. */
export function diffRecords(
  old: readonly ServiceRecord[],
  fresh: readonly ServiceRecord[],
): ListDiff<ServiceRecord, RecordChangeKind> {
  return diffLists(old, fresh, { signs: SIGNS, pairRest: pairOverlapping, kindOf });
}

function kindOf(old: ServiceRecord, fresh: ServiceRecord): RecordChangeKind {
  if (old.name !== fresh.name) return "renamed";
  if (portText(old) !== portText(fresh)) return old.name === undefined ? "resized" : "moved";
  const oldAssignees = assigneesOf(old);
  const newAssignees = assigneesOf(fresh);
  const bothAssigned = oldAssignees.length > 0 && newAssignees.length > 0;
  if (bothAssigned && !isEqual(oldAssignees, newAssignees)) return "reassigned";
  return isEqual([...shownTexts(old)], [...shownTexts(fresh)]) ? "rewritten" : "edited";
}

const SIGNS: readonly Sign<ServiceRecord>[] = [
  { keyOf: recordKey },
  // Moved from port to port.
  {
    keyOf: ({ name, port, protocol }) =>
      name === undefined || port === undefined ? undefined : `${name}\t${protocol ?? ""}`,
  },
  // Renamed.
  {
    keyOf: ({ name, port, protocol }) =>
      name === undefined || port === undefined
        ? undefined
        : `${formatPort(port)}\t${protocol ?? ""}`,
    isPair: isSameService,
  },
  // Another protocol.
  {
    keyOf: (record) =>
      record.name === undefined ? undefined : `${record.name}\t${portText(record)}`,
  },
  // Given a port, or deprived of it.
  {
    keyOf: ({ name, protocol }) => (name === undefined ? undefined : `${name}\t${protocol ?? ""}`),
  },
];

/**
 * Tells whether two records of different names on one port are one service: one names the other, the
 * names differ only in case or punctuation, or what describes them is in part the same or wholly
 * absent.
 */
function isSameService(old: ServiceRecord, fresh: ServiceRecord): boolean {
  if (replaces(fresh) === old.name || aliasOf(old) === fresh.name) return true;
  if (bareName(old) === bareName(fresh)) return true;
  const before = shownTexts(old);
  const after = shownTexts(fresh);
  const columns = (["description", "assignee", "contact"] as const).filter(
    (column) => before.has(column) || after.has(column),
  );
  return columns.length === 0 || columns.some((column) => before.get(column) === after.get(column));
}

function bareName({ name = "" }: ServiceRecord): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, "");
}

/** Pairs records without name, of the same status and protocol, whose ports overlap. */
function* pairOverlapping(
  old: Placed<ServiceRecord>,
  fresh: Placed<ServiceRecord>,
): Generator<Pair> {
  const newBlocks = blocksByKind(fresh);
  for (const [kind, blocks] of blocksByKind(old)) {
    const news = newBlocks.get(kind) ?? [];
    let at = 0;
    for (const before of blocks) {
      while ((news[at]?.last ?? Number.POSITIVE_INFINITY) < before.first) at++;
      const after = news[at];
      if (after === undefined || after.first > before.last) continue;
      at++;
      yield [before.place, after.place];
    }
  }
}

interface Block extends PortRange {
  readonly place: number;
}

/** Collects the ports of records without name by status and protocol, from low to high. */
function blocksByKind(records: Placed<ServiceRecord>): ReadonlyMap<string, readonly Block[]> {
  const byKind = new Map<string, Group<Block>>();
  for (const [place, record] of records) {
    const { name, port, protocol } = record;
    if (name !== undefined || port === undefined) continue;
    const kind = `${statusOf(record)}\t${protocol ?? ""}`;
    addToGroup(byKind, kind, { place, ...rangeOf(port) });
  }
  for (const blocks of byKind.values()) blocks.sort((a, b) => a.first - b.first);
  return byKind;
}
