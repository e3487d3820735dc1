/** Matches what stands in content and is no text, or not a character of it of its own (XML 1.0 §2.11). */
export const CONTENT: RegExp = /<!--[\s\S]*?-->|<!\[CDATA\[[\s\S]*?\]\]>|<\?[\s\S]*?\?>|\r(?=\n)/y;

/** Matches what is not a character of its own in the value of an attribute. */
export const VALUE: RegExp = /\r(?=\n)/y;

/**
 * Finds where in the source the characters of an element's text, or of a value, stand. It goes
 * forward only, so that all of them are found in one walk.
 */
export class TextPlaces {
  readonly #source: string;
  readonly #skipped: RegExp;
  #offset: number;
  /** How many characters of text lie between the offset and the text at hand; negative inside it. */
  #before = 0;

  /**
   * @param start - zero-based offset where the text begins.
   * @param skipped - {@link CONTENT} or {@link VALUE}.
   */
  constructor(source: string, start: number, skipped: RegExp) {
    this.#source = source;
    this.#offset = start;
    this.#skipped = skipped;
  }

  /** Gives the offset of a character of the text at hand. Indexes are asked for in ascending order. */
  at(index: number): number {
    this.#skip();
    for (; this.#before > -index; this.#before--) {
      this.#offset++;
      this.#skip();
    }
    return this.#offset;
  }

  /** Goes on to the next text: what follows so many characters. */
  pass(length: number): void {
    this.#before += length;
  }

  /** Goes on to the text that begins at an offset. */
  moveTo(offset: number): void {
    this.#offset = offset;
    this.#before = 0;
  }

  #skip(): void {
    for (;;) {
      const code = this.#source.charCodeAt(this.#offset);
      if (code !== OPEN && code !== CR) return;
      this.#skipped.lastIndex = this.#offset;
      if (!this.#skipped.test(this.#source)) return;
      this.#offset = this.#skipped.lastIndex;
    }
  }
}

const OPEN = 0x3c;
const CR = 0x0d;

const VALUE_START = /[^"']*["']/y;

/** Gives the offset of the first attribute's value after an offset in a tag, outside of values. */
export function valueStart(source: string, offset: number): number {
  VALUE_START.lastIndex = offset;
  return VALUE_START.test(source) ? VALUE_START.lastIndex : source.length;
}

/** Gives the offset after a value that begins at an offset, and after the quote that ends it. */
export function afterValue(source: string, start: number): number {
  const end = source.indexOf(source.charAt(start - 1), start);
  return end === -1 ? source.length : end + 1;
}
