import type { Report, ServiceRecord } from "@portolan/model";
import type { Cells, ProblemDetails, Span } from "@portolan/model/internal";
import { textProblems } from "../problems.js";
import { RECORD_ORDER } from "./headings.js";

/** Says where a problem is: in the source of the report, or in the document. */
type ProblemPlace = Pick<ProblemDetails, "span" | "at">;

/** Knows what the pages read so far list under ids: people, or footnotes. */
export class ListedOnce {
  readonly #values = new Map<string, object>();
  readonly #differs: "text/person-differs" | "text/footnote-differs";

  constructor(differs: "text/person-differs" | "text/footnote-differs") {
    this.#differs = differs;
  }

  /** Tells whether anything was listed under an id. */
  has(id: string): boolean {
    return this.#values.has(id);
  }

  /** Tells whether an id was listed before; with other values there, that is reported. */
  isRepeated(id: string, values: object, where: ProblemPlace, report: Report): boolean {
    const before = this.#values.get(id);
    if (before === undefined) this.#values.set(id, values);
    else if (JSON.stringify(before) !== JSON.stringify(values))
      report.add(textProblems, this.#differs, { ...where, values: { found: id } });
    return before !== undefined;
  }
}

/** Holds a row of one of several pages. */
export interface PageRow {
  readonly cells: Cells;
  /** A date of which the row does not tell whether it is that of registration or modification. */
  readonly date?: string;
  /** Where it stands. */
  readonly line: Span;
  /** Zero-based number of the page within the source. */
  readonly page: number;
}

/**
 * Knows the rows of the pages read so far: every page of the registry but the first begins with
 * the last row of the one before, and search results overlap.
 */
export class PageRows {
  readonly #pageOfRow = new Map<string, number>();
  readonly #pageOfService = new Map<string, number>();

  /** Tells whether an earlier page has a row, too; one with other values there is reported. */
  isRepeated({ cells, date, page, line }: PageRow, report: Report): boolean {
    const row = [...RECORD_ORDER.map((column) => cells[column] ?? ""), date ?? ""].join("\t");
    if ((this.#pageOfRow.get(row) ?? page) < page) return true;
    this.#pageOfRow.set(row, page);
    const service = [cells.name ?? "", cells.port ?? "", cells.protocol ?? ""].join("\t");
    if ((this.#pageOfService.get(service) ?? page) < page)
      report.add(textProblems, "text/record-differs", { span: line });
    this.#pageOfService.set(service, page);
    return false;
  }
}

/** Knows the people that records name. */
export class NamedPeople {
  readonly #ids = new Set<string>();
  /** Lists of ids as they were named: nobody asks to have them told apart where a text is complete. */
  #latest: (readonly string[])[] = [];

  /** Takes the people of a record. */
  add({ assignees, contacts }: ServiceRecord): void {
    if (assignees !== undefined) this.#latest.push(assignees);
    // Records with the same contacts, one after the other, share their list.
    if (contacts !== this.#latest.at(-1)) this.#latest.push(contacts);
  }

  /** Keeps each id once, and none of the text in which it stood. */
  settle(): void {
    for (const ids of this.#latest)
      for (const id of ids) if (!this.#ids.has(id)) this.#ids.add(ownCopy(id));
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
