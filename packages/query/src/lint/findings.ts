import { type Problem, Report } from "@portolan/model";
import { type LintCode, lintProblems } from "./problems.js";

/** Describes one thing that lint found. */
export interface Finding extends Problem {
  readonly code: LintCode;
  /** Zero-based place of the record it is about; absent where it is about something else. */
  readonly record?: number;
}

/** Where the linted registry was read from, for positions. */
export interface LintOptions {
  /** The text it was read from. */
  readonly source?: string | undefined;
  /** Zero-based offset in the source of each record, as a reader's result has them. */
  readonly offsets?: readonly number[] | undefined;
}

/** Collects findings and gives them their messages and positions. */
export class Findings {
  readonly #report: Report;
  readonly #offsets: readonly number[];
  readonly #about: { readonly code: LintCode; readonly record: number | undefined }[] = [];

  constructor({ source, offsets = [] }: LintOptions) {
    this.#report = new Report(source);
    this.#offsets = source === undefined ? [] : offsets;
  }

  /** Adds what was found about a record (or about nothing of the kind), with the message's values. */
  add(
    code: LintCode,
    record: number | undefined,
    values: Readonly<Record<string, string | number>> = {},
  ): void {
    const start = record === undefined ? undefined : this.#offsets[record];
    const span = start === undefined ? undefined : { start };
    this.#report.add(lintProblems, code, { span, values });
    this.#about.push({ code, record });
  }

  /** Gives the findings in the order of the records; those about none stand last. */
  inOrder(): readonly Finding[] {
    const findings = this.#report.problems.flatMap((problem, at): readonly Finding[] => {
      const about = this.#about[at];
      if (about === undefined) return [];
      const { code, record } = about;
      return [{ ...problem, code, ...(record === undefined ? {} : { record }) }];
    });
    const place = ({ record }: Finding): number => record ?? Number.POSITIVE_INFINITY;
    return [...findings].sort((a, b) => (place(a) < place(b) ? -1 : place(a) > place(b) ? 1 : 0));
  }
}
