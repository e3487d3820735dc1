/**
 * Decides whose the quotes around a cell are where tabs part the cells. Spreadsheets quote a cell that has
 * a tab, a line break or a quote in it, other programs each cell with a blank or a comma, or all of them.
 * What a browser copies is never quoted: its quotes are part of the text.
 */
export class QuoteStyle {
  #plain = 0;
  #isQuoting = false;

  /** @param above - what is known of the table already, from its headings. */
  constructor(above?: QuoteStyle) {
    if (above === undefined) return;
    this.#plain = above.#plain;
    this.#isQuoting = above.#isQuoting;
  }

  /** Learns from a cell without quotes around it. */
  addPlain(text: string): void {
    this.#plain |= reasonsIn(text);
  }

  /** Learns that a program has put quotes around a cell: a browser has no such cell. */
  addQuoted(): void {
    this.#isQuoting = true;
  }

  /** Whether a program has put quotes around a cell. */
  get isQuoting(): boolean {
    return this.#isQuoting;
  }

  /**
   * Tells to what the quotes around a text belong: to the `file`, because other cells are quoted for the
   * same reason, or to the `text`, because cells with all that may have been the reason are not quoted.
   * Neither is certain for `unknown`.
   */
  ownerOf(text: string): "file" | "text" | "unknown" {
    const reasons = reasonsIn(text);
    const isMixed = (this.#plain & LETTER) !== 0 && text !== "";
    if (this.#isQuoting || !isMixed) return "file";
    return (reasons & ~this.#plain) === 0 ? "text" : "unknown";
  }
}

/** Tells whether a text needs quotes around it in a table with tabs. */
export function needsQuotes(text: string): boolean {
  return /["\t\r\n]/.test(text);
}

const LETTER = 1;

/** Lists what some program quotes a cell for, as bits. */
function reasonsIn(text: string): number {
  return (
    (/\p{L}/u.test(text) ? LETTER : 0) |
    (/\s/.test(text) ? 2 : 0) |
    (text.includes(",") ? 4 : 0) |
    (text.includes(";") ? 8 : 0)
  );
}
