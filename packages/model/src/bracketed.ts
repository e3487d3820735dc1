/**
 * Splits `[a][b]` into `a` and `b`. Brackets inside an item must be balanced.
 *
 * @returns undefined where the text is not such a list; an empty list for empty text.
 * @example
 * splitBracketed("[RFC4340][RFC6335]"); // ["RFC4340", "RFC6335"]
 */
export function splitBracketed(text: string): readonly string[] | undefined {
  if (text === "") return NO_ITEMS;
  if (isOneItem(text)) return [text.slice(1, -1)];
  const items: string[] = [];
  let depth = 0;
  let start = 0;
  for (let i = 0; i < text.length; i++) {
    const char = text[i];
    if (char === "[") {
      if (depth === 0) start = i + 1;
      depth++;
    } else if (char === "]") {
      depth--;
      if (depth < 0) return undefined;
      if (depth === 0) items.push(text.slice(start, i));
    } else if (depth === 0) return undefined;
  }
  return depth === 0 ? items : undefined;
}

const NO_ITEMS: readonly string[] = [];

/** Tells whether a text is one item without brackets inside, as most lists of the registry are. */
function isOneItem(text: string): boolean {
  return (
    text.startsWith("[") && text.indexOf("]") === text.length - 1 && text.lastIndexOf("[") === 0
  );
}

/** Writes items as `[a][b]`. */
export function joinBracketed(items: readonly string[]): string {
  return items.map((item) => `[${item}]`).join("");
}

/**
 * Tells whether items can be told apart when `[a][b]` is read. Nothing escapes a bracket, so an
 * item whose brackets are not balanced runs into its neighbours.
 */
export function survivesBrackets(items: readonly string[]): boolean {
  const split = splitBracketed(joinBracketed(items));
  return split?.length === items.length && split.every((item, i) => item === items[i]);
}
