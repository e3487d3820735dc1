import { entryLines, type LineStyle } from "./entry-lines.js";
import type { ServicesEntry } from "./plan-entry.js";
import { portKey } from "./port-groups.js";

/** Says what the lines are sorted by. */
export type Sort = "port" | "name";

/** How entries are put in order and written. */
export interface Layout extends LineStyle {
  readonly sort: Sort;
  /** Whether further ports of a name stand between two lines of its first port. */
  readonly framesRepeats: boolean;
}

/**
 * Writes entries as lines without line feeds.
 *
 * Further ports of a name stand after the line of the port that it is found on, which is enough for
 * a C library, which takes the first. Framed between two repetitions of that line they are right
 * for Go too, which takes the last, and for musl's getaddrinfo, which takes the first two.
 */
export function* layoutLines(entries: readonly ServicesEntry[], layout: Layout): Generator<string> {
  const inPlace = layout.sort === "port" && !layout.framesRepeats;
  const sorted = layout.sort === "port" ? entries : entries.toSorted(compareNames);
  for (const entry of sorted) {
    if (inPlace || entry.foundOn === undefined) yield* entryLines(entry, layout);
  }
  if (inPlace) return;
  // In the order of ports whatever the sort: the line that a group repeats may stand in the group of
  // another name, and a C library takes the name of the first line of a port.
  const repeats = Array.from(repeatsByName(entries).values());
  if (repeats.length > 0) yield "# Further ports of names that are found on a lower one.";
  for (const group of repeats) {
    const frame = layout.framesRepeats ? frameLine(group) : [];
    yield* frame;
    for (const entry of group) yield* entryLines(entry, layout);
    yield* frame;
  }
}

type Group = [ServicesEntry, ...ServicesEntry[]];

function repeatsByName(entries: readonly ServicesEntry[]): ReadonlyMap<string, Group> {
  const groups = new Map<string, Group>();
  for (const entry of entries) {
    if (entry.foundOn === undefined) continue;
    const key = `${entry.name} ${entry.protocol}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [entry]);
    else group.push(entry);
  }
  return groups;
}

/** Repeats the line of the port that the group's name is found on. */
function frameLine([{ name, protocol, foundOn = 0 }]: Group): readonly string[] {
  return [`${name}\t${portKey(foundOn, protocol)}`];
}

function compareNames(a: ServicesEntry, b: ServicesEntry): number {
  return a.name < b.name ? -1 : a.name > b.name ? 1 : 0;
}
