import type { Position, Report } from "@portolan/model";
import { csvProblems } from "./problems.js";

/** Names what is told once for a whole document, with its number. */
type CountedCode = Extract<
  keyof typeof csvProblems,
  `csv/${"blank-lines" | "cells-protected" | "quotes-kept" | "quotes-removed"}`
>;

/** Counts what is reported once for a whole document, at its first place. */
export class Tally {
  #first: Position | undefined;
  #count = 0;

  add(count: number, at: Position): void {
    this.#first ??= at;
    this.#count += count;
  }

  /** Adds to another, which has counted before, and begins anew. */
  moveTo(other: Tally): void {
    if (this.#first === undefined) return;
    other.add(this.#count, this.#first);
    this.#first = undefined;
    this.#count = 0;
  }

  /** Reports the count, if there is any. */
  report(code: CountedCode, report: Report): void {
    if (this.#first === undefined) return;
    report.add(csvProblems, code, { at: this.#first, values: { count: this.#count } });
  }
}
