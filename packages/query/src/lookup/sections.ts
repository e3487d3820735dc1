/** Sections begin at multiples of this many bytes, so that their numbers are read where they stand. */
const ALIGNMENT = Uint32Array.BYTES_PER_ELEMENT;

/** Joins sections: the first numbers, then each section after its length in bytes. */
export function joinSections(
  head: Uint32Array,
  sections: readonly (Uint8Array | Uint32Array)[],
): Uint8Array {
  const room = sections.reduce((sum, { byteLength }) => sum + ALIGNMENT + aligned(byteLength), 0);
  const joined = new Uint8Array(head.byteLength + room);
  joined.set(bytesOf(head));
  let at = head.byteLength;
  for (const section of sections) {
    joined.set(bytesOf(Uint32Array.of(section.byteLength)), at);
    joined.set(bytesOf(section), at + ALIGNMENT);
    at += ALIGNMENT + aligned(section.byteLength);
  }
  return joined;
}

/** Reads what {@link joinSections} wrote, in the same order, without copying it. */
export class SectionReader {
  readonly #bytes: Uint8Array;
  #at = 0;

  /** @param bytes copied only where they do not begin at a multiple of four in their memory. */
  constructor(bytes: Uint8Array) {
    this.#bytes = bytes.byteOffset % ALIGNMENT === 0 ? bytes : bytes.slice();
  }

  /** Gives the first numbers; none where there are fewer. */
  head(count: number): Uint32Array {
    return this.#numbers(count * ALIGNMENT);
  }

  numbers(): Uint32Array {
    return this.#numbers(this.#length());
  }

  bytes(): Uint8Array {
    return this.#take(this.#length());
  }

  /** Tells whether all was read, and nothing was missing. */
  get isAtEnd(): boolean {
    return this.#at === this.#bytes.length;
  }

  #length(): number {
    return this.#numbers(ALIGNMENT)[0] ?? 0;
  }

  #numbers(length: number): Uint32Array {
    const { buffer, byteOffset, byteLength } = this.#take(length);
    return new Uint32Array(buffer, byteOffset, Math.floor(byteLength / ALIGNMENT));
  }

  /** Takes so many bytes, or none where there are fewer: then it is never at the end again. */
  #take(length: number): Uint8Array {
    const start = this.#at;
    this.#at += aligned(length);
    return this.#at > this.#bytes.length
      ? new Uint8Array()
      : this.#bytes.subarray(start, start + length);
  }
}

function aligned(length: number): number {
  return Math.ceil(length / ALIGNMENT) * ALIGNMENT;
}

function bytesOf({ buffer, byteOffset, byteLength }: Uint8Array | Uint32Array): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}
