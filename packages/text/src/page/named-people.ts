import { assigneesOf, type Report, type ServiceRecord, type Span } from "@portolan/model";
import { textProblems } from "../problems.js";

/** Knows the people that records name. */
export class NamedPeople {
  readonly #ids = new Set<string>();
  /** Ids as they were named: nobody asks to have them told apart where a text is complete. */
  #latest: string[] = [];

  /** Takes the people of a record. */
  add(record: ServiceRecord): void {
    for (const id of assigneesOf(record)) this.#latest.push(id);
    if (record.assignees !== undefined) for (const id of record.contacts) this.#latest.push(id);
  }

  /** Keeps each id once, and none of the text in which it stood. */
  settle(): void {
    for (const id of this.#latest) if (!this.#ids.has(id)) this.#ids.add(ownCopy(id));
    this.#latest = [];
  }

  /** Reports people whom the contact information lacks, as in a copy that is cut off. */
  reportUnlisted(listed: Pick<ReadonlySet<string>, "has">, span: Span, report: Report): void {
    this.settle();
    const unlisted = [...this.#ids].filter((id) => !listed.has(id));
    const [found] = unlisted;
    if (found === undefined) return;
    const values = { count: unlisted.length, found };
    report.add(textProblems, "text/person-unlisted", { span, values });
  }
}

/** Copies a text: one that was cut out of another keeps all of that in memory. */
function ownCopy(text: string): string {
  return ` ${text}`.slice(1);
}
