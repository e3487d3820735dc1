import type { ParseResult, Report } from "@portolan/model";

/**
 * Names the shapes of plain text in which people have the registry:
 *
 * - `port-numbers`: the registry's text before 2011, and the lists of RFC 1060, 1340 and 1700;
 * - `iana`: IANA's own `.txt` file, columns of fixed width and rows centred vertically;
 * - `dump`: the page as a text browser (w3m, lynx, links, elinks) writes it;
 * - `table`: a table that a database or another program drew;
 * - `tab`, `pipe`, `space`: copies of the page with tabs, with pipes as in Markdown, or with only
 *   blanks between cells.
 */
export type TextDialectName = "port-numbers" | "iana" | "dump" | "table" | "tab" | "pipe" | "space";

/** Holds what a dialect read; its problems went to the report it was given. */
export type TextReading = Pick<ParseResult, "registry" | "offsets">;

/** Reads one shape of plain text. */
export interface TextDialect {
  readonly name: TextDialectName;
  /** Tells, from a look at the text, whether it has this shape; dialects are asked in a fixed order. */
  recognises(source: string): boolean;
  read(source: string, report: Report): TextReading;
}
