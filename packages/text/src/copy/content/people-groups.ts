import { type Group, groupText, looksLikeId } from "./groups.js";

/** Says which groups of a row are its assignee and contact. */
export interface PeopleGroups {
  readonly assignee: Group;
  readonly contact?: Group;
  /** The contact information does not list all of them, or only one was found. */
  readonly guessed: boolean;
}

/** What {@link findPeople} needs to know of a row beside its groups. */
export interface PeopleSearch {
  /** Tells whether one group stands right after another. */
  areNeighbours(first: Group, second: Group): boolean;
  /** Where the description ends if the row names nobody: who is named after that is part of a note. */
  readonly textEnd: number;
  /** Tells whether the contact information lists an id. */
  isListed(id: string): boolean;
}

/** Finds assignee and contact of a row whose columns are not marked. */
export function findPeople(
  groups: readonly Group[],
  { areNeighbours, textEnd, isListed }: PeopleSearch,
): PeopleGroups | undefined {
  if (groups.length === 0) return undefined;
  const listed = (group: Group): boolean => group.items.every(isListed);
  const likely = (group: Group): boolean => group.items.every(looksLikeId);
  const pairs = groups.flatMap((first, i): readonly (readonly [Group, Group])[] => {
    const second = groups[i + 1];
    return second !== undefined && areNeighbours(first, second) ? [[first, second]] : [];
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
