import { differingKeys, isEqual } from "./equal.js";
import { longestRise } from "./longest-rise.js";
import { type Pair, pairByKey } from "./pair-by-key.js";

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
}

/** What {@link diffLists} must know of the items. */
export interface ListRules<T, Kind extends string> {
  /** Gives what makes an item itself; items with the same key are paired first. */
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
  return { changes, script };
}

/** Gives for each new item the place of its old one. */
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
  for (const change of diff.changes) {
    if ("oldIndex" in change && !isEqual(change.old, old[change.oldIndex])) throw foreign();
  }
  return diff.script.flatMap((step): readonly T[] => {
    if ("keep" in step) {
      const { first, count } = step.keep;
      if (first < 0 || first + count > old.length) throw foreign();
      return old.slice(first, first + count);
    }
    const change = diff.changes[step.change];
    if (change === undefined || !("new" in change)) throw foreign();
    return [change.new];
  });
}
