interface WordCount {
  opening: number;
  other: number;
}

/**
 * Knows which words tend to open the cells of a table: “Bonjour” does, “Manager” hardly. Words with a
 * small letter are not looked at.
 */
export class OpeningWords {
  readonly #counts = new Map<string, WordCount>();

  /** Learns from the text of a cell. */
  learn(text: string): void {
    for (let start = 0; start < text.length; ) {
      const blank = text.indexOf(" ", start);
      const end = blank === -1 ? text.length : blank;
      if (!isSmallLetter(text.charCodeAt(start))) this.#count(text.slice(start, end), start === 0);
      start = end + 1;
    }
  }

  /** Says how much rather a word stands inside a cell than at its beginning; 0 for unknown ones. */
  reluctance(word: string): number {
    const { opening, other } = this.#counts.get(word) ?? { opening: 0, other: 0 };
    return Math.log((other + 1) / (opening + 1));
  }

  #count(word: string, isOpening: boolean): void {
    const count = this.#counts.get(word);
    if (count === undefined)
      this.#counts.set(word, { opening: isOpening ? 1 : 0, other: isOpening ? 0 : 1 });
    else if (isOpening) count.opening++;
    else count.other++;
  }
}

function isSmallLetter(code: number): boolean {
  return code >= 97 && code <= 122;
}
