import { object, optional, required } from "./data-object.js";
import type { Shape } from "./data-reading.js";
import { isObject, list, text, textsByName, yes } from "./data-shape.js";
import type { Reference } from "./reference.js";
import type {
  Inline,
  InlineBreak,
  InlineParagraph,
  InlineReference,
  RunningText,
} from "./running-text.js";

/** Shape of a cross reference. */
export const reference: Shape<Reference> = object<Reference>({
  type: required(text),
  data: optional(text),
  text: optional(text),
  attributes: optional(textsByName),
});

/** Shape of running text: a text, or a list of texts, references, breaks and paragraphs. */
export const runningText: Shape<RunningText> = (data, reading) => {
  if (typeof data === "string") return data;
  if (Array.isArray(data)) return pieces(data, reading);
  return reading.complainOfType(data, "text or a list of its pieces");
};

const inlineReference = object<InlineReference>({ reference: required(reference) });

const inlineBreak = object<InlineBreak>({ break: required(yes) });

const inlineParagraph = object<InlineParagraph>({
  paragraph: required((data, reading) => reading.paragraph(runningText, data)),
});

const inline: Shape<Inline> = (data, reading) => {
  if (typeof data === "string") return data;
  if (isObject(data)) {
    if ("reference" in data) return inlineReference(data, reading);
    if ("break" in data) return inlineBreak(data, reading);
    if ("paragraph" in data) return inlineParagraph(data, reading);
  }
  return reading.complainOfType(data, "text, a reference, a break or a paragraph");
};

const pieces: Shape<readonly Inline[]> = list(inline);
