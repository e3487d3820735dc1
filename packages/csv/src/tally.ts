import { type Position, type Problem, Report } from "@portolan/model";
import { csvProblems } from "./problems.js";

/** Counts what is reported once for a whole document, at its first place. */
export class Tally {
  #first: Position | undefined;
  #count = 0;

  /**
   * Counts what was found at a place.
   *
   * @param offset - zero-based, in the source of `report`.
   */
  add(count: number, offset: number, report: Report): void {
    if (count === 0) return;
    this.#first ??= report.at(offset);
    this.#count += count;
  }

  /** Takes over what another has counted after this one. */
  take(other: Tally): void {
    if (other.#count === 0) return;
    this.#first ??= other.#first;
    this.#count += other.#count;
    other.#first = undefined;
    other.#count = 0;
  }

  /** Gives the problem with the count, if there is any. */
  report(code: "csv/blank-lines" | "csv/cells-protected"): readonly Problem[] {
    if (this.#first === undefined) return [];
    const report = new Report("", this.#first);
    report.add(csvProblems, code, { span: { start: 0 }, values: { count: this.#count } });
    return report.problems;
  }
}
