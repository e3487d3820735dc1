import type { Report, Span } from "@portolan/model";
import { textProblems } from "../problems.js";

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
  isRepeated(id: string, values: object, span: Span, report: Report): boolean {
    const before = this.#values.get(id);
    if (before === undefined) this.#values.set(id, values);
    else if (JSON.stringify(before) !== JSON.stringify(values))
      report.add(textProblems, this.#differs, { span, values: { found: id } });
    return before !== undefined;
  }
}
