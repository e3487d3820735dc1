import { type Problem, Report } from "@portolan/model";
import type { Span } from "@portolan/model/internal";
import { requireList, requireText } from "@portolan/model/internal";
import { type AuditCode, auditProblems, type FindingKind, kindOf } from "./problems.js";

/** Holds one finding of an audit, with its place in the file. */
export interface AuditFinding extends Problem {
  readonly code: AuditCode;
  readonly kind: FindingKind;
  /** The service name that it is about; absent where it is about a line or the file. */
  readonly name?: string;
  /** The port and protocol that the line means, for example `80/tcp`. */
  readonly key?: string;
  /** What the registry has: names of the port, or ports of the name. */
  readonly registered: readonly string[];
  /** What mends it, where there is no choice. */
  readonly edits?: readonly Edit[];
}

/** Replaces a part of a text: zero-based offsets, the end not included. */
export interface Edit extends Required<Span> {
  readonly text: string;
}

/** What a finding says beyond its kind and place. */
interface FindingDetails {
  readonly name?: string;
  readonly key?: string;
  readonly registered?: readonly string[];
  readonly edits?: readonly Edit[];
  /** Further values of the message's parameters. */
  readonly values?: Readonly<Record<string, string | number>>;
}

/** Collects the findings of an audit. */
export class Findings {
  readonly #report: Report;
  readonly #findings: AuditFinding[] = [];

  constructor(source: string) {
    this.#report = new Report(source);
  }

  add(code: AuditCode, span: Required<Span>, details: FindingDetails = {}): void {
    const { values, ...facts } = details;
    const { name = "", key = "", registered = [] } = facts;
    this.#report.add(auditProblems, code, {
      span,
      values: { name, key, registered: registered.join(", "), ...values },
    });
    const [problem] = this.#report.take();
    if (problem !== undefined)
      this.#findings.push({ ...problem, code, kind: kindOf(code), ...facts, registered });
  }

  /** Gives the one-based line of an offset. */
  lineAt(offset: number): number {
    return this.#report.at(offset).line;
  }

  /** Gives the findings in the order of the file. */
  sorted(): readonly AuditFinding[] {
    const offset = ({ start }: AuditFinding): number => start?.offset ?? 0;
    return this.#findings.toSorted((a, b) => offset(a) - offset(b));
  }
}

/**
 * Mends what an audit found and there is only one way to mend.
 *
 * @returns the text, and the findings that were mended.
 */
export function fixServices(
  source: string,
  findings: readonly AuditFinding[],
): { readonly text: string; readonly fixed: readonly AuditFinding[] } {
  requireText(source, "fixServices", "source");
  requireList(findings, "fixServices", "findings");
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
