/** Holds the beginning of a stream of bytes, until it is known how the whole shall be read. */
export class ReadAhead {
  readonly #bytes: AsyncIterator<Uint8Array>;
  readonly #held: Uint8Array[] = [];
  #length = 0;

  constructor(bytes: AsyncIterable<Uint8Array>) {
    this.#bytes = bytes[Symbol.asyncIterator]();
  }

  /** The bytes that were read. */
  get held(): Uint8Array {
    const [first, ...others] = this.#held;
    return first !== undefined && others.length === 0 ? first : Buffer.concat(this.#held);
  }

  /**
   * Reads until it holds so many bytes.
   *
   * @returns false where there are fewer in all.
   */
  async hold(length: number): Promise<boolean> {
    while (this.#length < length) {
      const { done, value } = await this.#bytes.next();
      if (done) return false;
      this.#held.push(value);
      this.#length += value.length;
    }
    return true;
  }

  /** Reads no more. */
  async close(): Promise<void> {
    await this.#bytes.return?.();
  }

  /** Gives all bytes, holding none any more; those that were not read are read when asked for. */
  async *release(): AsyncGenerator<Uint8Array, void, undefined> {
    try {
      for (let chunk = this.#held.shift(); chunk !== undefined; chunk = this.#held.shift())
        yield chunk;
      for (;;) {
        const { done, value } = await this.#bytes.next();
        if (done) return;
        yield value;
      }
    } finally {
      await this.close();
    }
  }
}
