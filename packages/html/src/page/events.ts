/** Holds an attribute of a tag: the name in lower case, the value with its character references decoded. */
export interface Attribute {
  readonly name: string;
  readonly value: string;
}

/**
 * Takes what is in a page, in document order. Offsets are zero-based and count UTF-16 code
 * units. Scripts, styles and what else a browser does not show as text are left out.
 */
export interface PageEvents {
  /** A start tag, `<td align="center">`, at `start`, whose content begins at `end`. */
  open(name: string, attributes: readonly Attribute[], start: number, end: number): void;
  /** An end tag, `</td>`, at `start`, or the end of a tag that closes itself, `<td/>`. */
  close(name: string, start: number): void;
  /** Text, decoded; one run may come in several pieces. */
  text(characters: string): void;
  /** A comment, which begins at `start`. */
  comment(text: string, start: number): void;
  /**
   * A start tag at `start` that has taken other tags in, because a quote of it is lost. It is read up
   * to its first `>`, without attributes.
   */
  brokenTag(start: number): void;
}

/** Gives the value of an attribute, or undefined. */
export function attributeOf(attributes: readonly Attribute[], name: string): string | undefined {
  return attributes.find((attribute) => attribute.name === name)?.value;
}

/** Tells whether an element is of a class. */
export function hasClass(attributes: readonly Attribute[], name: string): boolean {
  return (attributeOf(attributes, "class") ?? "").split(/[ \t\n\f\r]+/).includes(name);
}

/**
 * How an element is read whose content is text up to its end tag, whatever is in it (HTML
 * §13.2.6): `text` has character references and is kept, `script` has rules of its own for
 * comments, `hidden` is what a browser that runs scripts does not show.
 */
export type RawContent = "text" | "script" | "hidden";

/**
 * Maps the names of such elements to their content. A tag that closes itself opens none of them:
 * the registry's page is XHTML, and there `<script src="sort.js"/>` is complete.
 */
export const RAW_ELEMENTS: ReadonlyMap<string, RawContent> = new Map<string, RawContent>([
  ["title", "text"],
  ["textarea", "text"],
  ["script", "script"],
  ["style", "hidden"],
  ["xmp", "hidden"],
  ["iframe", "hidden"],
  ["noembed", "hidden"],
  ["noframes", "hidden"],
  ["noscript", "hidden"],
]);
