/**
 * Splits `[a][b]` into `a` and `b`. Brackets inside an item must be balanced.
 *
 * @returns undefined where the text is not such a list; an empty list for empty text.
 * @example
 * splitBracketed("[RFC4340][RFC6335]"); // ["RFC4340", "RFC6335"]
 */
export function splitBracketed(text: string): readonly string[] | undefined {
  if (text === "") return NO_ITEMS;
  // Most lists have one item, which has no brackets in it.
  if (text.lastIndexOf("[") === 0 && text.indexOf("]") === text.length - 1)
    return [text.slice(1, -1)];
  const items: string[] = [];
  let depth = 0;
  let start = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === OPEN) {
      if (depth === 0) start = i + 1;
      depth++;
    } else if (code === CLOSE) {
      depth--;
      if (depth < 0) return undefined;
      if (depth > 0) continue;
      items.push(text.slice(start, i));
    } else if (depth === 0) return undefined;
  }
  return depth === 0 ? items : undefined;
}

const NO_ITEMS: readonly string[] = [];
const OPEN = 0x5b;
const CLOSE = 0x5d;

/** Writes items as `[a][b]`. */
export function joinBracketed(items: readonly string[]): string {
  let text = "";
  for (const item of items) text += `[${item}]`;
  return text;
}

/**
 * Tells whether items can be told apart when `[a][b]` is read. Nothing escapes a bracket, so an
 * item whose brackets are not balanced runs into its neighbours.
 */
export function survivesBrackets(items: readonly string[]): boolean {
  if (!hasBrackets(items)) return true;
  const split = splitBracketed(joinBracketed(items));
  return split?.length === items.length && split.every((item, i) => item === items[i]);
}

function hasBrackets(items: readonly string[]): boolean {
  for (const item of items) if (item.includes("[") || item.includes("]")) return true;
  return false;
}
