/**
 * Makes text harmless inside a comment: one line of characters that are drawn, nothing that ends
 * the comment and nothing that editors take for a tag (`@deprecated`, `{@link …}`).
 */
export function commentText(text: string): string {
  return text
    .replace(/[\p{Cc}\p{Surrogate}\p{Zl}\p{Zp}\p{Bidi_Control}]/gu, " ")
    .replace(/ {2,}/g, " ")
    .trim()
    .replaceAll("*/", "*\\/")
    .replace(/(^|[\s{])@/g, "$1\\@");
}

/** Writes a documentation comment of one line, with its line break; nothing for no text. */
export function docComment(text: string | undefined, indent: string): string {
  const harmless = commentText(text ?? "");
  return harmless === "" ? "" : `${indent}/** ${harmless} */\n`;
}
