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

/** Gives what of a text some format has a use of its own for, each once. */
function makeupOf(text: string): string {
  const special = text.match(/\r|\n\s|\n|\t| {2}|^\s|\s$|[^ -~]|[[\]<>&"#|]/gu) ?? [];
  return [...new Set(special.map((found) => (found > "~" ? "é" : found)))].sort().join("");
}
