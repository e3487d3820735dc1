/** Keeps what was made. */
interface Memory<Key, Value> {
  get(key: Key): Value | undefined;
  set(key: Key, value: Value): unknown;
}

/** Makes of a function one that does its work once for the same words. */
export function remembered<Words extends readonly (string | undefined)[], Value>(
  make: (...words: Words) => Value,
): (...words: Words) => Value {
  const known = new Map<string, Value>();
  return (...words) => once(known, words.join(" "), () => make(...words));
}

/** Makes of a function one that does its work once for the same object, as long as that is held. */
export function rememberedOf<Key extends object, Value>(
  make: (key: Key) => Value,
): (key: Key) => Value {
  const known = new WeakMap<Key, Value>();
  return (key) => once(known, key, () => make(key));
}

function once<Key, Value>(known: Memory<Key, Value>, key: Key, make: () => Value): Value {
  const value = known.get(key) ?? make();
  known.set(key, value);
  return value;
}
