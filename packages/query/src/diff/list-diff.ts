import { addToGroup, type Group, groupBy, lastAtMost } from "@portolan/model/internal";
import { differingKeys, digestOf, isEqual, stableText } from "../equal.js";

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

/** Holds items by their zero-based places in their list. */
export type Placed<T> = ReadonlyMap<number, T>;

/** Holds the places of an old and a new item that are the same thing. */
export type Pair = readonly [oldPlace: number, newPlace: number];

/** Holds one sign by which an old and a new item are taken for the same thing. */
export interface Sign<T> {
  /** Returns what must be equal; an item without it has no such sign. */
  readonly keyOf: (item: T) => string | undefined;
  /** Tells what must hold besides. */
  readonly isPair?: (old: T, fresh: T) => boolean;
}

/** What {@link diffLists} must know of the items. */
interface ListRules<T, Kind extends string> {
  /** The surest first: each pairs only what those before left over. */
  readonly signs: readonly Sign<T>[];
  /** Pairs items that no sign has paired. */
  readonly pairRest?: (old: Placed<T>, fresh: Placed<T>) => Iterable<Pair>;
  /** Names the way in which two paired, unequal items differ. */
  readonly kindOf: (old: T, fresh: T) => Kind;
}

/** Compares two lists. It takes time in proportion to their length, and to the log of what stayed. */
export function diffLists<T extends object, Kind extends string>(
  old: readonly T[],
  fresh: readonly T[],
  rules: ListRules<T, Kind>,
): ListDiff<T, Kind> {
  const oldPlaceOf = pairAll(old, fresh, rules);
  const paired = new Set(oldPlaceOf);
  const kept = oldPlaceOf.map((place, at) => place !== undefined && isEqual(old[place], fresh[at]));
  const inOrder = longestRise(
    oldPlaceOf.flatMap((place, at) => (place !== undefined && kept[at] ? [place] : [])),
  );

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
  { signs, pairRest = () => [] }: ListRules<T, Kind>,
): readonly (number | undefined)[] {
  const oldPlaceOf = new Array<number | undefined>(fresh.length).fill(undefined);
  const oldLeft = new Map(old.entries());
  const newLeft = new Map(fresh.entries());
  const take = (pairs: Iterable<Pair>): void => {
    for (const [oldPlace, newPlace] of pairs) {
      oldPlaceOf[newPlace] = oldPlace;
      oldLeft.delete(oldPlace);
      newLeft.delete(newPlace);
    }
  };
  for (const sign of signs) take(pairsBy(sign, oldLeft, newLeft));
  take(pairRest(oldLeft, newLeft));
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

/** Pairs items that have an equal key and meet what else a sign asks for. */
function* pairsBy<T>(
  { keyOf, isPair }: Sign<T>,
  old: Placed<T>,
  fresh: Placed<T>,
): Generator<Pair> {
  const oldGroups = placesBy(old, keyOf);
  for (const [key, news] of placesBy(fresh, keyOf)) {
    const olds = oldGroups.get(key);
    if (key === undefined || olds === undefined) continue;
    const partners = partnersOf(olds, old, news, fresh);
    for (let at = 0; at < news.length; at++) {
      const oldPlace = partners[at];
      const newPlace = news[at];
      if (oldPlace === undefined || newPlace === undefined) continue;
      if (isPair?.(old.get(oldPlace) as T, fresh.get(newPlace) as T) ?? true)
        yield [oldPlace, newPlace];
    }
  }
}

function placesBy<T>(
  items: Placed<T>,
  keyOf: Sign<T>["keyOf"],
): ReadonlyMap<string | undefined, readonly number[]> {
  const groups = new Map<string | undefined, Group<number>>();
  items.forEach((item, place) => {
    addToGroup(groups, keyOf(item), place);
  });
  return groups;
}

/** Returns for each new item of a key the place of an equal old one, else the next that is left. */
function partnersOf<T>(
  olds: readonly number[],
  old: Placed<T>,
  news: readonly number[],
  fresh: Placed<T>,
): readonly (number | undefined)[] {
  if (olds.length === 1 && news.length === 1) return olds;
  const byText = groupBy(olds, (place) => stableText(old.get(place)));
  const queues = new Map(Array.from(byText, ([text, places]) => [text, places.values()]));
  const equals = news.map((place) => queues.get(stableText(fresh.get(place)))?.next().value);
  const taken = new Set(equals);
  const rest = olds.filter((place) => !taken.has(place)).values();
  return equals.map((place) => place ?? rest.next().value);
}

/**
 * Returns the numbers of a longest rising part of a list of different places: those that need not
 * move to sort it. Takes n log n steps (patience sorting).
 */
function longestRise(numbers: readonly number[]): ReadonlySet<number> {
  /** The lowest number that ends a rising part of each length; the part of none ends before all. */
  const ends = [-1];
  const before = new Map<number, number | undefined>();
  for (const number of numbers) {
    const length = lastAtMost(ends, number) + 1;
    before.set(number, ends[length - 1]);
    ends[length] = number;
  }
  const rise = new Set<number>();
  for (let number = ends.at(-1); number !== undefined && number >= 0; number = before.get(number))
    rise.add(number);
  return rise;
}
