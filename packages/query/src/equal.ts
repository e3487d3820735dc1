/** Tells whether two values of plain data (as JSON has them) are the same; the order of keys does not matter. */
export function isEqual(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
  if (Array.isArray(a) || Array.isArray(b)) {
    return (
      Array.isArray(a) &&
      Array.isArray(b) &&
      a.length === b.length &&
      a.every((item, at) => isEqual(item, b[at]))
    );
  }
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length &&
    keys.every((key) => Object.hasOwn(b, key) && isEqual(fieldOf(a, key), fieldOf(b, key)))
  );
}

function fieldOf(object: object, key: string): unknown {
  return (object as Readonly<Record<string, unknown>>)[key];
}

/** Writes plain data as a text that is the same for equal data, whatever the order of keys. */
export function stableText(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    typeof part === "object" && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}

/** Returns the keys whose values differ, in alphabetical order. */
export function differingKeys<T extends object>(a: T, b: T): readonly (keyof T & string)[] {
  const keys = [...new Set([...Object.keys(a), ...Object.keys(b)])].sort();
  return keys.filter((key): key is keyof T & string => !isEqual(fieldOf(a, key), fieldOf(b, key)));
}

/**
 * Makes a short text of a list that another list will not have by chance: its length and 64 bits. It
 * guards against a mistake, not against somebody who wants to deceive.
 *
 * Source: FNV-1a (draft-eastlake-fnv), twice 32 bits with two offsets, over UTF-16 code units.
 */
export function digestOf(items: readonly unknown[]): string {
  let low = 0x811c9dc5;
  let high = 0xcbf29ce4;
  for (const item of items) {
    const text = `${stableText(item)}\n`;
    for (let i = 0; i < text.length; i++) {
      const unit = text.charCodeAt(i);
      low = Math.imul(low ^ unit, 0x01000193);
      high = Math.imul(high ^ unit, 0x01000193) ^ (low >>> 15);
    }
  }
  const hex = (half: number): string => (half >>> 0).toString(16).padStart(8, "0");
  return `${items.length}-${hex(high)}${hex(low)}`;
}
