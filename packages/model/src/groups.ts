/** Holds items that have something in common, the first one found first. */
export type Group<Item> = [Item, ...Item[]];

/** Puts items together that have the same key, in their order. */
export function groupBy<Key, Item>(
  items: Iterable<Item>,
  keyOf: (item: Item) => Key,
): Map<Key, Group<Item>> {
  const groups = new Map<Key, Group<Item>>();
  for (const item of items) addToGroup(groups, keyOf(item), item);
  return groups;
}

/** Adds an item to the group of a key, which is made for its first. */
export function addToGroup<Key, Item>(groups: Map<Key, Group<Item>>, key: Key, item: Item): void {
  const group = groups.get(key);
  if (group === undefined) groups.set(key, [item]);
  else group.push(item);
}
