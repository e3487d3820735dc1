import type { Attribute } from "./page/events.js";

/** Elements that end what a cell has open. */
const PARTS: ReadonlySet<string> = new Set("table thead tbody tfoot tr td th".split(" "));

/** Elements that have no end tag, and so hide nothing but themselves. */
const VOID: ReadonlySet<string> = new Set("br col embed hr img input link meta wbr".split(" "));

/** Follows the element in a cell that a page does not show, such as a key to sort by. It ends with its cell at the latest. */
export class HiddenElement {
  #name: string | undefined;
  /** How many elements of its name are open. */
  #depth = 0;

  /** Whether one is open. */
  get isOpen(): boolean {
    return this.#name !== undefined;
  }

  /** Takes a start tag. Tells whether the page does not show what it begins. */
  open(name: string, attributes: readonly Attribute[], isInCell: boolean): boolean {
    if (this.isOpen) {
      if (PARTS.has(name)) this.#name = undefined;
      else if (this.#name === name) this.#depth++;
    } else if (isInCell && isHidden(name, attributes)) {
      this.#name = name;
      this.#depth = 1;
    }
    return this.isOpen;
  }

  /** Takes an end tag. Tells whether it is of what the page does not show. */
  close(name: string): boolean {
    const isPart = PARTS.has(name);
    if (isPart || (this.#name === name && --this.#depth === 0)) this.#name = undefined;
    return !isPart;
  }
}

function isHidden(name: string, attributes: readonly Attribute[]): boolean {
  const isSaid = attributes.some(({ name: own, value }) =>
    own === "style" ? /(?:^|;)\s*display\s*:\s*none\b/i.test(value) : own === "hidden",
  );
  return isSaid && !PARTS.has(name) && !VOID.has(name);
}
