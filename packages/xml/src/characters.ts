import { isXmlText } from "@portolan/model";

/** Finds in one look what is rare: a carriage return, a surrogate, what XML cannot hold. */
const UNUSUAL = /[^\t\n\x20-\uD7FF\uE000-\uFFFD]/;

/** Tells whether XML can hold a text and need not change it, as it does carriage returns. */
export function isVerbatim(text: string): boolean {
  return !UNUSUAL.test(text) || (!text.includes("\r") && isXmlText(text));
}

// XML 1.0 §2.3 `Name` in the basic plane; a colon only for `xml:lang` and its like, which need no declaration.
const NAME =
  /^(?:xml:)?[A-Z_a-z\u00C0-\u00D6\u00D8-\u00F6\u00F8-\u02FF\u0370-\u037D\u037F-\u1FFF\u200C-\u200D\u2070-\u218F\u2C00-\u2FEF\u3001-\uD7FF\uF900-\uFDCF\uFDF0-\uFFFD][-.\w\u00B7\u00C0-\u00D6\u00D8-\u00F6\u00F8-\u037D\u037F-\u1FFF\u200C-\u200D\u203F-\u2040\u2070-\u218F\u2C00-\u2FEF\u3001-\uD7FF\uF900-\uFDCF\uFDF0-\uFFFD]*$/;

/** Tells whether a text can be the name of an element or attribute. */
export function isXmlName(text: string): boolean {
  return NAME.test(text);
}
