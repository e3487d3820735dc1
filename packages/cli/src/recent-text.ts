/** Most characters of text that are kept so that the line of a problem can be shown. */
const MOST_RECENT = 8 << 20;

/** Keeps the end of a text that was read. */
export class RecentText {
  readonly #chunks: string[] = [];
  #length = 0;
  /** Offset of the first chunk. */
  #start = 0;

  add(chunk: string): void {
    this.#chunks.push(chunk);
    this.#length += chunk.length;
    while (this.#length - (this.#chunks[0]?.length ?? 0) > MOST_RECENT) {
      const { length } = this.#chunks.shift() ?? "";
      this.#length -= length;
      this.#start += length;
    }
  }

  /** Gives the text from an offset on; undefined where it is not there any more. */
  from(offset: number): string | undefined {
    if (offset < this.#start) return undefined;
    let start = this.#start;
    for (const [i, chunk] of this.#chunks.entries()) {
      if (offset < start + chunk.length)
        return chunk.slice(offset - start) + (this.#chunks[i + 1] ?? "");
      start += chunk.length;
    }
    return "";
  }
}
