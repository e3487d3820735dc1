import type { Registry } from "@portolan/model";

/** Gives the first record of each shape, and all that the registry says besides. */
export function recordsOfEachShape(registry: Registry): Registry {
  const shapes = new Map(registry.records.map((record) => [shapeOf(record), record]));
  const records = [...shapes.values()];
  const cited = JSON.stringify(records);
  const people = registry.people.filter(({ id }) => cited.includes(JSON.stringify(id)));
  return { ...registry, records, people };
}

/** Writes a value without what it says: which fields there are, and what its texts are made of. */
function shapeOf(value: object): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    typeof part === "string" ? makeupOf(part) : typeof part === "number" ? 0 : part,
  );
}

/** Gives the kinds of characters in a text, each once. */
function makeupOf(text: string): string {
  return [...new Set(text.replace(/\p{L}+/gu, "a").replace(/\d+/g, "0"))].sort().join("");
}
