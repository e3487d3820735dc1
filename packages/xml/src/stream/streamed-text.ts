import { MovingPosition, type Position } from "@portolan/model";
import { isPlain } from "../plain-scanner.js";

/** Most text that is kept in waiting for an end, in UTF-16 code units. */
export const TEXT_LIMIT: number = 1 << 24;

/**
 * Most of a chunk that is taken at a time. What is made of it lives until it is taken from us, and
 * the less lives at a time, the less is kept long by a garbage collector of generations.
 */
const BITE = 1 << 14;

/** Holds the part of a document that has come and was not read yet. */
export class StreamedText {
  readonly #chunks: AsyncIterator<string>;
  readonly #position = new MovingPosition();
  /** What was not taken yet of the last chunk. */
  #rest = "";
  #text = "";
  #isPlain = true;
  #isLast = false;

  constructor(chunks: AsyncIterator<string>) {
    this.#chunks = chunks;
  }

  get text(): string {
    return this.#text;
  }

  /** Whether the text can be scanned, as far as its characters go. */
  get isPlain(): boolean {
    return this.#isPlain;
  }

  /** Whether no more text will come. */
  get isLast(): boolean {
    return this.#isLast;
  }

  /** Whether there is so much text that no more is waited for. */
  get isTooLong(): boolean {
    return this.#text.length > TEXT_LIMIT;
  }

  /** Where in the document the text begins. */
  get position(): Position {
    return this.#position.position;
  }

  /** Drops what was read. */
  pass(length: number): void {
    this.#position.pass(this.#text.slice(0, length));
    this.#text = this.#text.slice(length);
  }

  /** Waits for more text: as much again, so that what is long is not looked at for each bit of it. */
  async more(): Promise<void> {
    const wanted = this.#text.length * 2;
    do this.#text += await this.#next();
    while (this.#text.length < wanted && !this.#isLast);
    this.#isPlain = isPlain(this.#text);
  }

  async #next(): Promise<string> {
    if (this.#rest === "") {
      const { done, value } = await this.#chunks.next();
      if (done === true) this.#isLast = true;
      else this.#rest = value;
    }
    const next = this.#rest.slice(0, BITE);
    this.#rest = this.#rest.slice(BITE);
    return next;
  }
}
