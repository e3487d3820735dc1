/**
 * Tells whether a text is written in Markdown, so that a backslash in it is no backslash: it has a
 * link, an escaped bracket, pipe or underline, or HTML.
 */
export function isMarkdown(source: string): boolean {
  return /\]\([^()\s]*\)|\\[[\](|_*`~\\]|<br ?\/?>|&(?:lt|gt|amp|#\d{1,7});/.test(source);
}

/** An escape, a bracket, a line break or an entity. */
const MARK = /\\([!-/:-@[-`{-~])|\[|\]|<br ?\/?>|&(lt|gt|amp|quot|#\d{1,7});/g;

/** The target of a link, right behind its label. */
const TARGET = /\([^()\s]*\)/y;

const ENTITIES: Readonly<Record<string, string>> = { lt: "<", gt: ">", amp: "&", quot: '"' };

/**
 * Gives the text that a piece of Markdown shows: links are their labels, escapes their characters.
 * It looks at each character once, or twice in the target of a link.
 *
 * @example
 * plainText("[\\[RFC6335\\]](#)"); // "[RFC6335]"
 */
export function plainText(markdown: string): string {
  const pieces: string[] = [];
  /** Number of the piece that is the last open bracket, which may begin a link. */
  let open = -1;
  let end = 0;
  for (const match of markdown.matchAll(MARK)) {
    const { 0: mark, 1: escaped, 2: entity, index } = match;
    // It may be part of a target that was passed over.
    if (index < end) continue;
    pieces.push(markdown.slice(end, index));
    end = index + mark.length;
    if (mark === "[") {
      open = pieces.length;
      pieces.push(mark);
    } else if (mark === "]") {
      TARGET.lastIndex = end;
      const target = open === -1 || pieces.length - open < 2 ? null : TARGET.exec(markdown);
      const isEmpty = pieces.slice(open + 1, open + 3).join("") === "";
      if (target === null || isEmpty) pieces.push(mark);
      else {
        pieces[open] = "";
        end += target[0].length;
      }
      open = -1;
    } else if (escaped !== undefined) pieces.push(escaped);
    else pieces.push(entity === undefined ? "\n" : entityText(mark, entity));
  }
  pieces.push(markdown.slice(end));
  return pieces.join("");
}

function entityText(mark: string, entity: string): string {
  if (!entity.startsWith("#")) return ENTITIES[entity] ?? mark;
  const code = Number(entity.slice(1));
  return code <= 0x10ffff ? String.fromCodePoint(code) : mark;
}
