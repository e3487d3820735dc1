import type { Inline, Reference, RunningText } from "@portolan/model";
import { joinText } from "@portolan/model/internal";
import * as fc from "fast-check";

// Text that some syntax takes for something else.
const TROUBLE = [
  ..."\"'`<>&[]{}()|,;:#*/\\=-+@!?%~^$_ \t\n\r\0\x7f\x85\xa0\u2028\u2029\ufeff\ufffe\uffff",
  ..."éŠ漢🚢",
  "\ud800",
  "\udc00",
  "no",
  "on",
  "22:22",
  "1e3",
  "2001-06-07",
  "0o7",
  "<<",
  "__proto__",
  "]]>",
  "*/",
  "</script>",
  "[RFC6335]",
];

/**
 * Any whole character, as fast-check's unit "binary" is: for that one it first makes a table of a million
 * characters, which takes a second of every file of tests that asks for it.
 */
export const wholeCharacter: fc.Arbitrary<string> = fc
  .integer({ min: 0, max: 0x10_ffff - 0x800 })
  .map((number) => String.fromCodePoint(number < 0xd800 ? number : number + 0x800));

/** Any UTF-16 code unit, halves of surrogate pairs and NUL among them, and text that troubles a syntax. */
export const anyCharacter: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(..."abcdefghijklmnopqrstuvwxyz0123456789- "),
  fc.constantFrom(...TROUBLE),
  fc.integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit)),
  wholeCharacter,
);

/** Whole characters that XML 1.0 allows (§2.2), without CR, which XML readers turn into LF. */
export const xmlCharacter: fc.Arbitrary<string> = anyCharacter.filter((text) =>
  /^[\t\n\x20-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]+$/u.test(text),
);

/** Whole characters that show, and the blank: what survives being laid out on a page. */
export const printableCharacter: fc.Arbitrary<string> = xmlCharacter.filter(
  (text) => text === " " || !/[\p{C}\p{Z}]/u.test(text),
);

/** Any non-empty text of such characters. */
export function arbitraryText(character: fc.Arbitrary<string>): fc.Arbitrary<string> {
  return fc.string({ unit: character, minLength: 1, maxLength: 12 });
}

const KNOWN_TYPES = ["rfc", "rfc-errata", "draft", "uri", "text", "note", "person", "registry"];

/** Any reference, with any further attributes of such names. */
export function arbitraryReference(
  character: fc.Arbitrary<string>,
  attributeName: fc.Arbitrary<string>,
): fc.Arbitrary<Reference> {
  const text = arbitraryText(character);
  const attributes = fc.dictionary(
    attributeName.filter((name) => name !== "type" && name !== "data"),
    fc.string({ unit: character, maxLength: 5 }),
    { minKeys: 1, maxKeys: 2, noNullPrototype: true },
  );
  const type = fc.oneof({ arbitrary: fc.constantFrom(...KNOWN_TYPES), weight: 4 }, text);
  return fc.record(
    { type, data: text, text, attributes },
    { requiredKeys: ["type"], noNullPrototype: true },
  );
}

/** Any running text in the form that `joinText` gives; empty text is the empty string. */
export function arbitraryRunningText(
  text: fc.Arbitrary<string>,
  reference: fc.Arbitrary<Reference>,
): fc.Arbitrary<RunningText> {
  return fc.letrec<{ runningText: RunningText; inline: Inline }>((tie) => ({
    runningText: fc.oneof(
      { depthSize: "small", withCrossShrink: true },
      text,
      fc.array(tie("inline"), { maxLength: 4 }).map((pieces) => joinText(pieces) ?? ""),
    ),
    inline: fc.oneof(
      { depthSize: "small" },
      text,
      fc.constant({ break: true } as const),
      reference.map((value) => ({ reference: value })),
      tie("runningText").map((paragraph) => ({ paragraph })),
    ),
  })).runningText;
}
