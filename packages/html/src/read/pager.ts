import type { RegistryPage } from "@portolan/model";

/** Reads a pager, `1 2 <a>3</a> … <a>145</a>`: the page shown is the number that is no link. */
export class Pager {
  #number: number | undefined;
  #count = 0;
  #isLink = false;

  openLink(): void {
    this.#isLink = true;
  }

  closeLink(): void {
    this.#isLink = false;
  }

  text(characters: string): void {
    for (const digits of characters.match(/\d+/g) ?? []) {
      const page = Number(digits);
      this.#count = Math.max(this.#count, page);
      if (!this.#isLink) this.#number ??= page;
    }
  }

  finish(): RegistryPage {
    return {
      ...(this.#number === undefined ? {} : { number: this.#number }),
      ...(this.#count === 0 ? {} : { count: this.#count }),
    };
  }
}

/** The comment with which browsers mark a page they saved. */
const SAVED_FROM = /^\s*saved from url=\(\d+\)(\S+)/;

/** Reads page number and search term out of the address a page was saved from. */
export function pageOfComment(comment: string): RegistryPage {
  const address = SAVED_FROM.exec(comment)?.[1] ?? "";
  const number = Number(parameterOf(address, "page") ?? 0);
  const search = parameterOf(address, "search");
  return {
    ...(Number.isSafeInteger(number) && number > 0 ? { number } : {}),
    ...(search === undefined || search === "" ? {} : { search }),
  };
}

function parameterOf(address: string, name: string): string | undefined {
  const value = new RegExp(`[?&]${name}=([^&#]*)`).exec(address)?.[1]?.replaceAll("+", " ");
  if (value === undefined) return undefined;
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}
