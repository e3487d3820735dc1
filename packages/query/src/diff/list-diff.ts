import { groupBy } from "@portolan/model/internal";
import { differingKeys, digestOf, isEqual, stableText } from "./equal.js";

/** Holds an item that only the new list has. Places are zero-based. */
export interface Added<T> {
  readonly kind: "added";
  readonly new: T;
  readonly newIndex: number;
}

/** Holds an item that only the old list has. */
export interface Removed<T> {
  readonly kind: "removed";
  readonly old: T;
  readonly oldIndex: number;
}

/** Holds an item that both lists have, and what it was and is. */
export interface Changed<T, Kind extends string> {
  readonly kind: Kind;
  readonly old: T;
  readonly new: T;
  readonly oldIndex: number;
  readonly newIndex: number;
  /** Fields whose values differ, in alphabetical order. */
  readonly fields: readonly (keyof T & string)[];
}

/** Holds an item that is the same in both lists, but stands elsewhere among its neighbours. */
export interface Reordered<T> {
  readonly kind: "reordered";
  readonly old: T;
  readonly oldIndex: number;
  readonly newIndex: number;
}

/** Holds one change between two lists; `Kind` names the ways in which an item may differ. */
export type ListChange<T, Kind extends string> =
  | Added<T>
  | Removed<T>
  | Changed<T, Kind>
  | Reordered<T>;

/**
 * Holds one step of a script that makes the new list: takes `count` old items from a place, or the
 * new item of a change.
 */
export type ListStep =
  | { readonly keep: { readonly first: number; readonly count: number } }
  | { readonly change: number };

/** Holds the changes between two lists, in the order of the new one, and the script that makes it. */
export interface ListDiff<T, Kind extends string> {
  readonly changes: readonly ListChange<T, Kind>[];
  readonly script: readonly ListStep[];
  /** Tells the old list from others: a digest of all its items, in their order. */
  readonly oldDigest: string;
}

/** What {@link diffLists} must know of the items. */
interface ListRules<T, Kind extends string> {
  /** Returns what makes an item itself; items with the same key are paired first. */
  readonly keyOf: (item: T) => string;
  /** Pairs items that have no partner of the same key. */
  readonly pairRest?: (old: readonly Placed<T>[], fresh: readonly Placed<T>[]) => Iterable<Pair>;
  /** Names the way in which two paired, unequal items differ. */
  readonly kindOf: (old: T, fresh: T) => Kind;
}

/** Holds an item with its place in its list. */
export interface Placed<T> {
  readonly item: T;
  readonly place: number;
}

/** Compares two lists. It takes time in proportion to their length, and to the log of what stayed. */
export function diffLists<T extends object, Kind extends string>(
  old: readonly T[],
  fresh: readonly T[],
  rules: ListRules<T, Kind>,
): ListDiff<T, Kind> {
  const oldPlaceOf = pairAll(old, fresh, rules);
  const paired = new Set(oldPlaceOf);
  const isKept = (place: number): boolean => {
    const oldPlace = oldPlaceOf[place];
    return oldPlace !== undefined && isEqual(old[oldPlace], fresh[place]);
  };
  const kept = fresh.map((_, place) => isKept(place));
  const inOrder = longestRise(oldPlaceOf.filter((_, place) => kept[place]));

  const changes: ListChange<T, Kind>[] = [];
  const script: ListStep[] = [];
  let nextOld = 0;
  /** Tells of the items removed before an old place. */
  const passRemoved = (until: number): void => {
    for (; nextOld < until; nextOld++) {
      const item = old[nextOld];
      if (item !== undefined && !paired.has(nextOld))
        changes.push({ kind: "removed", old: item, oldIndex: nextOld });
    }
  };
  fresh.forEach((item, newIndex) => {
    const oldIndex = oldPlaceOf[newIndex];
    const before = oldIndex === undefined ? undefined : old[oldIndex];
    if (oldIndex === undefined || before === undefined) {
      script.push({ change: changes.length });
      changes.push({ kind: "added", new: item, newIndex });
      return;
    }
    passRemoved(oldIndex);
    if (!kept[newIndex]) {
      const kind = rules.kindOf(before, item);
      const fields = differingKeys(before, item);
      script.push({ change: changes.length });
      changes.push({ kind, old: before, new: item, oldIndex, newIndex, fields });
      return;
    }
    if (!inOrder.has(oldIndex))
      changes.push({ kind: "reordered", old: before, oldIndex, newIndex });
    keep(script, oldIndex);
  });
  passRemoved(old.length);
  return { changes, script, oldDigest: digestOf(old) };
}

/** Returns for each new item the place of its old one. */
function pairAll<T, Kind extends string>(
  old: readonly T[],
  fresh: readonly T[],
  rules: ListRules<T, Kind>,
): readonly (number | undefined)[] {
  const oldPlaceOf = new Array<number | undefined>(fresh.length).fill(undefined);
  const taken = new Set<number>();
  const take = (pairs: Iterable<Pair>): void => {
    for (const [oldPlace, newPlace] of pairs) {
      oldPlaceOf[newPlace] = oldPlace;
      taken.add(oldPlace);
    }
  };
  take(pairByKey(old, fresh, rules.keyOf));
  if (rules.pairRest !== undefined) {
    const placed = (item: T, place: number): Placed<T> => ({ item, place });
    take(
      rules.pairRest(
        old.map(placed).filter(({ place }) => !taken.has(place)),
        fresh.map(placed).filter(({ place }) => oldPlaceOf[place] === undefined),
      ),
    );
  }
  return oldPlaceOf;
}

/** Adds an old place to a script, to the last step where it goes on there. */
function keep(script: ListStep[], place: number): void {
  const last = script.at(-1);
  if (last !== undefined && "keep" in last && last.keep.first + last.keep.count === place)
    script[script.length - 1] = { keep: { ...last.keep, count: last.keep.count + 1 } };
  else script.push({ keep: { first: place, count: 1 } });
}

/**
 * Makes the new list.
 *
 * @throws {TypeError} where the old list is not the one that was compared.
 */
export function applyListDiff<T, Kind extends string>(
  diff: ListDiff<T, Kind>,
  old: readonly T[],
): readonly T[] {
  const foreign = (): TypeError => new TypeError("The difference was not made from this registry.");
  if (digestOf(old) !== diff.oldDigest) throw foreign();
  return diff.script.flatMap((step): readonly T[] => {
    if ("keep" in step) {
      const { first, count } = step.keep;
      return old.slice(first, first + count);
    }
    const change = diff.changes[step.change];
    if (change === undefined || !("new" in change)) throw foreign();
    return [change.new];
  });
}

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
    if (group.old.length > 1 || group.fresh.length > 1) yield* pairEqualFirst(group, old, fresh);
    else yield* pairInOrder(group);
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
  const byText = groupBy(group.old, (place) => stableText(old[place]));
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

/**
 * Returns the numbers of a longest rising part of a list of different numbers: those that need not
 * move to sort it. Takes n log n steps (patience sorting).
 */
function longestRise(numbers: readonly (number | undefined)[]): ReadonlySet<number> {
  /** The lowest number that ends a rising part of each length, from 1. */
  const ends: number[] = [];
  const before = new Map<number, number | undefined>();
  for (const number of numbers) {
    if (number === undefined) continue;
    const at = countBelow(ends, number);
    before.set(number, ends[at - 1]);
    ends[at] = number;
  }
  const rise = new Set<number>();
  for (let number = ends.at(-1); number !== undefined; number = before.get(number))
    rise.add(number);
  return rise;
}

/** Counts the numbers of a rising list that are lower than a limit, by binary search. */
function countBelow(rising: readonly number[], limit: number): number {
  let low = 0;
  let high = rising.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((rising[middle] ?? limit) < limit) low = middle + 1;
    else high = middle;
  }
  return low;
}
