import type { Grid } from "./grid.js";

/** Knows which words tend to open the cells of a table: “Bonjour” does, “Manager” hardly. */
export class OpeningWords {
  readonly #counts = new Map<string, { opening: number; other: number }>();

  /** Learns from a cell whose first line is known. */
  learn(grid: Grid, column: number, first: number, last: number): void {
    let isOpening = true;
    for (let line = first; line <= last; line++) {
      if (!grid.has(line, column)) continue;
      for (const word of grid.text(line, column).split(" ")) {
        const count = this.#counts.get(word) ?? { opening: 0, other: 0 };
        if (isOpening) count.opening++;
        else count.other++;
        this.#counts.set(word, count);
        isOpening = false;
      }
    }
  }

  /** Says how much rather a word stands inside a cell than at its beginning; 0 for unknown ones. */
  reluctance(word: string): number {
    const { opening, other } = this.#counts.get(word) ?? { opening: 0, other: 0 };
    return Math.log((other + 1) / (opening + 1));
  }
}
