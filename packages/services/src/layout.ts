import { entryText, type LineStyle } from "./entry-text.js";
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
 * Writes entries as lines, each text with all lines of one.
 *
 * Further ports of a name stand after the line of the port that it is found on, which is enough for
 * a C library, which takes the first. Framed between two repetitions of that line they are right
 * for Go too, which takes the last, and for musl's getaddrinfo, which takes the first two.
 *
 * @param entries - in the order of ports.
 */
export function* layoutEntries(
  entries: Iterable<ServicesEntry>,
  layout: Layout,
): Generator<string, void, undefined> {
  const inPlace = layout.sort === "port" && !layout.framesRepeats;
  const repeats: ServicesEntry[] = [];
  const found: ServicesEntry[] = [];
  for (const entry of entries) {
    if (entry.foundOn !== undefined && !inPlace) repeats.push(entry);
    else if (layout.sort === "port") yield entryText(entry, layout);
    else found.push(entry);
  }
  for (const entry of found.sort(compareNames)) yield entryText(entry, layout);
  // In the order of ports whatever the sort: the line that a group repeats may stand in the group of
  // another name, and a C library takes the name of the first line of a port.
  if (repeats.length > 0) yield "# Further ports of names that are found on a lower one.\n";
  for (const group of repeatsByName(repeats).values()) {
    const frame = layout.framesRepeats ? frameLine(group) : "";
    yield group.reduce((text, entry) => text + entryText(entry, layout), frame) + frame;
  }
}

type Group = [ServicesEntry, ...ServicesEntry[]];

function repeatsByName(repeats: readonly ServicesEntry[]): ReadonlyMap<string, Group> {
  const groups = new Map<string, Group>();
  for (const entry of repeats) {
    const key = `${entry.name} ${entry.protocol}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [entry]);
    else group.push(entry);
  }
  return groups;
}

/** Repeats the line of the port that the group's name is found on. */
function frameLine([{ name, protocol, foundOn = 0 }]: Group): string {
  return `${name}\t${portKey(foundOn, protocol)}\n`;
}

function compareNames(a: ServicesEntry, b: ServicesEntry): number {
  return a.name < b.name ? -1 : a.name > b.name ? 1 : 0;
}
