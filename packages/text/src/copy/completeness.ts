import { assigneesOf, type Report, type ServiceRecord, type Span } from "@portolan/model";
import { textProblems } from "../problems.js";

/** Most ids that wait to be told apart: nobody asks for them where a text is complete. */
const MOST_WAITING = 50_000;

/** Knows the people that records name. */
export class NamedPeople {
  readonly #ids = new Set<string>();
  #waiting: string[] = [];

  /** Takes the people of a record. */
  add(record: ServiceRecord): void {
    this.#addAll(assigneesOf(record));
    if (record.assignees !== undefined) this.#addAll(record.contacts);
  }

  /** Reports people whom the contact information lacks, as in a copy that is cut off. */
  reportUnlisted(listed: ReadonlySet<string>, span: Span, report: Report): void {
    this.#tellApart();
    const unlisted = [...this.#ids].filter((id) => !listed.has(id));
    const [found] = unlisted;
    if (found === undefined) return;
    const values = { count: unlisted.length, found };
    report.add(textProblems, "text/person-unlisted", { span, values });
  }

  #addAll(ids: readonly string[]): void {
    for (const id of ids) this.#waiting.push(id);
    if (this.#waiting.length > MOST_WAITING) this.#tellApart();
  }

  #tellApart(): void {
    for (const id of this.#waiting) this.#ids.add(id);
    this.#waiting = [];
  }
}
