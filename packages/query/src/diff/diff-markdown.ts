import type { ServiceRecord } from "@portolan/model";
import {
  columnChanges,
  columnWords,
  consequenceSentence,
  descriptionWords,
  headerWords,
  listWords,
  recordWords,
  rewrittenWords,
} from "./describe.js";
import type { RegistryDiff } from "./diff.js";
import type { RecordChange } from "./record-changes.js";

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
      section(heading, records.changes.filter((change) => change.kind === kind).map(changeText)),
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

function changeText(change: RecordChange): string {
  if (change.kind === "added") return recordText(change.new);
  if (change.kind === "removed" || change.kind === "reordered") return recordText(change.old);
  return changedText(change.old, change.new);
}

/** Names a record, in bold, and gives its description. */
function recordText(record: ServiceRecord): string {
  const words = `**${escapeMarkdown(recordWords(record))}**`;
  const description = descriptionWords(record);
  return description === undefined ? words : `${words}: ${escapeMarkdown(description)}`;
}

function changedText(old: ServiceRecord, fresh: ServiceRecord): string {
  const changes = columnChanges(old, fresh).map(
    ({ column, old: before, new: after }) =>
      `${columnWords(column)} ${quote(before)} → ${quote(after)}`,
  );
  return `**${escapeMarkdown(recordWords(old))}**: ${changes.join("; ")}`;
}

function quote(text: string): string {
  return text === "" ? "nothing" : `“${escapeMarkdown(text)}”`;
}

/** Makes every character that Markdown or HTML could take for mark-up stand for itself. */
function escapeMarkdown(text: string): string {
  return text.replace(/[\\`*_{}[\]<>&|#~!]/g, "\\$&");
}
