import type { PlainData } from "@portolan/model";

/** Deepest indentation of one level, as in `JSON.stringify`. */
const MAX_INDENT = 10;

/** Gives the number of blanks for each level that `JSON.stringify` makes of a number. */
export function blanksOf(indent: number): number {
  return Math.min(Math.max(Math.trunc(indent) || 0, 0), MAX_INDENT);
}

/** Lays out one object as JSON, entry by entry and, in long lists, item by item. */
export class JsonLayout {
  readonly #indent: number;
  readonly #colon: string;
  /** What begins the last line, the line of an entry and that of an item. */
  readonly #lines: readonly [last: string, entry: string, item: string];
  #beforeEntry = "{";
  #beforeItem = "[";

  /**
   * @param indent blanks for each level, 0 to 10; without it entries and the items
   * of their lists have a line each.
   */
  constructor(indent?: number) {
    const step = " ".repeat(indent ?? 2);
    this.#indent = indent ?? 0;
    this.#colon = indent === 0 ? ":" : ": ";
    this.#lines = indent === 0 ? ["", "", ""] : ["\n", `\n${step}`, `\n${step}${step}`];
  }

  /** Writes a key and its value. */
  entry(key: string, value: PlainData): string {
    const text = (part: PlainData): string => JSON.stringify(part, null, this.#indent);
    if (!Array.isArray(value)) return this.#key(key) + this.#within(text(value), this.#lines[1]);
    let list = this.openList(key);
    for (const item of value) list += this.item(text(item));
    return list + this.closeList();
  }

  /** Writes a key and begins its list. */
  openList(key: string): string {
    this.#beforeItem = "[";
    return this.#key(key);
  }

  /** Writes the next item of the list: a JSON text, indented as it would be alone. */
  item(text: string): string {
    const line = this.#lines[2];
    const item = this.#beforeItem + line + this.#within(text, line);
    this.#beforeItem = ",";
    return item;
  }

  /** Ends the list. */
  closeList(): string {
    return this.#beforeItem === "[" ? "[]" : `${this.#lines[1]}]`;
  }

  /** Ends the object and its last line. */
  end(): string {
    return `${this.#lines[0]}}\n`;
  }

  #key(key: string): string {
    const entry = this.#beforeEntry + this.#lines[1] + JSON.stringify(key) + this.#colon;
    this.#beforeEntry = ",";
    return entry;
  }

  /** Moves the lines of a value to the depth of the one that it begins in. */
  #within(text: string, line: string): string {
    return this.#indent === 0 ? text : text.replaceAll("\n", line);
  }
}
