// XML 1.0 §2.3, without the colon.
const START =
  "A-Z_a-z\\u{C0}-\\u{D6}\\u{D8}-\\u{F6}\\u{F8}-\\u{2FF}\\u{370}-\\u{37D}\\u{37F}-\\u{1FFF}\\u{200C}-\\u{200D}\\u{2070}-\\u{218F}\\u{2C00}-\\u{2FEF}\\u{3001}-\\u{D7FF}\\u{F900}-\\u{FDCF}\\u{FDF0}-\\u{FFFD}\\u{10000}-\\u{EFFFF}";
const OTHERS = `${START}\\-.0-9\\u{B7}\\u{300}-\\u{36F}\\u{203F}-\\u{2040}`;

const NAME_START = new RegExp(`[:${START}]`, "uy");
const NAME = new RegExp(`^[:${START}][:${OTHERS}]*$`, "u");
const OWN_NAME = new RegExp(`^(?:xml:)?[${START}][${OTHERS}]*$`, "u");

/** Tells whether the name of an element or attribute can begin at an offset. */
export function isNameStart(source: string, offset: number): boolean {
  NAME_START.lastIndex = offset;
  return NAME_START.test(source);
}

/** Tells whether a text can be the name of an element or attribute. */
export function isName(text: string): boolean {
  return NAME.test(text);
}

/** Tells whether a text can be a name in a document that declares no prefixes. */
export function isNameWithoutPrefix(text: string): boolean {
  return OWN_NAME.test(text);
}
