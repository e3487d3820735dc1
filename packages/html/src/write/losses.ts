import type { Person, ServiceRecord } from "@portolan/model";
import type { Markup } from "./markup.js";

/** Counts the holders of fields that IANA's page does not show. */
export class Losses {
  #assignees = 0;
  #inferred = 0;
  #empty = 0;

  countRecord(record: ServiceRecord): void {
    if (isSame(record.assignees, record.contacts)) this.#assignees++;
    this.count(record);
  }

  count({ inferred, emptyElements }: ServiceRecord | Person): void {
    if (inferred !== undefined) this.#inferred++;
    if (emptyElements !== undefined) this.#empty++;
  }

  /** Reports each of the fields once, with the number of its holders. */
  report(markup: Markup): void {
    const counts: readonly (readonly [what: string, count: number])[] = [
      ["that a record names its contacts as assignees", this.#assignees],
      ["the marks of inferred fields", this.#inferred],
      ["elements without content", this.#empty],
    ];
    for (const [what, count] of counts)
      if (count > 0) markup.reportLoss(`${what} (${count} ${count === 1 ? "entry" : "entries"})`);
  }
}

function isSame(a: readonly string[] | undefined, b: readonly string[]): boolean {
  return a?.length === b.length && a.every((item, index) => item === b[index]);
}
