import { type RegistryPart, Report } from "@portolan/model";

/** Lines up the parts that were read, each behind the problems that were found in it. */
export class PartQueue {
  #parts: RegistryPart[] = [];
  #report = new Report();
  /** How many of the report's problems are in the queue. */
  #reported = 0;

  /** Takes the problems, and the place of the records, of what comes next from this report. */
  follow(report: Report): void {
    this.#takeProblems();
    this.#report = report;
    this.#reported = 0;
  }

  /** Adds a part; the offset of a record is still that in its own source. */
  add(part: RegistryPart): void {
    this.#takeProblems();
    if (!("record" in part)) this.#parts.push(part);
    else {
      const { record, offset } = part;
      this.#parts.push({ record, offset: this.#report.origin.offset + offset });
    }
  }

  /** Empties the queue. */
  take(): readonly RegistryPart[] {
    this.#takeProblems();
    const parts = this.#parts;
    this.#parts = [];
    return parts;
  }

  #takeProblems(): void {
    const { problems } = this.#report;
    for (; this.#reported < problems.length; this.#reported++) {
      const problem = problems[this.#reported];
      if (problem !== undefined) this.#parts.push({ problem });
    }
  }
}
