import {
  COLUMNS,
  type ColumnKey,
  formatPort,
  oneLine,
  recordLabel,
  type ServiceRecord,
} from "@portolan/model";
import { shownTexts } from "../record-text.js";
import type { Consequence } from "./consequences.js";
import type { HeaderChange } from "./diff.js";
import type { ListDiff } from "./list-diff.js";
import type { RecordChange } from "./record-changes.js";

/** Holds what a column showed and shows; empty where it shows nothing. */
export interface ColumnChange {
  readonly column: ColumnKey;
  readonly old: string;
  readonly new: string;
}

/** Gives the columns whose shown text differs, in IANA's order. */
export function columnChanges(old: ServiceRecord, fresh: ServiceRecord): readonly ColumnChange[] {
  const before = shownTexts(old);
  const after = shownTexts(fresh);
  return COLUMNS.map(({ key }) => ({
    column: key,
    old: before.get(key) ?? "",
    new: after.get(key) ?? "",
  })).filter((change) => change.old !== change.new);
}

/** Gives a column's heading for a sentence: `Service Name` becomes `service name`. */
export function columnWords(column: ColumnKey): string {
  return COLUMNS.find(({ key }) => key === column)?.heading.toLowerCase() ?? column;
}

/** Names a record: `http 80/tcp`, `4489-4499 Unassigned`, `airport`. */
export function recordWords(record: ServiceRecord): string {
  const { name, port, protocol, description } = record;
  if (name === undefined) return `${recordLabel(record)} ${oneLine(description ?? "")}`.trim();
  // A name without port is told as a consequence tells it, and as it is looked up: `airport/tcp`.
  return port === undefined ? endpointWords(name, protocol) : recordLabel(record);
}

/** Gives the description of a record with a service name; the others have it in their name. */
export function descriptionWords({ name, description }: ServiceRecord): string | undefined {
  return name === undefined || description === undefined ? undefined : oneLine(description);
}

function endpointWords(subject: string, protocol: string | undefined): string {
  return protocol === undefined ? subject : `${subject}/${protocol}`;
}

/** Says in one sentence what a consequence is. */
export function consequenceSentence(consequence: Consequence): string {
  switch (consequence.kind) {
    case "name-moved": {
      const { name, protocol, oldPort, newPort } = consequence;
      const subject = endpointWords(name, protocol);
      return newPort === undefined
        ? `${subject} no longer has a port; it was ${formatPort(oldPort)}.`
        : `${subject} leads to port ${formatPort(newPort)}; it was ${formatPort(oldPort)}.`;
    }
    case "name-gone": {
      const { name, protocol, port, aliasOf, nowNamed, nowProtocol } = consequence;
      const was = port === undefined ? "" : ` (port ${formatPort(port)})`;
      const alias = aliasOf === undefined ? "" : `; it was an alias of ${aliasOf}`;
      const now =
        nowNamed === undefined && nowProtocol === undefined
          ? ""
          : `; the service is now ${endpointWords(nowNamed ?? name, nowProtocol)}`;
      return `${endpointWords(name, protocol)}${was} is no longer registered${alias}${now}.`;
    }
    case "port-renamed": {
      const { port, protocol, oldName, newName } = consequence;
      const subject = endpointWords(formatPort(port), protocol);
      return `Port ${subject} answers as ${newName}; it was ${oldName}.`;
    }
    case "ports-freed":
      return consequence.ports.first === consequence.ports.last
        ? `Port ${consequence.ports.first} is unassigned again.`
        : `Ports ${formatPort(consequence.ports)} are unassigned again.`;
    default:
      return consequence satisfies never;
  }
}

/** Says what happened to a field of the header; values of one line are quoted. */
export function headerWords({ field, old, new: fresh }: HeaderChange): string {
  const short = (value: HeaderChange["old"]): string | undefined =>
    value === undefined ? "nothing" : typeof value === "string" ? `“${oneLine(value)}”` : undefined;
  const before = short(old);
  const after = short(fresh);
  return before === undefined || after === undefined
    ? `${field} changed`
    : `${field} ${before} → ${after}`;
}

/** Says how many records differ only in what no column shows; nothing where none does. */
export function rewrittenWords(changes: readonly RecordChange[]): string | undefined {
  const count = changes.filter(({ kind }) => kind === "rewritten").length;
  if (count === 0) return undefined;
  const subject = count === 1 ? "1 record differs" : `${count} records differ`;
  return `${subject} only in what no column shows`;
}

/**
 * Counts the changes of a list of things (people, footnotes), kind by kind; a list that only one
 * side has is told as such, since most formats carry none.
 */
export function listWords<T, Kind extends string>(
  { changes, script }: ListDiff<T, Kind>,
  things: string,
): string | undefined {
  if (changes.length === 0) return undefined;
  const all = (kind: string): boolean => changes.every((change) => change.kind === kind);
  if (all("removed") && script.length === 0) return `${things}: only the old registry has any`;
  if (all("added") && script.length === changes.length)
    return `${things}: only the new registry has any`;
  const counts = new Map<string, number>();
  for (const { kind } of changes) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return `${things}: ${[...counts].map(([kind, count]) => `${count} ${kind}`).join(", ")}`;
}
