import type { AuditFinding, Edit } from "./findings.js";

/**
 * Mends what an audit found and there is only one way to mend.
 *
 * @returns the text, and the findings that were mended.
 */
export function fixServices(
  source: string,
  findings: readonly AuditFinding[],
): { readonly text: string; readonly fixed: readonly AuditFinding[] } {
  const fixed = findings.filter(({ edits }) => edits !== undefined);
  const edits = fixed.flatMap((finding) => finding.edits ?? []);
  return { text: applyEdits(source, edits), fixed };
}

/** Applies edits; of two that overlap the first is. */
export function applyEdits(source: string, edits: readonly Edit[]): string {
  let text = "";
  let at = 0;
  for (const edit of edits.toSorted((a, b) => a.start - b.start || a.end - b.end)) {
    if (edit.start < at) continue;
    text += source.slice(at, edit.start) + edit.text;
    at = edit.end;
  }
  return text + source.slice(at);
}
