import { deepStrictEqual } from "node:assert";
import type { ParseResult } from "@portolan/model";
import { fromXml, toXml } from "@portolan/xml";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readByLibrary } from "../packages/xml/src/read-by-library.js";
import { scanRegistry } from "../packages/xml/src/scan-registry.js";
import { arbitraryRegistry, xmlCharacter } from "./arbitrary-registry.js";
import { hasSnapshots, NEEDS_SNAPSHOTS, NEWEST_DAY, readSnapshot, XML_DAYS } from "./shared.js";
import { edited, XML_DOCUMENT } from "./xml-edits.js";

/**
 * Holds the scanner to the library, which is the judge.
 *
 * @returns whether the scanner read the document, and did not leave it to the library.
 */
function scansAsLibrary(source: string): boolean {
  const scanned: ParseResult | undefined = scanRegistry(source);
  if (scanned !== undefined) deepStrictEqual(scanned, readByLibrary(source));
  return scanned !== undefined;
}

/** Holds the scanner to the library with many documents, and gives the share of them it scans. */
function shareScanned(documents: fc.Arbitrary<string>, numRuns: number): number {
  let scanned = 0;
  fc.assert(
    fc.property(documents, (source) => {
      if (scansAsLibrary(source)) scanned++;
    }),
    { numRuns },
  );
  return scanned / numRuns;
}

test("a whole document is scanned", () => {
  expect(scansAsLibrary(XML_DOCUMENT)).toBe(true);
  expect(fromXml(XML_DOCUMENT)).toEqual(readByLibrary(XML_DOCUMENT));
});

// That enough of the documents are scanned shows that these tests test something.

test("edited documents give the same, whoever reads them", () => {
  const share = shareScanned(edited(fc.constant(XML_DOCUMENT)), 5000);
  expect(share).toBeGreaterThan(0.25);
  expect(share).toBeLessThan(0.8);
});

const attributeName = fc.constantFrom("section", "constructor");
const written = arbitraryRegistry({ character: xmlCharacter, attributeName }).map((registry) =>
  toXml(registry),
);

test("all that is written is scanned, and gives what the library gives", () => {
  expect(shareScanned(written, 1000)).toBe(1);
});

test("edited registries give the same, whoever reads them", () => {
  expect(shareScanned(edited(written), 2000)).toBeGreaterThan(0.25);
});

describe.skipIf(!hasSnapshots)(`published files ${NEEDS_SNAPSHOTS}`, () => {
  test.each(XML_DAYS)("%s: is scanned, and gives what the library gives", (day) => {
    expect(scansAsLibrary(readSnapshot(day, "xml"))).toBe(true);
  });

  test("edited excerpts give the same, whoever reads them", () => {
    const source = readSnapshot(NEWEST_DAY, "xml");
    const [first, people] = [source.indexOf("  <record"), source.indexOf("  <footnote")];
    const entries = /^ {2}<record[\s\S]*?<\/record>\n/gm;
    const records = source.slice(first, people).match(entries) ?? [];
    const excerpt = fc.array(fc.nat(records.length - 1), { maxLength: 5 }).map((some) => {
      const chosen = some.map((i) => records[i]).join("");
      const end = source.indexOf("</person>", people) + "</person>".length;
      return `${source.slice(0, first)}${chosen}${source.slice(people, end)}</people></registry>`;
    });
    expect(shareScanned(edited(excerpt), 1000)).toBeGreaterThan(0.25);
  });
});
