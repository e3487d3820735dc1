import { isRegistryDate, joinBracketed, protocolsInFront } from "@portolan/model/internal";

/** Holds `[a][b]`: bracketed items without a blank between them, and with blanks around them. */
export interface Group {
  readonly items: readonly string[];
  /** Zero-based offsets in the text that was searched, the end not included. */
  readonly start: number;
  readonly end: number;
}

/**
 * Finds the groups of a text. `[RFC7030].` is none, because it does not end at a blank; neither is
 * the inside of a bracket that is never closed.
 */
export function findGroups(text: string): readonly Group[] {
  if (!text.includes("[")) return [];
  const closing = closingBrackets(text);
  const groups: Group[] = [];
  let start = text.indexOf("[");
  while (start !== -1) {
    const group =
      start === 0 || text[start - 1] === " " ? groupAt(text, start, closing) : undefined;
    if (group !== undefined) groups.push(group);
    start = text.indexOf("[", group?.end ?? start + 1);
  }
  return groups;
}

function groupAt(
  text: string,
  start: number,
  closing: ReadonlyMap<number, number>,
): Group | undefined {
  const items: string[] = [];
  let end = start;
  while (text[end] === "[") {
    const close = closing.get(end);
    if (close === undefined) return undefined;
    items.push(text.slice(end + 1, close));
    end = close + 1;
  }
  return end === text.length || text[end] === " " ? { items, start, end } : undefined;
}

/** Maps the place of each opening bracket to that of its closing one, in one pass. */
function closingBrackets(text: string): ReadonlyMap<number, number> {
  const closing = new Map<number, number>();
  const open: number[] = [];
  for (let i = 0; i < text.length; i++) {
    if (text[i] === "[") open.push(i);
    else if (text[i] === "]") {
      const start = open.pop();
      if (start !== undefined) closing.set(start, i);
    }
  }
  return closing;
}

/** Tells whether an item is what records cite as a reference, and no person's identifier. */
export function isReferenceLabel(item: string): boolean {
  return /^(?:RFC\d|RFC-|draft-|TR-|n\/a$|\d+$|[a-z][a-z0-9+.-]*:\/\/)/.test(item);
}

/** Tells whether an item could be a person's identifier: no blank, no reference. */
function looksLikeId(item: string): boolean {
  return item !== "" && !/\s/.test(item) && !isReferenceLabel(item);
}

/** Returns a group as a cell has it: `[a][b]`. */
export function groupText(group: Group): string {
  return joinBracketed(group.items);
}

/** Tells whether a text looks like a port or a range of ports, valid or not, and like no month. */
export function isPortText(text: string): boolean {
  return /^\d{1,5}(?:-\d{1,5})?$/.test(text) && !isRegistryDate(text);
}

/** Tells whether words or cells can only be the first ones of a record: `[name] port protocol`. */
export function beginsWithPort([first = "", second = "", third = ""]: readonly string[]): boolean {
  if (isPortText(first)) return protocolsInFront(second) !== "";
  return isPortText(second) && protocolsInFront(third) !== "";
}

/** Says which groups of a row are its assignee and contact. */
interface PeopleGroups {
  readonly assignee: Group;
  readonly contact?: Group;
  /** The contact information does not list all of them, or only one was found. */
  readonly guessed: boolean;
}

/** What {@link findPeople} needs to know of a row beside its groups. */
interface PeopleSearch {
  /** How far apart the groups of assignee and contact are. */
  readonly gap: number;
  /** Where the description ends if the row names nobody. People who are named later belong to a note. */
  readonly textEnd: number;
  /** Tells whether the contact information lists an id. */
  isListed(id: string): boolean;
}

/** Finds assignee and contact of a row whose columns are not marked. */
export function findPeople(
  groups: readonly Group[],
  { gap, textEnd, isListed }: PeopleSearch,
): PeopleGroups | undefined {
  if (groups.length === 0) return undefined;
  const listed = (group: Group): boolean => group.items.every(isListed);
  const likely = (group: Group): boolean => group.items.every(looksLikeId);
  const pairs = groups.flatMap((first, i): readonly (readonly [Group, Group])[] => {
    const second = groups[i + 1];
    return second?.start === first.end + gap ? [[first, second]] : [];
  });
  const known = pairs.find(([first, second]) => listed(first) && listed(second));
  if (known !== undefined) return { assignee: known[0], contact: known[1], guessed: false };

  const guesses = pairs.filter(([first, second]) => likely(first) && likely(second));
  const guess =
    guesses.find(([first, second]) => listed(first) || listed(second)) ??
    guesses.find(([first, second]) => groupText(first) === groupText(second)) ??
    guesses[0];
  if (guess !== undefined) return { assignee: guess[0], contact: guess[1], guessed: true };

  // An assignee without contact: `h323hostcall 1720 sctp H.323 Call Control [ITU-T] 2014-07-30`.
  const single = groups.find(listed);
  if (single === undefined || single.start > textEnd) return undefined;
  return { assignee: single, guessed: true };
}
