import type { Report, Span } from "@portolan/model";
import { textProblems } from "../problems.js";

/** Knows what the pages read so far list under ids: people, or footnotes. */
export class ListedOnce {
  readonly #texts = new Map<string, string>();
  readonly #differs: "text/person-differs" | "text/footnote-differs";

  constructor(differs: "text/person-differs" | "text/footnote-differs") {
    this.#differs = differs;
  }

  /** Tells whether anything was listed under an id. */
  has(id: string): boolean {
    return this.#texts.has(id);
  }

  /** Tells whether an id was listed before; with other values there, that is reported. */
  isRepeated(id: string, values: object, span: Span, report: Report): boolean {
    const text = JSON.stringify(values);
    const before = this.#texts.get(id);
    if (before === undefined) this.#texts.set(id, text);
    else if (before !== text)
      report.add(textProblems, this.#differs, { span, values: { found: id } });
    return before !== undefined;
  }
}
