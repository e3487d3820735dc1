import type { Span } from "@portolan/model";
import { visit } from "jsonc-parser";

/** Holds a key that stands in its object already. */
export interface DuplicateKey {
  readonly key: string;
  readonly span: Required<Span>;
}

/**
 * Finds the keys that stand more than once in one object, of which `JSON.parse` tells nothing.
 *
 * @param keyCount number of keys in what `JSON.parse` gave for `source`
 */
export function findDuplicateKeys(source: string, keyCount: number): readonly DuplicateKey[] {
  if (countKeyEnds(source) === keyCount) return [];
  const duplicates: DuplicateKey[] = [];
  const objects: Set<string>[] = [];
  visit(source, {
    onObjectBegin: () => {
      objects.push(new Set());
    },
    onObjectEnd: () => {
      objects.pop();
    },
    onObjectProperty: (key, start, length) => {
      const keys = objects.at(-1);
      if (keys?.has(key)) duplicates.push({ key, span: { start, end: start + length } });
      keys?.add(key);
    },
  });
  return duplicates;
}

/**
 * Counts the places where a key may end: an unescaped quote and a colon. A string may begin in that
 * way too, so there are never fewer places than keys; where there are just as many as the parsed
 * text has keys, none was lost.
 */
function countKeyEnds(source: string): number {
  const end = /"(?=\s*:)(?<=(?<!\\)(?:\\\\)*")/g;
  let count = 0;
  while (end.test(source)) count++;
  return count;
}

/**
 * Counts the keys of all objects in parsed JSON.
 *
 * @returns undefined where it nests more than `limit` lists and objects.
 */
export function countKeys(data: unknown, limit: number): number | undefined {
  if (typeof data !== "object" || data === null) return 0;
  if (limit === 0) return undefined;
  const values: readonly unknown[] = Array.isArray(data) ? data : Object.values(data);
  let count = Array.isArray(data) ? 0 : values.length;
  for (const value of values) {
    if (typeof value !== "object") continue;
    const inside = countKeys(value, limit - 1);
    if (inside === undefined) return undefined;
    count += inside;
  }
  return count;
}
