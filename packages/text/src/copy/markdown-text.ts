/**
 * Tells whether a text is written in Markdown, so that a backslash in it is no backslash: it has a
 * link, an escaped bracket, pipe or underline, or HTML.
 */
export function isMarkdown(source: string): boolean {
  return /\]\([^()\s]*\)|\\[[\](|_*`~\\]|<br ?\/?>|&(?:lt|gt|amp|#\d{1,7});/.test(source);
}

const MARKS =
  /\[((?:[^[\]\\]|\\.)+)\]\([^()\s]*\)|\\([!-/:-@[-`{-~])|<br ?\/?>|&(lt|gt|amp|quot|#\d{1,7});/g;

const ENTITIES: Readonly<Record<string, string>> = { lt: "<", gt: ">", amp: "&", quot: '"' };

/**
 * Gives the text that a piece of Markdown shows: links are their labels, escapes their characters.
 *
 * @example
 * plainText("[\\[RFC6335\\]](#)"); // "[RFC6335]"
 */
export function plainText(markdown: string): string {
  return markdown.replace(
    MARKS,
    (mark: string, label?: string, escaped?: string, entity?: string): string => {
      if (label !== undefined) return plainText(label);
      if (escaped !== undefined) return escaped;
      if (entity === undefined) return "\n";
      if (!entity.startsWith("#")) return ENTITIES[entity] ?? mark;
      const code = Number(entity.slice(1));
      return code <= 0x10ffff ? String.fromCodePoint(code) : mark;
    },
  );
}
