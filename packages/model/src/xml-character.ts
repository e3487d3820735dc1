/** Matches what is no `Char` of XML 1.0 §2.2, among it NUL, U+FFFE and lone surrogates. */
const NOT_CHARACTER = /[^\t\n\r\x20-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u;
const NOT_CHARACTERS = new RegExp(NOT_CHARACTER, "gu");

/** Matches the same and halves of characters beyond U+FFFF, in one fast look: hardly any text has one. */
const SUSPECT = /[^\t\n\r\x20-\uD7FF\uE000-\uFFFD]/;

/** Holds a character that XML cannot hold, not even as a reference. */
export interface NotXmlCharacter {
  /** Code point as Unicode writes it, `0000`. */
  readonly code: string;
  /** Zero-based offset in the text. */
  readonly offset: number;
}

/** Tells whether XML, and with it XHTML, can hold a text. */
export function isXmlText(text: string): boolean {
  return !SUSPECT.test(text) || !NOT_CHARACTER.test(text);
}

/** Finds the first character that XML cannot hold. */
export function findNotXmlCharacter(text: string): NotXmlCharacter | undefined {
  const match = SUSPECT.test(text) ? NOT_CHARACTER.exec(text) : null;
  return match === null ? undefined : { code: codeOf(match[0]), offset: match.index };
}

/**
 * Puts U+FFFD in the place of each character that XML cannot hold.
 *
 * @param onReplaced takes the code point of each.
 */
export function toXmlText(text: string, onReplaced: (code: string) => void): string {
  if (isXmlText(text)) return text;
  return text.replace(NOT_CHARACTERS, (character) => {
    onReplaced(codeOf(character));
    return "\uFFFD";
  });
}

function codeOf(character: string): string {
  return (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0");
}
