import {
  flattenText,
  oneLine,
  type Reference,
  type Registry,
  type RegistryNote,
  referenceLabel,
  type RunningText,
} from "@portolan/model";
import { referencesOf } from "./record-row.js";

/** The header's parts of a registry. */
type Header = Pick<Registry, "title" | "updated" | "experts" | "references" | "notes">;

/** Reads the title and the list of terms that stands above the records. */
export class HeaderReader {
  #heading: string | undefined;
  #documentTitle: string | undefined;
  #isHeadingFixed = false;
  #term: string | undefined;
  #updated: string | undefined;
  readonly #experts: string[] = [];
  readonly #references: Reference[] = [];
  readonly #notes: RegistryNote[] = [];

  /** A first-level heading; the last one above the header list or the records is the title. */
  heading(text: RunningText | undefined): void {
    if (text !== undefined && !this.#isHeadingFixed) this.#heading = oneLine(text);
  }

  /** Says that what follows is below the title. */
  fixHeading(): void {
    this.#isHeadingFixed ||= this.#heading !== undefined;
  }

  documentTitle(text: RunningText | undefined): void {
    if (text !== undefined) this.#documentTitle ??= oneLine(text);
  }

  term(text: RunningText | undefined): void {
    this.#term = text === undefined ? undefined : oneLine(text);
  }

  /**
   * What the last term means.
   *
   * @param complain takes text that is no list of references where one is expected.
   */
  detail(text: RunningText | undefined, complain: (found: string) => void): void {
    const term = this.#term;
    if (term === undefined || text === undefined) return;
    switch (term) {
      case "Last Updated":
        this.#updated = oneLine(text);
        break;
      case "Expert(s)":
        this.#experts.push(plainText(text));
        break;
      case "Reference":
        this.#references.push(...referencesOf(text, complain));
        break;
      case "Available Formats":
        break;
      case "Note":
        this.#notes.push({ text });
        break;
      default:
        this.#notes.push({ title: term, text });
    }
  }

  finish(): Header {
    const title = this.#heading ?? this.#documentTitle;
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
