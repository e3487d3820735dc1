import { type Problem, Report, type Span } from "@portolan/model";
import { portKey } from "./port-groups.js";
import { auditProblems } from "./problems.js";
import type { ServiceLine } from "./read-lines.js";

/** Names what an audit can find. */
export type AuditCode = keyof typeof auditProblems;

/** Holds one finding of an audit, with its place in the file. */
export interface AuditFinding extends Problem {
  readonly code: AuditCode;
  /** The service name that it is about. */
  readonly name: string;
  /** The port and protocol of the line, for example `80/tcp`. */
  readonly key: string;
  /** What the registry has: names of the port, or ports of the name. */
  readonly registered: readonly string[];
}

/** What a finding says beyond its kind and place. */
interface FindingDetails {
  readonly name: string;
  readonly registered?: readonly string[];
  /** Further values of the message's parameters. */
  readonly values?: Readonly<Record<string, string | number>>;
}

/** Collects the findings of an audit. */
export class AuditFindings {
  readonly #report: Report;
  readonly #findings: AuditFinding[] = [];

  constructor(source: string) {
    this.#report = new Report(source);
  }

  add(code: AuditCode, line: ServiceLine, span: Span, details: FindingDetails): void {
    const { name, registered = [], values } = details;
    const key = portKey(line.port.text, line.protocol.text);
    this.#report.add(auditProblems, code, {
      span,
      values: { name, key, registered: registered.join(", "), ...values },
    });
    const problem = this.#report.problems.at(-1);
    if (problem !== undefined) this.#findings.push({ ...problem, code, name, key, registered });
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
