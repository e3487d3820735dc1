import { Report } from "@portolan/model";
import type { Attribute, PageEvents } from "./page/events.js";
import { readPage } from "./page/read-page.js";

/**
 * Returns the preformatted text of a page (`<pre>`), as somebody may publish IANA's plain text. Its lines
 * stand in the lines in which they are in the page, so that their numbers are right.
 *
 * @returns undefined where there is none.
 */
export function preformattedText(source: string): string | undefined {
  const report = new Report(source);
  const texts = new PreformattedTexts(report);
  readPage(source, texts, report);
  return /\S/.test(texts.found) ? texts.found : undefined;
}

/** Follows the events of a page and collects what is preformatted. */
class PreformattedTexts implements PageEvents {
  readonly #report: Report;
  #depth = 0;
  #lines = 0;
  found = "";

  constructor(report: Report) {
    this.#report = report;
  }

  open(name: string, _attributes: readonly Attribute[], _start: number, end: number): void {
    if (name !== "pre" || this.#depth++ > 0) return;
    const before = this.#report.at(end).line - 1;
    const missing = Math.max(0, before - this.#lines);
    this.#add("\n".repeat(missing));
  }

  close(name: string): void {
    if (name === "pre" && this.#depth > 0 && --this.#depth === 0) this.#add("\n");
  }

  text(characters: string): void {
    if (this.#depth > 0) this.#add(characters);
  }

  comment(): void {}

  brokenTag(): void {}

  #add(characters: string): void {
    this.found += characters;
    this.#lines += characters.split("\n").length - 1;
  }
}
