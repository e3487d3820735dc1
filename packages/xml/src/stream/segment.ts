import { isSection, markupEnd, tagName } from "./markup-end.js";

/** Tells how much of a text is one segment of a document, and what that is. */
export interface Segment {
  /**
   * `content` is at most one whole element with the text, comments and other sections before it;
   * `open` and `close` are the tag that leads into an element, or out of it.
   */
  readonly kind: "content" | "open" | "close";
  /** Offset after the segment. */
  readonly end: number;
}

/**
 * Finds the first segment of a text that stands between the tags of an element.
 *
 * @param entered - name of the elements that are not read whole, but entered.
 * @param isLast - whether no more text will follow.
 * @returns undefined where the text ends before the segment.
 */
export function findSegment(
  text: string,
  entered: string | undefined,
  isLast: boolean,
): Segment | undefined {
  let at = 0;
  for (;;) {
    const open = text.indexOf("<", at);
    const end = open === -1 ? undefined : markupEnd(text, open, isLast);
    if (end === undefined) return undefined;
    if (!isSection(text, open)) return tagSegment(text, open, end, entered, isLast);
    at = end;
  }
}

/** Gives the segment that ends with a tag, or before it, or with the element that the tag begins. */
function tagSegment(
  text: string,
  open: number,
  end: number,
  entered: string | undefined,
  isLast: boolean,
): Segment | undefined {
  const name = tagName(text, open);
  const isEmpty = text[end - 2] === "/";
  const isClosing = text[open + 1] === "/";
  if (isClosing || (name === entered && !isEmpty)) {
    if (open > 0) return { kind: "content", end: open };
    return { kind: isClosing ? "close" : "open", end };
  }
  const after = isEmpty ? end : elementEnd(text, end, name, isLast);
  return after === undefined ? undefined : { kind: "content", end: after };
}

/** Gives the offset after the end tag of an element; others of its name may be inside. */
function elementEnd(
  text: string,
  content: number,
  name: string,
  isLast: boolean,
): number | undefined {
  let depth = 1;
  let at = content;
  while (depth > 0) {
    const open = text.indexOf("<", at);
    const end = open === -1 ? undefined : markupEnd(text, open, isLast);
    if (end === undefined) return undefined;
    if (!isSection(text, open) && tagName(text, open) === name) {
      if (text[open + 1] === "/") depth--;
      else if (text[end - 2] !== "/") depth++;
    }
    at = end;
  }
  return at;
}
