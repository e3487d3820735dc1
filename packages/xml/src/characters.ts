/** Matches what is no `Char` of XML 1.0 §2.2, among it NUL, U+FFFE and lone surrogates. */
const NOT_CHARACTER = /[^\t\n\r\x20-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u;
const NOT_CHARACTERS = new RegExp(NOT_CHARACTER, "gu");

/** Finds the first character that XML cannot hold, not even as a reference. */
export function findNotCharacter(text: string): RegExpExecArray | null {
  return NOT_CHARACTER.exec(text);
}

/** Finds in one look what is rare: a carriage return, a surrogate, what XML cannot hold. */
const UNUSUAL = /[^\t\n\x20-\uD7FF\uE000-\uFFFD]/;

/** Tells whether XML can hold a text and need not change it, as it does carriage returns. */
export function isVerbatim(text: string): boolean {
  return !UNUSUAL.test(text) || (!text.includes("\r") && isXmlText(text));
}

/** Tells whether XML can hold a text. */
export function isXmlText(text: string): boolean {
  return !NOT_CHARACTER.test(text);
}

/** Replaces each character that XML cannot hold by what `replace` gives for it. */
export function replaceNotCharacters(text: string, replace: (character: string) => string): string {
  return text.replace(NOT_CHARACTERS, replace);
}

/** Writes the code point of a character as Unicode does, `0000`. */
export function codeOf(character: string): string {
  return (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0");
}

// XML 1.0 §2.3 `Name` in the basic plane; a colon only for `xml:lang` and its like, which need no declaration.
const NAME =
  /^(?:xml:)?[A-Z_a-z\u00C0-\u00D6\u00D8-\u00F6\u00F8-\u02FF\u0370-\u037D\u037F-\u1FFF\u200C-\u200D\u2070-\u218F\u2C00-\u2FEF\u3001-\uD7FF\uF900-\uFDCF\uFDF0-\uFFFD][-.\w\u00B7\u00C0-\u00D6\u00D8-\u00F6\u00F8-\u037D\u037F-\u1FFF\u200C-\u200D\u203F-\u2040\u2070-\u218F\u2C00-\u2FEF\u3001-\uD7FF\uF900-\uFDCF\uFDF0-\uFFFD]*$/;

/** Tells whether a text can be the name of an element or attribute. */
export function isXmlName(text: string): boolean {
  return NAME.test(text);
}
