import {
  oneLine,
  type Reference,
  type Registry,
  type RegistryNote,
  type RegistryPage,
  type RunningText,
} from "@portolan/model";
import { defined, plainText } from "@portolan/model/internal";
import { referencesOf } from "./cells.js";
import { HEADER_TERMS } from "./header-terms.js";
import type { TextKind } from "./outline.js";
import { type Attribute, attributeOf, hasClass } from "./page/events.js";

/** The header's parts of a registry. */
type Header = Pick<Registry, "title" | "updated" | "experts" | "references" | "notes">;

/** Reads the title and the list of terms above the records. */
export class HeaderReader {
  #heading: string | undefined;
  #isHeadingFixed = false;
  #term: string | undefined;
  #updated: string | undefined;
  readonly #experts: string[] = [];
  readonly #references: Reference[] = [];
  readonly #notes: RegistryNote[] = [];

  /**
   * Takes the next text. The last heading above the terms and the records is the title.
   *
   * @param complain - takes what is no list of references where one is expected.
   */
  take(kind: TextKind, text: RunningText | undefined, complain: (found: string) => void): void {
    const line = text === undefined ? undefined : oneLine(text);
    if (kind === "detail") this.#detail(text, complain);
    else if (kind === "term") {
      this.#term = line;
      if (this.#heading !== undefined) this.fixHeading();
    } else if (line && !this.#isHeadingFixed) this.#heading = line;
  }

  /** Says that the headings that follow are not the title. */
  fixHeading(): void {
    this.#isHeadingFixed = true;
  }

  /** Takes what the last term means. */
  #detail(text: RunningText | undefined, complain: (found: string) => void): void {
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
    return defined({
      title,
      updated: this.#updated,
      experts: this.#experts,
      references: this.#references,
      notes: this.#notes,
    });
  }
}

/** The comment with which browsers mark a page they saved. */
const SAVED_FROM = /^\s*saved from url=\(\d+\)(\S+)/;

/**
 * Finds out which page or search result of the registry a document is: from the pager
 * `1 2 <a>3</a> … <a>145</a>`, where the page shown is the number that is no link, from the search
 * box, or from the address that a browser wrote into a page it saved.
 */
export class Pager {
  #number: number | undefined;
  #count: number | undefined;
  #search: string | undefined;
  #address = "";
  /** How many divisions are open from the pager's own inwards. */
  #divisions = 0;
  #isLink = false;

  open(name: string, attributes: readonly Attribute[]): void {
    if (name === "a") this.#isLink = true;
    else if (name === "input") this.#openField(attributes);
    else if (name === "div" && (this.#divisions > 0 || hasClass(attributes, "pagination")))
      this.#divisions++;
  }

  close(name: string): void {
    if (name === "a") this.#isLink = false;
    else if (name === "div" && this.#divisions > 0) this.#divisions--;
  }

  text(characters: string): void {
    if (this.#divisions === 0) return;
    for (const digits of characters.match(/\d+/g) ?? []) {
      const page = Number(digits);
      this.#count = Math.max(this.#count ?? 0, page);
      if (!this.#isLink) this.#number ??= page;
    }
  }

  /** A field of a form; that of the search box holds what was searched for. */
  #openField(attributes: readonly Attribute[]): void {
    const value = attributeOf(attributes, "value") ?? "";
    if (attributeOf(attributes, "name") === "search" && value !== "") this.#search = value;
  }

  comment(text: string): void {
    this.#address ||= SAVED_FROM.exec(text)?.[1] ?? "";
  }

  /** Gives what was found; undefined where the document says nothing of pages. */
  finish(): RegistryPage | undefined {
    const number = this.#number ?? pageNumber(parameterOf(this.#address, "page"));
    const search = this.#search ?? parameterOf(this.#address, "search");
    const page = defined({ number, count: this.#count, search });
    return Object.keys(page).length === 0 ? undefined : page;
  }
}

function pageNumber(text: string | undefined): number | undefined {
  return text !== undefined && /^[1-9]\d{0,5}$/.test(text) ? Number(text) : undefined;
}

/** Gives the value of a query parameter of an address; undefined for an empty one too. */
function parameterOf(address: string, name: string): string | undefined {
  const value = new RegExp(`[?&]${name}=([^&#]+)`).exec(address)?.[1]?.replaceAll("+", " ");
  if (value === undefined) return undefined;
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}
