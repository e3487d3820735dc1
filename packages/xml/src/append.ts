/**
 * Adds an item to a list that is made for its first. Most lists here hold one item, and an empty
 * array takes room for sixteen more when the first is pushed.
 */
export function append<T>(list: T[] | undefined, item: T): T[] {
  if (list === undefined) return [item];
  list.push(item);
  return list;
}
