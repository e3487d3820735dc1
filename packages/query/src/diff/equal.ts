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
  const left = new Map<string, unknown>(Object.entries(a));
  const right = Object.entries(b);
  return (
    left.size === right.length &&
    right.every(([key, value]) => left.has(key) && isEqual(left.get(key), value))
  );
}

/** Writes plain data as a text that is the same for equal data, whatever the order of keys. */
export function stableText(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    typeof part === "object" && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}

/** Gives the keys whose values differ, in alphabetical order. */
export function differingKeys<T extends object>(a: T, b: T): readonly (keyof T & string)[] {
  const left = new Map<string, unknown>(Object.entries(a));
  const right = new Map<string, unknown>(Object.entries(b));
  const keys = [...new Set([...left.keys(), ...right.keys()])].sort();
  return keys.filter((key): key is keyof T & string => !isEqual(left.get(key), right.get(key)));
}
