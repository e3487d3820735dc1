/** Matches a piece of a tag, up to a quoted value or the end of the tag. */
const TAG_PIECE = /[^>"']*(?:"[^"]*"|'[^']*'|>)/y;

/**
 * Gives the offset after a tag; a value between quotes may hold what would end it.
 *
 * @param start - zero-based offset in the tag, outside of its values.
 * @returns undefined where the tag does not end.
 */
export function tagEnd(source: string, start: number): number | undefined {
  TAG_PIECE.lastIndex = start;
  while (TAG_PIECE.test(source)) {
    if (source[TAG_PIECE.lastIndex - 1] === ">") return TAG_PIECE.lastIndex;
  }
  return undefined;
}
