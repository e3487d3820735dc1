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
 * Writes entries as lines, in the order of a layout.
 *
 * Further ports of a name stand after the line of the port that it is found on, which is enough for
 * a C library, which takes the first. Framed between two repetitions of that line they are right
 * for Go too, which takes the last, and for musl's getaddrinfo, which takes the first two.
 */
export class EntryWriter {
  readonly #layout: Layout;
  /** Entries that are written in the order of names. */
  readonly #named: ServicesEntry[] = [];
  /** Further ports of names, in the order of ports. */
  readonly #repeats: ServicesEntry[] = [];

  constructor(layout: Layout) {
    this.#layout = layout;
  }

  /** Writes the next entry in the order of ports, or nothing yet where it stands further down. */
  next(entry: ServicesEntry): string {
    const { sort, framesRepeats } = this.#layout;
    const isInPlace = sort === "port" && (entry.foundOn === undefined || !framesRepeats);
    if (isInPlace) return entryText(entry, this.#layout);
    (entry.foundOn === undefined ? this.#named : this.#repeats).push(entry);
    return "";
  }

  /** Writes the entries that stand below those written. */
  rest(): string {
    let text = "";
    for (const entry of this.#named.sort(compareNames)) text += entryText(entry, this.#layout);
    if (this.#repeats.length === 0) return text;
    text += "# Further ports of names that are found on a lower one.\n";
    // In the order of ports whatever the sort: the line that a group repeats may stand in the group
    // of another name, and a C library takes the name of the first line of a port.
    for (const group of repeatsByName(this.#repeats).values()) {
      const frame = this.#layout.framesRepeats ? frameLine(group) : "";
      text += frame;
      for (const entry of group) text += entryText(entry, this.#layout);
      text += frame;
    }
    return text;
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
