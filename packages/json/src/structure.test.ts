import { findNodeAtLocation, type Node, parseTree } from "jsonc-parser";
import { expect, test } from "vitest";
import { endOfValue, findDuplicateKeys, findTooDeep, JsonPlaces, survey } from "./structure.js";

/** Gives numbers that look random and are the same in every run (a linear congruence of Knuth's). */
function randomBelow(seed: number): (limit: number) => number {
  let state = seed;
  return (limit) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return (state >>> 8) % limit;
  };
}

const SCALARS = [
  0,
  -1.5e-7,
  12,
  true,
  false,
  null,
  "",
  "a",
  '"',
  "\\",
  '\\"',
  "{[,:]}",
  "é\n",
] as const;
const KEYS = ["a", "b", "", '"', "\\", "],", "records", "k k"] as const;

/** Gives JSON texts in odd layouts. */
const TEXTS: readonly string[] = Array.from({ length: 400 }, (_, seed) => {
  const below = randomBelow(seed);
  const value = (depth: number): unknown => {
    const kind = below(depth > 4 ? 1 : 4);
    if (kind === 0) return SCALARS[below(SCALARS.length)];
    const parts = Array.from({ length: below(4) }, () => value(depth + 1));
    if (kind === 1) return parts;
    return Object.fromEntries(parts.map((part) => [KEYS[below(KEYS.length)], part]));
  };
  const blank = ["", " ", "\n\t\r "][below(3)] ?? "";
  const text = JSON.stringify(value(0), undefined, ["", " ", "\t", "\r\n "][below(4)]);
  // Outside of strings, each sign may have blanks around it.
  return text.replace(/"(?:[^"\\]|\\.)*"|[{}[\],:]/g, (sign) =>
    sign.startsWith('"') ? sign : blank + sign + blank,
  );
});

function walk(
  node: Node,
  path: readonly (string | number)[],
  see: (path: readonly (string | number)[], node: Node) => void,
): void {
  see(path, node);
  if (node.type === "array")
    for (const [at, item] of (node.children ?? []).entries()) walk(item, [...path, at], see);
  if (node.type === "object")
    for (const { children: [key, value] = [] } of node.children ?? [])
      if (key !== undefined && value !== undefined) walk(value, [...path, key.value], see);
}

test("every value is where jsonc-parser finds it", () => {
  for (const text of TEXTS) {
    const tree = parseTree(text) as Node;
    const places = new JsonPlaces(text);
    const known = new JsonPlaces(text, survey(text, 10)?.items);
    walk(tree, [], (path, { offset, length, type, children = [] }) => {
      // Of keys that appear twice, the last counts; JSON.stringify writes none.
      expect(findNodeAtLocation(tree, [...path])?.offset).toBe(offset);
      for (const one of [places, known]) {
        expect(one.locate(path)).toEqual({ start: offset, end: offset + length });
        const items = type === "array" ? children.map((child) => child.offset) : [];
        expect(one.itemsOf(path)).toEqual(items);
        expect(one.locate([...path, "no such key"])).toBeUndefined();
        expect(one.locate([...path, 1000])).toBeUndefined();
      }
      expect(endOfValue(text, offset)).toBe(offset + length);
    });
  }
});

test("a survey counts keys, and finds the items of the lists that are not deep", () => {
  for (const text of TEXTS) {
    const tree = parseTree(text) as Node;
    let keys = 0;
    let depth = 0;
    const items = new Map<number, readonly number[]>();
    walk(tree, [], (path, { type, offset, children = [] }) => {
      if (type === "object") keys += children.length;
      if (type === "object" || type === "array") depth = Math.max(depth, path.length + 1);
      const isTop = path.length === 0 || (path.length === 1 && tree.type === "object");
      if (type === "array" && isTop)
        items.set(
          offset,
          children.map((child) => child.offset),
        );
    });
    const found = survey(text, depth);
    expect(found?.keys).toBe(keys);
    expect([...(found?.items ?? [])]).toEqual([...items]);
    if (depth > 0) expect(survey(text, depth - 1)).toBeUndefined();
  }
});

test("what nests too deeply goes, with the comma that must go with it", () => {
  for (const text of TEXTS)
    for (const limit of [2, 3, 4]) {
      const places = findTooDeep(text, limit);
      let left = text;
      for (const { start, end, comma } of places.toReversed()) {
        const stretches =
          comma === undefined
            ? [[start, end]]
            : [
                [start, end],
                [comma, comma + 1],
              ];
        for (const [from = 0, to = 0] of stretches.sort(([a = 0], [b = 0]) => b - a))
          left = left.slice(0, from) + " ".repeat(to - from) + left.slice(to);
      }
      expect(JSON.parse(left)).toEqual(withoutDeep(JSON.parse(text), limit));
    }
});

/** Leaves out of a value what nests deeper: an item of a list at its top or in it, else a field. */
function withoutDeep(value: unknown, limit: number): unknown {
  const isDeep = (part: unknown, depth: number): boolean => depthOf(part) + depth > limit;
  if (Array.isArray(value)) return value.filter((item) => !isDeep(item, 1));
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).flatMap(([key, part]) => {
    if (Array.isArray(part)) return [[key, part.filter((item) => !isDeep(item, 2))]];
    return isDeep(part, 1) ? [] : [[key, part]];
  });
  return Object.fromEntries(entries);
}

function depthOf(value: unknown): number {
  if (typeof value !== "object" || value === null) return 0;
  return 1 + Math.max(0, ...Object.values(value).map(depthOf));
}

test("keys that stand twice in one object are found, in order", () => {
  const text = '{"a":1,"b":{"c":[{"d":0,"d":1}],"c":2},"\\u0061":{"a":1},"e":"\\"a\\":","a" : 3}';
  const found = findDuplicateKeys(text).map(({ key, start, end }) => [
    key,
    text.slice(start, end),
    start,
  ]);
  expect(found).toEqual([
    ["d", '"d"', text.indexOf('"d":1')],
    ["c", '"c"', text.indexOf('"c":2')],
    ["a", '"\\u0061"', text.indexOf('"\\u0061"')],
    ["a", '"a"', text.indexOf('"a" :')],
  ]);
  expect(new JsonPlaces(text).locate(["a"])?.start).toBe(text.lastIndexOf("3"));
});
