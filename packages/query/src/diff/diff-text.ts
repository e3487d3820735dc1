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
import type { HeaderChange, RegistryDiff } from "./diff.js";
import type { ListDiff } from "./list-diff.js";
import type { RecordChange } from "./record-changes.js";

/**
 * Holds one line of a difference for people. The mark says what it tells: `+` a record added, `-`
 * removed, `~` changed, `!` a consequence, a blank anything else.
 */
export interface DiffLine {
  readonly mark: "+" | "-" | "~" | "!" | " ";
  readonly text: string;
}

/**
 * Tells a difference line by line: header, records in the order of the new registry, people,
 * footnotes, and what it means for users. Records that differ only in what no column shows are
 * counted, not listed.
 *
 * @example
 * diffLines(diff(old, fresh)).map(({ mark, text }) => `${mark} ${text}`).join("\n");
 */
export function diffLines(difference: RegistryDiff): readonly DiffLine[] {
  const { header, records, people, footnotes, consequences } = difference;
  const rest = [
    rewrittenWords(records.changes),
    listWords(people, "people"),
    listWords(footnotes, "footnotes"),
  ];
  return [
    ...header.map((change): DiffLine => ({ mark: "~", text: headerWords(change) })),
    ...records.changes.flatMap(changeLine),
    ...rest.flatMap((text): readonly DiffLine[] =>
      text === undefined ? [] : [{ mark: " ", text }],
    ),
    ...consequences.map(
      (consequence): DiffLine => ({ mark: "!", text: consequenceSentence(consequence) }),
    ),
  ];
}

function changeLine(change: RecordChange): readonly DiffLine[] {
  switch (change.kind) {
    case "added":
      return [{ mark: "+", text: recordText(change.new) }];
    case "removed":
      return [{ mark: "-", text: recordText(change.old) }];
    case "reordered":
      return [{ mark: "~", text: `${recordWords(change.old)}: stands elsewhere` }];
    case "rewritten":
      return [];
    default: {
      const changes = columnChanges(change.old, change.new).map(
        ({ column, old, new: fresh }) => `${columnWords(column)} ${quote(old)} → ${quote(fresh)}`,
      );
      return [
        { mark: "~", text: `${recordWords(change.old)}: ${change.kind}, ${changes.join("; ")}` },
      ];
    }
  }
}

function recordText(record: ServiceRecord): string {
  const description = descriptionWords(record);
  return description === undefined ? recordWords(record) : `${recordWords(record)}: ${description}`;
}

function quote(text: string): string {
  return text === "" ? "nothing" : `“${text}”`;
}

/** Holds what a column showed and shows; empty where it shows nothing. */
interface ColumnChange {
  readonly column: ColumnKey;
  readonly old: string;
  readonly new: string;
}

/** Returns the columns whose shown text differs, in IANA's order. */
function columnChanges(old: ServiceRecord, fresh: ServiceRecord): readonly ColumnChange[] {
  const before = shownTexts(old);
  const after = shownTexts(fresh);
  return COLUMNS.map(({ key }) => ({
    column: key,
    old: before.get(key) ?? "",
    new: after.get(key) ?? "",
  })).filter((change) => change.old !== change.new);
}

/** Returns a column's heading for a sentence: `Service Name` becomes `service name`. */
function columnWords(column: ColumnKey): string {
  return COLUMNS.find(({ key }) => key === column)?.heading.toLowerCase() ?? column;
}

/** Names a record: `http 80/tcp`, `4489-4499 Unassigned`, `airport`. */
function recordWords(record: ServiceRecord): string {
  const { name, port, protocol, description } = record;
  if (name === undefined) return `${recordLabel(record)} ${oneLine(description ?? "")}`.trim();
  // A name without port is told as a consequence tells it, and as it is looked up: `airport/tcp`.
  return port === undefined ? endpointWords(name, protocol) : recordLabel(record);
}

/** Returns the description of a record with a service name; the others have it in their name. */
function descriptionWords({ name, description }: ServiceRecord): string | undefined {
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
function headerWords({ field, old, new: fresh }: HeaderChange): string {
  const short = (value: HeaderChange["old"]): string | undefined =>
    value === undefined ? "nothing" : typeof value === "string" ? `“${oneLine(value)}”` : undefined;
  const before = short(old);
  const after = short(fresh);
  return before === undefined || after === undefined
    ? `${field} changed`
    : `${field} ${before} → ${after}`;
}

/** Says how many records differ only in what no column shows; nothing where none does. */
function rewrittenWords(changes: readonly RecordChange[]): string | undefined {
  const count = changes.filter(({ kind }) => kind === "rewritten").length;
  if (count === 0) return undefined;
  const subject = count === 1 ? "1 record differs" : `${count} records differ`;
  return `${subject} only in what no column shows`;
}

/**
 * Counts the changes of a list of things (people, footnotes), kind by kind; a list that only one
 * side has is told as such, since most formats carry none.
 */
function listWords<T, Kind extends string>(
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

/** Headings of the sections that list records, in their order on the page. */
const SECTIONS: readonly (readonly [kind: RecordChange["kind"], heading: string])[] = [
  ["added", "Added"],
  ["removed", "Removed"],
  ["renamed", "Renamed"],
  ["moved", "Moved to another port"],
  ["reassigned", "Reassigned"],
  ["edited", "Edited"],
  ["resized", "Blocks resized"],
  ["reordered", "Reordered"],
];

/**
 * Writes a difference as a Markdown change log; what it means for users stands first. Records that
 * differ only in what no column shows are counted, not listed.
 */
export function diffMarkdown(difference: RegistryDiff): string {
  const { header, records, people, footnotes, consequences } = difference;
  const other = [
    ...header.filter(({ field }) => field !== "updated").map(headerWords),
    rewrittenWords(records.changes),
    listWords(people, "people"),
    listWords(footnotes, "footnotes"),
  ].filter((text) => text !== undefined);
  const sections = [
    section("What it means", consequences.map(consequenceSentence).map(escapeMarkdown)),
    ...SECTIONS.map(([kind, heading]) =>
      section(heading, records.changes.filter((change) => change.kind === kind).map(changeItem)),
    ),
    section("Other", other.map(escapeMarkdown)),
  ].filter((text) => text !== "");
  const body = sections.length === 0 ? ["Nothing changed.\n"] : sections;
  return [`# ${titleOf(difference)}\n`, ...body].join("\n");
}

function titleOf({ header }: RegistryDiff): string {
  const updated = header.find(({ field }) => field === "updated");
  if (typeof updated?.old !== "string" || typeof updated.new !== "string") return "Changes";
  return escapeMarkdown(`Changes from ${updated.old} to ${updated.new}`);
}

function section(heading: string, items: readonly string[]): string {
  if (items.length === 0) return "";
  return `## ${heading} (${items.length})\n\n${items.map((item) => `- ${item}\n`).join("")}`;
}

function changeItem(change: RecordChange): string {
  if (change.kind === "added") return recordItem(change.new);
  if (change.kind === "removed" || change.kind === "reordered") return recordItem(change.old);
  return changedItem(change.old, change.new);
}

/** Names a record, in bold, and gives its description. */
function recordItem(record: ServiceRecord): string {
  const words = `**${escapeMarkdown(recordWords(record))}**`;
  const description = descriptionWords(record);
  return description === undefined ? words : `${words}: ${escapeMarkdown(description)}`;
}

function changedItem(old: ServiceRecord, fresh: ServiceRecord): string {
  const changes = columnChanges(old, fresh).map(
    ({ column, old: before, new: after }) =>
      `${columnWords(column)} ${quoteMarkdown(before)} → ${quoteMarkdown(after)}`,
  );
  return `**${escapeMarkdown(recordWords(old))}**: ${changes.join("; ")}`;
}

function quoteMarkdown(text: string): string {
  return text === "" ? "nothing" : `“${escapeMarkdown(text)}”`;
}

/** Makes every character that Markdown or HTML could take for mark-up stand for itself. */
function escapeMarkdown(text: string): string {
  return text.replace(/[\\`*_{}[\]<>&|#~!]/g, "\\$&");
}
