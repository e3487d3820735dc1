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
