import { fromHtml, toHtml } from "@portolan/html";
import type { Reference, Registry, RunningText } from "@portolan/model";
import * as fc from "fast-check";
import { parse } from "parse5";
import { describe, expect, it } from "vitest";
import { arbitraryRegistry, printableCharacter, xmlCharacter } from "./arbitrary-registry.js";
import { asHtmlShows } from "./html-as-shown.js";
import { readWithSaxes } from "./xml-snapshots.js";

/** Codes of parse5 for characters that are allowed, but that nobody should use (HTML §13.2.3.5). */
const ODD_CHARACTERS = new Set([
  "control-character-in-input-stream",
  "noncharacter-in-input-stream",
]);

describe("a page of any registry", () => {
  it("is well-formed as XML and has no error as HTML", () => {
    fc.assert(
      fc.property(arbitraryRegistry(), (registry) => {
        const page = toHtml(registry);
        readWithSaxes(page);
        const errors: string[] = [];
        parse(page, { onParseError: ({ code }) => errors.push(code) });
        expect(errors.filter((code) => !ODD_CHARACTERS.has(code))).toEqual([]);
      }),
    );
  });

  it("has every record and person, and says the same when it is written again", () => {
    fc.assert(
      fc.property(arbitraryRegistry(), (registry) => {
        const first = fromHtml(toHtml(registry));
        expect(first.registry.records).toHaveLength(registry.records.length);
        expect(fromHtml(toHtml(first.registry)).registry).toEqual(first.registry);
      }),
    );
  });

  it("reads back as what it shows", () => {
    const printable = arbitraryRegistry({ character: printableCharacter });
    const whole = arbitraryRegistry({ character: xmlCharacter });
    fc.assert(
      fc.property(fc.oneof(printable, whole).map(published), (registry) => {
        expect(fromHtml(toHtml(registry)).registry).toEqual(asHtmlShows(registry));
      }),
      { numRuns: 300 },
    );
  });
});

/** Gives a registry whose references are of the forms that the registry has. */
function published(registry: Registry): Registry {
  return {
    ...registry,
    references: registry.references.map(publishedReference),
    notes: registry.notes.map((note) => ({ ...note, text: publishedText(note.text) })),
    records: registry.records.map((record) => ({
      ...record,
      references: record.references.map(publishedReference),
      ...(record.description === undefined
        ? {}
        : { description: publishedText(record.description) }),
      ...(record.notes === undefined ? {} : { notes: publishedText(record.notes) }),
    })),
    footnotes: registry.footnotes.map((note) => ({ ...note, text: publishedText(note.text) })),
  };
}

function publishedText(text: RunningText): RunningText {
  if (typeof text === "string") return text;
  return text.map((piece) => {
    if (typeof piece === "string" || "break" in piece) return piece;
    if ("paragraph" in piece) return { paragraph: publishedText(piece.paragraph) };
    return { reference: publishedReference(piece.reference) };
  });
}

function publishedReference({ type, data = "", text, attributes }: Reference): Reference {
  const word = encodeURIComponent(data);
  const label = text === undefined ? {} : { text };
  const more = attributes === undefined ? {} : { attributes };
  switch (type) {
    case "rfc":
      return { type, data: `rfc${data.length}`, ...label, ...more };
    case "draft":
      return { type, data: `draft-${word}`, ...label, ...more };
    case "uri":
      return { type, data: `https://example.org/${word}`, ...label, ...more };
    case "rfc-errata":
    case "note":
      return { type, data: String(data.length) };
    case "person":
      return { type, data: data || "A" };
    case "registry":
      return { type, data: `r${data.length}` };
    default:
      return { type: "text", text: (text ?? "n/a").replace(/[[\]]/g, "") || "n/a" };
  }
}
