/** Says what the program that wrote a page of columns did to its text. */
export interface PageStyle {
  /** Takes off what the program added to the text of a cell, such as link numbers. */
  plain(text: string): string;
  /** Does the same for a line above the tables. */
  plainHeader(line: string): string;
  /** Tells whether two lines of a cell are one word that was broken. */
  isBrokenWord(left: string, right: string): boolean;
  /** Gives the address that a label links to, where the page lists addresses. */
  targetOf(label: string): string | undefined;
}

/** IANA's own text: nothing is added, lines break at blanks only, addresses are not listed. */
export const PUBLISHED_STYLE: PageStyle = {
  plain: (text) => text,
  plainHeader: (line) => line,
  isBrokenWord: () => false,
  targetOf: () => undefined,
};
