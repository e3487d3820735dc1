import { requireTextOrObject } from "./argument.js";
import { type Reference, referenceLabel } from "./reference.js";

/**
 * Holds text that may have references, line breaks and paragraphs inside. Text without any is a
 * plain string; white space is as in the source.
 */
export type RunningText = string | readonly Inline[];

/** Holds one piece of running text. */
export type Inline = string | InlineReference | InlineBreak | InlineParagraph;

export interface InlineReference {
  readonly reference: Reference;
}

/** Holds a forced line break (`<br/>`). */
export interface InlineBreak {
  readonly break: true;
}

export interface InlineParagraph {
  readonly paragraph: RunningText;
}

/** How {@link flattenText} writes what is not plain text. */
export interface FlattenRules {
  /** By default as `[label]`. */
  readonly reference?: (reference: Reference) => string;
  readonly break: string;
  readonly beforeParagraph: string;
}

/**
 * Puts pieces together: neighbouring strings are joined, empty ones dropped, and text without any
 * structure becomes a plain string.
 *
 * @returns undefined where nothing is left.
 */
export function joinText(pieces: readonly Inline[]): RunningText | undefined {
  const joined: Inline[] = [];
  for (const piece of pieces) {
    const last = joined.at(-1);
    if (piece === "") continue;
    if (typeof piece === "string" && typeof last === "string")
      joined[joined.length - 1] = last + piece;
    else joined.push(piece);
  }
  const only = joined[0];
  if (only === undefined) return undefined;
  return joined.length === 1 && typeof only === "string" ? only : joined;
}

/** Writes running text as one string, by the given rules for what is not plain text. */
export function flattenText(text: RunningText, rules: FlattenRules): string {
  if (typeof text === "string") return text;
  let flat = "";
  for (const piece of text) {
    if (typeof piece === "string") flat += piece;
    else if ("reference" in piece) flat += (rules.reference ?? inBrackets)(piece.reference);
    else if ("break" in piece) flat += rules.break;
    else flat += rules.beforeParagraph + flattenText(piece.paragraph, rules);
  }
  return flat;
}

function inBrackets(reference: Reference): string {
  return `[${referenceLabel(reference)}]`;
}

/** Writes running text where there is no place for its structure: breaks and paragraphs are lines. */
export function plainText(text: RunningText): string {
  return flattenText(text, { break: "\n", beforeParagraph: "\n" });
}

const ONE_LINE: FlattenRules = { break: " ", beforeParagraph: " " };

/**
 * Writes running text on one line: every run of white space, break and paragraph border is one
 * blank, references stand as `[label]`.
 *
 * @example
 * oneLine(["Defined TXT keys:", { break: true }, "\n  path"]); // "Defined TXT keys: path"
 */
export function oneLine(text: RunningText): string {
  requireTextOrObject(text, "oneLine", "text", "a string or a list");
  return collapseSpace(flattenText(text, ONE_LINE));
}

/** Replaces every run of white space (space, tab, line break; not U+00A0) by one blank and trims. */
export function collapseSpace(text: string): string {
  if (!ODD_SPACE.test(text)) return text;
  return text.replace(/[ \t\r\n\f\v]+/g, " ").replace(/^ | $/g, "");
}

/** White space other than single blanks between words, which most texts have none of. */
const ODD_SPACE = /[\t\r\n\f\v]| {2}|^ | $/;

/** Gives the references inside running text, in order. */
export function referencesIn(text: RunningText): readonly Reference[] {
  requireTextOrObject(text, "referencesIn", "text", "a string or a list");
  if (typeof text === "string") return [];
  return text.flatMap((piece) => {
    if (typeof piece === "string" || "break" in piece) return [];
    return "reference" in piece ? [piece.reference] : referencesIn(piece.paragraph);
  });
}
