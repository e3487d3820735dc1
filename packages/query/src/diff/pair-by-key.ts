import { stableText } from "./equal.js";

/** Holds the places of an old and a new item that are the same thing. */
export type Pair = readonly [oldPlace: number, newPlace: number];

/** Holds the places of all items with one key. */
interface Group {
  readonly old: number[];
  readonly fresh: number[];
}

/**
 * Pairs items of the same key. Where several have it, those that are wholly equal are paired first,
 * then the others in their order.
 */
export function* pairByKey<T>(
  old: readonly T[],
  fresh: readonly T[],
  keyOf: (item: T) => string,
): Generator<Pair> {
  for (const group of groupByKey(old, fresh, keyOf)) {
    if (group.old.length === 0 || group.fresh.length === 0) continue;
    if (group.old.length === 1 && group.fresh.length === 1) yield* pairInOrder(group);
    else yield* pairEqualFirst(group, old, fresh);
  }
}

function groupByKey<T>(
  old: readonly T[],
  fresh: readonly T[],
  keyOf: (item: T) => string,
): Iterable<Group> {
  const groups = new Map<string, Group>();
  const groupOf = (item: T): Group => {
    const key = keyOf(item);
    const group = groups.get(key) ?? { old: [], fresh: [] };
    groups.set(key, group);
    return group;
  };
  old.forEach((item, place) => {
    groupOf(item).old.push(place);
  });
  fresh.forEach((item, place) => {
    groupOf(item).fresh.push(place);
  });
  return groups.values();
}

function* pairEqualFirst<T>(group: Group, old: readonly T[], fresh: readonly T[]): Generator<Pair> {
  const byText = new Map<string, number[]>();
  for (const place of group.old) {
    const text = stableText(old[place]);
    const places = byText.get(text);
    if (places === undefined) byText.set(text, [place]);
    else places.push(place);
  }
  // Taken from the end, so that it costs nothing.
  for (const places of byText.values()) places.reverse();
  const oldRest = new Set(group.old);
  const freshRest: number[] = [];
  for (const place of group.fresh) {
    const partner = byText.get(stableText(fresh[place]))?.pop();
    if (partner === undefined) freshRest.push(place);
    else {
      oldRest.delete(partner);
      yield [partner, place];
    }
  }
  yield* pairInOrder({ old: [...oldRest], fresh: freshRest });
}

function* pairInOrder({ old, fresh }: Group): Generator<Pair> {
  for (let at = 0; at < old.length && at < fresh.length; at++) {
    const oldPlace = old[at];
    const newPlace = fresh[at];
    if (oldPlace !== undefined && newPlace !== undefined) yield [oldPlace, newPlace];
  }
}
