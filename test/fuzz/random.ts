/** Gives random choices that depend on a seed only: the same in every run, on every machine. */
export class Random {
  #state: number;

  /** @param seeds - texts and numbers; each other list gives other choices. */
  constructor(...seeds: readonly (string | number)[]) {
    // FNV-1a over all seeds.
    let hash = 0x811c9dc5;
    for (const sign of seeds.join("\0")) {
      hash = Math.imul(hash ^ (sign.codePointAt(0) ?? 0), 0x01000193);
    }
    this.#state = hash;
  }

  /** Gives a number from 0 up to 1 (mulberry32). */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  /** Gives a whole number from 0 up to a limit, which it never is. */
  below(limit: number): number {
    return Math.floor(this.next() * limit);
  }

  /** Gives a whole number from 1 up to a limit; small ones come as often as large ones. */
  length(limit: number): number {
    return Math.min(limit, Math.ceil(Math.exp(this.next() * Math.log(limit + 1))));
  }

  /** Gives one of a list that is not empty. */
  pick<Item>(list: readonly Item[]): Item {
    return list[this.below(list.length)] as Item;
  }
}
