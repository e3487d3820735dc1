/** Holds an element, without comments and processing instructions. */
export interface XmlElement {
  /** Name without the prefix of the registry's namespace. */
  readonly name: string;
  /** Names and values by turns; references decoded, line breaks made blanks (XML 1.0 §3.3.3). */
  readonly attributes: readonly string[];
  /**
   * Elements and text in document order; text never stands next to text and is never empty. What
   * holds elements only is without the blanks between them.
   */
  readonly children: readonly XmlNode[];
  /** Zero-based offset of the start tag. */
  readonly start: number;
  /** Zero-based offset after the start tag. */
  readonly content: number;
  /** Zero-based offset after the end tag; zero while only the start tag was scanned. */
  readonly end: number;
}

/** Holds an element, or text: references and CDATA decoded, white space as it stands. */
export type XmlNode = XmlElement | string;

/** Tells whether an element is one of those that a registry has many of, or holds them. */
export function isRow(name: string): boolean {
  return (
    (name.length === 6 && (name === "record" || name === "person" || name === "people")) ||
    name === "footnote"
  );
}

/** Returns the value of an attribute. */
export function attributeOf({ attributes }: XmlElement, name: string): string | undefined {
  for (let i = 0; i < attributes.length; i += 2)
    if (attributes[i] === name) return attributes[i + 1];
  return undefined;
}

/** Tells whether a start tag is the whole element, `<people/>`. */
export function isEmpty({ content, end }: XmlElement): boolean {
  return content === end;
}

/**
 * Adds an item to a list that is made for its first. Most lists here hold one item, and an empty
 * array takes room for sixteen more when the first is pushed.
 */
export function append<T>(list: T[], item: T): T[] {
  if (list.length === 0) return [item];
  list.push(item);
  return list;
}
