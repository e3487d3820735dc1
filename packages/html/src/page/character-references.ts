const NAMED: ReadonlyMap<string, string> = new Map([
  ["amp", "&"],
  ["lt", "<"],
  ["gt", ">"],
  ["quot", '"'],
  ["nbsp", "\u00a0"],
]);

// Any ampersand, and what follows it where that is a reference of the common kinds.
const AMPERSAND = /&(?:(amp|lt|gt|quot|nbsp);|#(\d{2,7});|#[xX]([\dA-Fa-f]{2,6});)?/g;

/**
 * Decodes the character references that pages are written with: five names, and the numbers of
 * characters that mean themselves.
 *
 * @returns undefined where an ampersand begins anything else, which is for the library to judge.
 */
export function decodeReferences(text: string): string | undefined {
  if (!text.includes("&")) return text;
  let known = true;
  const decoded = text.replace(AMPERSAND, (_, name = "", decimal?: string, hex?: string) => {
    const named = NAMED.get(name);
    if (named !== undefined) return named;
    const code = decimal === undefined ? Number.parseInt(hex ?? "", 16) : Number(decimal);
    if (meansItself(code)) return String.fromCodePoint(code);
    known = false;
    return "";
  });
  return known ? decoded : undefined;
}

/** Tells whether a number stands for its character and nothing is wrong with that (HTML §13.2.5.80). */
function meansItself(code: number): boolean {
  return (
    (code >= 0x20 && code < 0x7f) ||
    (code >= 0xa0 && code < 0xd800) ||
    (code >= 0xe000 && code < 0xfdd0) ||
    (code >= 0xfdf0 && code < 0xfffe)
  );
}
