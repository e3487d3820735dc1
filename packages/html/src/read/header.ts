import {
  oneLine,
  type Reference,
  type Registry,
  type RegistryNote,
  type RunningText,
  referenceLabel,
} from "@portolan/model";
import { flattenText, HEADER_TERMS } from "@portolan/model/internal";
import { referencesOf } from "./record-row.js";

/** The header's parts of a registry. */
type Header = Pick<Registry, "title" | "updated" | "experts" | "references" | "notes">;

/** Reads the title and the list of terms that stands above the records. */
export class HeaderReader {
  #heading: string | undefined;
  #isHeadingFixed = false;
  #term: string | undefined;
  #updated: string | undefined;
  readonly #experts: string[] = [];
  readonly #references: Reference[] = [];
  readonly #notes: RegistryNote[] = [];

  /** A first-level heading; the last one above the terms and the records is the title. */
  heading(text: RunningText | undefined): void {
    const heading = oneLine(text ?? "");
    if (heading !== "" && !this.#isHeadingFixed) this.#heading = heading;
  }

  /** Says that the headings that follow are not the title. */
  fixHeading(): void {
    this.#isHeadingFixed = true;
  }

  term(text: RunningText | undefined): void {
    this.#term = text === undefined ? undefined : oneLine(text);
    if (this.#heading !== undefined) this.fixHeading();
  }

  /**
   * What the last term means.
   *
   * @param complain takes text that is no list of references where one is expected.
   */
  detail(text: RunningText | undefined, complain: (found: string) => void): void {
    if (text === undefined) return;
    switch (this.#term) {
      case HEADER_TERMS.updated:
        this.#updated = oneLine(text) || undefined;
        break;
      case HEADER_TERMS.expert:
        this.#experts.push(plainText(text));
        break;
      case HEADER_TERMS.references:
        for (const reference of referencesOf(text, complain)) this.#references.push(reference);
        break;
      case HEADER_TERMS.formats:
        break;
      case HEADER_TERMS.note:
      case undefined:
        this.#notes.push({ text });
        break;
      default:
        this.#notes.push({ title: this.#term, text });
    }
  }

  finish(): Header {
    const title = this.#heading;
    return {
      ...(title === undefined ? {} : { title }),
      ...(this.#updated === undefined ? {} : { updated: this.#updated }),
      experts: this.#experts,
      references: this.#references,
      notes: this.#notes,
    };
  }
}

/** Gives text that has no structure in the model; a break is a line feed. */
function plainText(text: RunningText): string {
  return flattenText(text, {
    reference: (reference) => `[${referenceLabel(reference)}]`,
    break: "\n",
    beforeParagraph: "\n",
  });
}
