import { joinBracketed } from "@portolan/model";

/** Holds `[a][b]`, bracketed items without a blank between them that stand between blanks. */
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
export function looksLikeId(item: string): boolean {
  return item !== "" && !/\s/.test(item) && !isReferenceLabel(item);
}

/** Writes a group as it stands in a cell: `[a][b]`. */
export function groupText(group: Group): string {
  return joinBracketed(group.items);
}
