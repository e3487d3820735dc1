import type { Registry } from "@portolan/model";
import type { Markup } from "./markup.js";

/** Reports the fields that IANA's page does not show, once each with the number of its holders. */
export function reportLosses(registry: Registry, markup: Markup): void {
  const { records, people } = registry;
  if (registry.category !== undefined) markup.reportLoss("the category of the registry");
  const entries = [...records, ...people];
  const assigned = records.filter(({ assignees, contacts }) => isSame(assignees, contacts));
  const counts: readonly (readonly [what: string, count: number])[] = [
    ["that a record names its contacts as assignees", assigned.length],
    ["the marks of inferred fields", entries.filter(({ inferred }) => inferred).length],
    ["elements without content", entries.filter((entry) => entry.emptyElements).length],
  ];
  for (const [what, count] of counts)
    if (count > 0) markup.reportLoss(`${what} (${count} ${count === 1 ? "entry" : "entries"})`);
}

function isSame(a: readonly string[] | undefined, b: readonly string[]): boolean {
  return a?.length === b.length && a.every((item, index) => item === b[index]);
}
