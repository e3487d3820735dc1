import type { Report } from "@portolan/model";
import { toXmlText } from "@portolan/model/internal";
import { htmlProblems } from "../problems.js";

/** Anything that is not plain ASCII text without markup. */
const SPECIAL = /[^ !#-%'-;=?-~]/;

const ESCAPES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "\n": "&#10;",
  "\t": "&#9;",
};

/** Escapes text for a page, and reports what no page can hold. */
export class Markup {
  readonly #report: Report | undefined;

  constructor(report: Report | undefined) {
    this.#report = report;
  }

  /** Whether anybody wants to know what is lost. */
  get isReporting(): boolean {
    return this.#report !== undefined;
  }

  /** Writes text between tags. */
  text(text: string): string {
    if (!SPECIAL.test(text)) return text;
    return this.#allowed(text).replace(/[&<>]/g, (char) => ESCAPES[char] ?? char);
  }

  /** Writes the value of an attribute that stands in double quotes. */
  attribute(value: string): string {
    if (!SPECIAL.test(value)) return value;
    return this.#allowed(value).replace(/[&<>"\n\t]/g, (char) => ESCAPES[char] ?? char);
  }

  /** Says that something is left out. */
  reportLoss(what: string): void {
    this.#report?.add(htmlProblems, "html/not-carried", { values: { what } });
  }

  /** Says that a reference is read back as another one. */
  reportReference(found: string): void {
    this.#report?.add(htmlProblems, "html/reference-altered", { values: { found } });
  }

  /**
   * Replaces what cannot stand in a page that is XHTML too; a line ends with LF, as readers make it
   * anyway.
   */
  #allowed(text: string): string {
    return toXmlText(text.replace(/\r\n?/g, "\n"), (code) => {
      this.#report?.add(htmlProblems, "html/character-replaced", { values: { code } });
    });
  }
}
