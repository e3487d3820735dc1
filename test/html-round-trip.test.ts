import { fromHtml, toHtml } from "@portolan/html";
import { createRegistry, type Reference } from "@portolan/model";
import * as fc from "fast-check";
import { parse } from "parse5";
import { describe, expect, it } from "vitest";
import { arbitraryRegistry, printableCharacter, xmlCharacter } from "./arbitrary-registry.js";
import { asToldBy } from "./losses/losses.js";
import { withPublishedReferences } from "./published-references.js";
import { readWithSaxes } from "./saxes-elements.js";

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

  it.each<Reference>([
    { type: "uri", data: "news:example" },
    { type: "uri", data: "gopher://example.org/1", text: "RFC1" },
    { type: "registry" },
    { type: "text", text: "RFC1" },
  ])("reads back as what it shows of %o", (reference) => {
    const record = { contacts: [], references: [reference], notes: ["a ", { reference }] };
    const registry = createRegistry({ references: [reference], records: [record] });
    expect(fromHtml(toHtml(registry)).registry).toEqual(asToldBy("html", registry));
  });

  it.each(["Reference", "Last Updated", " Expert(s)", "Note", "Notes"])(
    "reads back as what it shows of a note titled %j",
    (title) => {
      const registry = createRegistry({ notes: [{ title, text: "2020-07-31" }] });
      expect(fromHtml(toHtml(registry)).registry).toEqual(asToldBy("html", registry));
    },
  );

  it("reads back as what it shows", () => {
    const printable = arbitraryRegistry({ character: printableCharacter });
    const whole = arbitraryRegistry({ character: xmlCharacter });
    fc.assert(
      fc.property(fc.oneof(printable, whole).map(withPublishedReferences), (registry) => {
        expect(fromHtml(toHtml(registry)).registry).toEqual(asToldBy("html", registry));
      }),
      { numRuns: 300 },
    );
  });
});
