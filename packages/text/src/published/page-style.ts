import type { Reference } from "@portolan/model";

/**
 * Says what the program that wrote a page of columns did to its text. IANA's own text has no such
 * marks: nothing is added, lines break at blanks only, references are labels only.
 */
export interface PageStyle {
  /** Takes off what the program added to the text of a cell, such as link numbers. */
  readonly plain?: (text: string) => string;
  /** Does the same for a line above the tables. */
  readonly plainHeader?: (line: string) => string;
  /** Tells whether two lines of a cell are one word that was broken. */
  readonly isBrokenWord?: (left: string, right: string) => boolean;
  /** Adds to a reference what the page says of it outside the table. */
  readonly refine?: (reference: Reference) => Reference;
}
